@file:JvmName("KotlinChannels")

package io.sluice.benchmarks

import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking

/** Makes an empty channel, to be looked at. */
fun newChannel(capacity: Int): Any = Channel<Int>(capacity)

/** Moves the numbers below each producer's share to the consumers; returns the sum received. */
fun transfer(capacity: Int, producers: Int, consumers: Int, elements: Int): Long =
  runBlocking(Dispatchers.Default) {
    val channel = Channel<Int>(capacity)
    repeat(producers) { launch { channel.sendAll(elements / producers) } }
    List(consumers) { async { channel.receiveAll(elements / consumers) } }.awaitAll().sum()
  }

/** Sends the numbers below [rounds] to and fro; returns the sum of what came back. */
fun pingPong(rounds: Int): Long =
  runBlocking(Dispatchers.Default) {
    val there = Channel<Int>()
    val back = Channel<Int>()
    launch { repeat(rounds) { back.send(there.receive()) } }
    async {
        var sum = 0L
        for (i in 0 until rounds) {
          there.send(i)
          sum += back.receive()
        }
        sum
      }
      .await()
  }

/** Sends the numbers below [elements] through a chain; returns the sum of what arrived. */
fun chain(capacity: Int, channels: Int, elements: Int): Long =
  runBlocking(Dispatchers.Default) {
    val first = Channel<Int>(capacity)
    launch { first.sendAll(elements) }
    var last = first
    repeat(channels - 1) {
      val from = last
      val to = Channel<Int>(capacity)
      launch { repeat(elements) { to.send(from.receive()) } }
      last = to
    }
    async { last.receiveAll(elements) }.await()
  }

private suspend fun Channel<Int>.sendAll(count: Int) {
  for (i in 0 until count) send(i)
}

private suspend fun Channel<Int>.receiveAll(count: Int): Long {
  var sum = 0L
  repeat(count) { sum += receive() }
  return sum
}
