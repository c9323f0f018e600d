/** The one place that reads the clock and parks with a timeout. */
@NullMarked
package io.sluice.time;

import org.jspecify.annotations.NullMarked;
