/**
 * Waking too few threads, the wrong one, or none; interrupts.
 *
 * <p>{@link io.sluice.examples.corpus.wakeup.WakeUps} lists the programs. Tests to run after a
 * change: {@code CorpusTest}, {@code CorpusContentTest}.
 */
@NullMarked
package io.sluice.examples.corpus.wakeup;

import org.jspecify.annotations.NullMarked;
