package io.sluice.benchmarks

import kotlinx.coroutines.channels.Channel

/** A channel whose operations never suspend. */
class KotlinTryChannel(capacity: Int) {

  private val channel = Channel<Int>(capacity)

  fun offer(element: Int): Boolean = channel.trySend(element).isSuccess

  fun poll(): Int? = channel.tryReceive().getOrNull()
}
