/**
 * The corpus: small programs with one bug each, and the corrected twin of each, which the testkit's
 * simulation tells apart.
 *
 * <p>{@link io.sluice.examples.corpus.Corpus} lists them; {@code PlainRuns} runs one without the
 * kit; {@code CorpusTable} writes the table. Tests to run after a change: {@code CorpusTest},
 * {@code CorpusContentTest}, {@code CorpusTableTest}.
 */
@NullMarked
package io.sluice.examples.corpus;

import org.jspecify.annotations.NullMarked;
