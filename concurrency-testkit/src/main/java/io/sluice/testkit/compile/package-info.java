/**
 * What the compiler accepts and what it refuses, as assertions: an API that makes misuse a
 * compile-time error has that error tested.
 *
 * <ul>
 *   <li>{@link io.sluice.testkit.compile.CompileAssertions}: a snippet of Java compiles, or does
 *       not, for the expected reason.
 *   <li>{@link io.sluice.testkit.compile.SnippetContext}: what snippets stand in: imports, members,
 *       parameters, class path, release; {@code SnippetSource} puts the two together and tells them
 *       apart again.
 *   <li>{@link io.sluice.testkit.compile.Compilation}, {@link
 *       io.sluice.testkit.compile.CompilerMessage}: what the compiler said.
 *   <li>{@code InMemoryCompiler} runs the JDK's compiler without writing a file; {@code
 *       CompilerPresence} says so where there is none.
 * </ul>
 *
 * <p>Tests to run after a change: {@code CompileAssertionsTest}, {@code SnippetContextTest}, {@code
 * CompilerPresenceTest}.
 */
@NullMarked
package io.sluice.testkit.compile;

import org.jspecify.annotations.NullMarked;
