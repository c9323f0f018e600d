/**
 * Memory shared without order.
 *
 * <p>{@link io.sluice.examples.corpus.sharing.Sharing} lists the programs. Tests to run after a
 * change: {@code CorpusTest}, {@code CorpusContentTest}.
 */
@NullMarked
package io.sluice.examples.corpus.sharing;

import org.jspecify.annotations.NullMarked;
