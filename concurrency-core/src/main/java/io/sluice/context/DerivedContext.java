package io.sluice.context;

import org.jspecify.annotations.Nullable;

/**
 * A context that cannot be cancelled by itself: the root, one that adds a value, or a detached one.
 */
final class DerivedContext extends AbstractContext {

  static final Context BACKGROUND = new DerivedContext(null, Values.NONE);

  private final @Nullable CancelContext source;

  DerivedContext(@Nullable CancelContext source, Values values) {
    super(values);
    this.source = source;
  }

  @Override
  @Nullable CancelContext source() {
    return source;
  }
}
