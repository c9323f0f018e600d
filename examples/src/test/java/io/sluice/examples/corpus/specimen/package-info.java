/**
 * What the programs are described with, {@link io.sluice.examples.corpus.specimen.Specimen}, and
 * what they are made with: {@code Threads}, {@code Check}. Depends on no program.
 *
 * <p>Tests to run after a change: {@code CorpusTest}, {@code CorpusContentTest}.
 */
@NullMarked
package io.sluice.examples.corpus.specimen;

import org.jspecify.annotations.NullMarked;
