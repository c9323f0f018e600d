/**
 * The mistakes that everybody makes with goroutines, channels and contexts.
 *
 * <p>{@link io.sluice.examples.corpus.trap.Traps} lists the programs. Tests to run after a change:
 * {@code CorpusTest}, {@code CorpusContentTest}.
 */
@NullMarked
package io.sluice.examples.corpus.trap;

import org.jspecify.annotations.NullMarked;
