/**
 * What threads share besides channels: a count of tasks to wait for, a number of permits, and a
 * map. What the JDK has already (mutexes, latches, atomics, executors) is not here.
 *
 * <p>This package depends on {@code io.sluice.channel} and {@code io.sluice.time}: its threads wait
 * on channels, so that interrupts, cancellation and timeouts mean the same everywhere.
 *
 * <table>
 * <caption>Map of the package: types, responsibilities, and the tests to run after a change</caption>
 * <tr><th>Types</th><th>Responsibility</th><th>Tests</th></tr>
 * <tr><td>{@link io.sluice.sync.WaitGroup}</td><td>waits until a group of tasks has ended: Go's
 * {@code sync.WaitGroup}; opens with its algorithm</td><td>{@code WaitGroup*Test}, {@code
 * GoWaitGroupTest}, jcstress {@code WaitGroup*}</td></tr>
 * <tr><td>{@link io.sluice.sync.Semaphore}</td><td>shares permits, by weight and first come, first
 * served: Go's {@code semaphore.Weighted}; opens with its algorithm</td><td>{@code
 * Semaphore*Test}, {@code GoSemaphoreTest}, jcstress {@code Semaphore*}</td></tr>
 * <tr><td>{@code Gate}</td><td>how a thread of this package waits, and who decides between release
 * and giving up</td><td>all of the above</td></tr>
 * <tr><td>{@link io.sluice.sync.SyncMap}, {@code SyncMapViews}, {@code SyncMapIterator}, {@code
 * SyncMapEntry}</td><td>a map
 * for many threads: Go's {@code sync.Map}</td><td>{@code SyncMap*Test}</td></tr>
 * <tr><td>{@code BucketTable}, {@code Bucket}, {@code Node}, {@code Link}, {@code Capacity}, {@code Migration}</td><td>the map's algorithm;
 * what stands in a bucket; an entry; several in one bucket; when it grows, and how</td><td>{@code SyncMap*Test}, also those of Lincheck, jcstress {@code
 * SyncMap*}, the benchmarks</td></tr>
 * </table>
 *
 * <p>After any change with an algorithm in it, also the tests of package {@code
 * io.sluice.simulation}: {@code WaitGroup*}, {@code Semaphore*} and {@code SyncMap*}.
 */
@NullMarked
package io.sluice.sync;

import org.jspecify.annotations.NullMarked;
