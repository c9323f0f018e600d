/**
 * The agent: what a test JVM loads with {@code -javaagent} so that the testkit may look into the
 * JDK's threads and rewrite classes.
 *
 * <p>{@link io.sluice.testkit.agent.Agent} opens the JDK's packages to the testkit and keeps what
 * the JVM gave it. Tests to run after a change: {@code AgentTest}, {@code AgentIT}.
 */
@NullMarked
package io.sluice.testkit.agent;

import org.jspecify.annotations.NullMarked;
