/** Where all threads stand, and tests that fail with that when they hang or pin. */
@NullMarked
package io.sluice.testkit.dump;

import org.jspecify.annotations.NullMarked;
