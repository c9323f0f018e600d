/**
 * Channels and select: how threads pass values, and how one waits for several of them.
 *
 * <p>This package depends on {@code io.sluice.time} alone. Start with {@link
 * io.sluice.channel.Channel}; to see how channels work, read {@code HandOff}, then {@code Waiter},
 * then {@code SelectOperation}. Each opens with its invariants.
 *
 * <table>
 * <caption>Map of the package: types, responsibilities, and the tests to run after a change, besides
 * {@code ChannelStressTest} and {@code *SimulationTest}</caption>
 * <tr><th>Types</th><th>Responsibility</th><th>Tests</th></tr>
 * <tr><td>{@link io.sluice.channel.Channel}, {@link io.sluice.channel.SendChannel}, {@link
 * io.sluice.channel.ReceiveChannel}, {@code SendView}, {@code ReceiveView}</td><td>the interface, its
 * two directions and their views</td><td>{@code ChannelContractTest}, {@code DirectionTest}, {@code
 * ViewTest}, {@code NullArgumentTest}</td></tr>
 * <tr><td>{@code HandOff}, {@code AbstractChannel}</td><td>the algorithm under the lock, and the
 * operations around it</td><td>{@code ChannelContractTest}, {@code CloseTest}, {@code
 * FifoFairnessTest}, {@code HappensBeforeTest}, Lincheck and jcstress</td></tr>
 * <tr><td>{@code RendezvousChannel}, {@code BufferedChannel}, {@code UnlimitedChannel}, {@code
 * ConflatedChannel}, {@code NeverChannel}</td><td>the flavours: what the buffer is</td><td>the test of
 * the flavour, {@code ChannelContractTest}, {@code MemoryTest}</td></tr>
 * <tr><td>{@code Waiter}, {@code WaitQueue}, {@code Spin}, {@code SpinBudget}</td><td>how a thread
 * waits, in which order, and who may end the wait</td><td>{@code WaiterTest}, {@code WaitQueueTest},
 * {@code SpinningTest}, {@code InterruptTest}, {@code TimeoutTest}, {@code CancelSignalTest},
 * jcstress</td></tr>
 * <tr><td>{@code CreationSites}</td><td>where channels were made, if asked for</td><td>{@code
 * CreationSitesTest}, {@code MemoryTest}</td></tr>
 * <tr><td>{@code ShortLock}</td><td>the lock of a channel</td><td>{@code ShortLockTest}, jcstress, the
 * benchmarks</td></tr>
 * <tr><td>{@link io.sluice.channel.Select}, {@link io.sluice.channel.SelectCase}, {@link
 * io.sluice.channel.ReceiveCase}, {@link io.sluice.channel.SendCase}, {@code SelectOperation},
 * {@code SelectedChannels}</td><td>waiting for several channels at once</td><td>{@code
 * Select*Test}, jcstress</td></tr>
 * <tr><td>{@link io.sluice.channel.Ticker}, {@link io.sluice.channel.Timers}, {@code TimerChannel}
 * </td><td>time as a channel</td><td>{@code TickerTest}, {@code TimersTest}, {@code
 * TimerChannelTest}</td></tr>
 * <tr><td>{@link io.sluice.channel.Received}, {@code RangeLoop}, {@link
 * io.sluice.channel.ThrowingConsumer}</td><td>what a receive yields, and loops over it</td><td>{@code
 * ReceivedTest}, {@code RangeLoopTest}</td></tr>
 * <tr><td>{@link io.sluice.channel.CancelSignal}, {@code Interruption}</td><td>what ends a wait from
 * outside</td><td>{@code CancelSignalTest}, {@code InterruptTest}</td></tr>
 * <tr><td>{@link io.sluice.channel.ChannelClosedException}</td><td>what a closed channel throws</td>
 * <td>{@code CloseTest}</td></tr>
 * </table>
 *
 * <p>After any change with an algorithm in it, also the tests of package {@code
 * io.sluice.simulation}: {@code Channel*}, {@code Close*}, {@code Select*}, {@code Cancel*}, {@code
 * Time*} and the whole programs.
 */
@NullMarked
package io.sluice.channel;

import org.jspecify.annotations.NullMarked;
