/**
 * What rewritten classes call: the seam between code under simulation and the simulation.
 *
 * <p>Classes of the JDK call it too, so it is loaded by the bootstrap loader and depends on nothing
 * but {@code java.base}. {@link io.sluice.testkit.hook.Hooks} does what happens without a
 * simulation, which is nothing, as fast as possible; everything else it passes to the one {@link
 * io.sluice.testkit.hook.Handler} installed.
 */
@NullMarked
package io.sluice.testkit.hook;

import org.jspecify.annotations.NullMarked;
