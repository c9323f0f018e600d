/**
 * The agent: what a test JVM loads with {@code -javaagent} so that the testkit may look into the
 * JDK's threads and rewrite classes.
 *
 * <p>{@link io.sluice.testkit.agent.Agent} opens the JDK's packages to the testkit and keeps what
 * the JVM gave it; {@code BootstrapHooks} gives the bootstrap loader what rewritten code calls.
 * {@link io.sluice.testkit.agent.Weaving} is how the others have classes rewritten, by package
 * {@code weave}, which only newer JDKs can load; {@link io.sluice.testkit.agent.Sites} numbers the
 * places in them. Tests to run after a change: {@code AgentTest}, {@code AgentIT}, and those of
 * {@code weave}.
 */
@NullMarked
package io.sluice.testkit.agent;

import org.jspecify.annotations.NullMarked;
