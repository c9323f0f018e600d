@file:JvmName("KotlinTasks")

package io.sluice.benchmarks

import java.util.concurrent.Callable
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.runBlocking

/** Runs the task in as many coroutines; returns the sum of the results. */
fun forkAndJoin(tasks: Int, task: Callable<Int>): Long =
  runBlocking(Dispatchers.Default) {
    val started = List(tasks) { async { task.call() } }
    var sum = 0L
    for (each in started) sum += each.await()
    sum
  }
