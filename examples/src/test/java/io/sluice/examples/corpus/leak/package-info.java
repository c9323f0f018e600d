/**
 * The patterns by which goroutines leak most often.
 *
 * <p>{@link io.sluice.examples.corpus.leak.Leaks} lists the programs. Tests to run after a change:
 * {@code CorpusTest}, {@code CorpusContentTest}.
 */
@NullMarked
package io.sluice.examples.corpus.leak;

import org.jspecify.annotations.NullMarked;
