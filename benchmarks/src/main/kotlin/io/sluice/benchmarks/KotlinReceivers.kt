package io.sluice.benchmarks

import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.Job
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking

/** Coroutines that wait to receive from one channel. */
class KotlinReceivers(private val count: Int) {

  private val channel = Channel<Int>()
  private val parent = Job()

  init {
    val scope = CoroutineScope(parent + Dispatchers.Default)
    // Undispatched: once launched, it is suspended.
    repeat(count) { scope.launch(start = CoroutineStart.UNDISPATCHED) { channel.receive() } }
  }

  /** Sends to each what it waits for, and waits for its end. */
  fun release() = runBlocking {
    repeat(count) { channel.send(it) }
    parent.complete()
    parent.join()
  }
}
