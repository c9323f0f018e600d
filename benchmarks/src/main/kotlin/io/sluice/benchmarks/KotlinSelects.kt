package io.sluice.benchmarks

import kotlin.coroutines.Continuation
import kotlin.coroutines.EmptyCoroutineContext
import kotlin.coroutines.intrinsics.startCoroutineUninterceptedOrReturn
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.async
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.selects.onTimeout
import kotlinx.coroutines.selects.select

/** Empty channels, and a receive from whichever is ready. */
class KotlinSelects(count: Int, capacity: Int) {

  private val channels = List(count) { Channel<Int>(capacity) }

  /** Polls channels of which none is ready; returns how often there was nothing. */
  fun pollNone(times: Int): Int = runBlocking {
    var none = 0
    repeat(times) { if (pollAny() == null) none++ }
    none
  }

  /** Runs selects that all receive from the last channel. */
  fun lose(selects: Int) {
    runBlocking(Dispatchers.Default) {
      val busy = channels.last()
      launch { for (i in 0 until selects) busy.send(i) }
      launch { repeat(selects) { receiveAny() } }
    }
  }

  /** Sends one element through each of the first channels; returns the sum received. */
  fun sendAndReceive(first: Int): Long {
    // Suspends nowhere, so it needs no dispatcher; starting one would be most of what is measured.
    val body: suspend () -> Long = {
      var sum = 0L
      for (i in 0 until first) {
        channels[i].send(i)
        sum += channels[i].receive()
      }
      sum
    }
    return body.startCoroutineUninterceptedOrReturn(Nowhere) as Long
  }

  private suspend fun receiveAny(): Int = select {
    for (channel in channels) channel.onReceive { it }
  }

  @OptIn(ExperimentalCoroutinesApi::class)
  private suspend fun pollAny(): Int? = select {
    for (channel in channels) channel.onReceive { it }
    onTimeout(0) { null }
  }

  private object Nowhere : Continuation<Long> {
    override val context = EmptyCoroutineContext

    override fun resumeWith(result: Result<Long>): Unit = throw AssertionError("suspended")
  }

  companion object {
    /** Receives by select what another coroutine sends to the channels in turn; returns its sum. */
    @JvmStatic
    fun receive(count: Int, elements: Int): Long =
      runBlocking(Dispatchers.Default) {
        val selects = KotlinSelects(count, 0)
        launch { for (i in 0 until elements) selects.channels[i % count].send(i) }
        async {
            var sum = 0L
            repeat(elements) { sum += selects.receiveAny() }
            sum
          }
          .await()
      }
  }
}
