/**
 * Latches, barriers, semaphores, futures, pools and callbacks that somebody waits for in vain.
 *
 * <p>{@link io.sluice.examples.corpus.coordination.Coordination} lists the programs. Tests to run
 * after a change: {@code CorpusTest}, {@code CorpusContentTest}.
 */
@NullMarked
package io.sluice.examples.corpus.coordination;

import org.jspecify.annotations.NullMarked;
