/**
 * Bugs of well-known programs, re-told.
 *
 * <p>{@link io.sluice.examples.corpus.study.StudiedBugs} lists the programs. Tests to run after a
 * change: {@code CorpusTest}, {@code CorpusContentTest}.
 */
@NullMarked
package io.sluice.examples.corpus.study;

import org.jspecify.annotations.NullMarked;
