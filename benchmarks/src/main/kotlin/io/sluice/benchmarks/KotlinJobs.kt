package io.sluice.benchmarks

import java.util.function.IntConsumer
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.Job
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking

/** Coroutines suspended until the one job whose children they are is cancelled. */
class KotlinJobs(count: Int, woke: IntConsumer) {

  private val parent = Job()

  init {
    val scope = CoroutineScope(parent + Dispatchers.Default)
    repeat(count) { index ->
      // Undispatched: once launched, it is suspended; woken, it is dispatched like any other.
      scope.launch(start = CoroutineStart.UNDISPATCHED) {
        try {
          awaitCancellation()
        } finally {
          woke.accept(index)
        }
      }
    }
  }

  fun cancel() = parent.cancel()

  fun join() = runBlocking { parent.join() }
}
