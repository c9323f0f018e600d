/**
 * Rewrites classes so that they call {@link io.sluice.testkit.hook.Hooks}, by the JDK's class-file
 * API: the one package that needs JDK 25 to be loaded.
 *
 * <ul>
 *   <li>{@link io.sluice.testkit.weave.LoadTimeTransformer}: from the start of the JVM, for classes
 *       of the program as they are loaded: clocks ({@code ClockRedirection}) and what the library
 *       shares by a whole JVM ({@code SharedInstances}).
 *   <li>{@link io.sluice.testkit.weave.ClassFileWeaving}: from the first simulation on; keeps what
 *       was asked for and has loaded classes rewritten again by {@code SimulationTransformer}. That
 *       one gives the JDK's classes to {@code JdkRewriting} (by the table {@code JdkEdits}), woven
 *       ones to {@code ClassWeaver}, the library's synchronizers to {@code SynchronizerEntries}.
 *   <li>{@code ClassWeaver} weaves method by method: {@code MethodWeaver} takes each instruction to
 *       {@code FieldAccesses}, {@code ArrayAccesses}, {@code Monitors} or {@code Calls} (which
 *       tells by {@code CallKind} what a call is, and leaves waits to {@code Waits}); they share
 *       the {@code WovenMethod} and write calls with {@code HookCalls}.
 *   <li>{@code ClassFiles}: what is known of other classes, without loading them.
 * </ul>
 *
 * <p>Tests to run after a change: all of this package, then those of {@code simulation}.
 */
@NullMarked
package io.sluice.testkit.weave;

import org.jspecify.annotations.NullMarked;
