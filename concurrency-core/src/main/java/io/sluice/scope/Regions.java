package io.sluice.scope;

import io.sluice.context.CancellableContext;
import io.sluice.context.Context;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * As regions of which contexts the tasks of a scope run: of the scope's own while they are few, and
 * of one of several children of it when they become many. A context keeps its regions in one list;
 * short tasks that end on all cores at once would spend more time on that list than on their work.
 *
 * <p>The children end with the scope's context, and no earlier. Each is observed all the time, so
 * that a region that comes and goes does not link the child to its parent each time.
 */
final class Regions {

  /** How many groups of tasks are few. */
  private static final int FEW = 2;

  private static final int CHILDREN = 8;

  private final Context context;
  private final AtomicReference<CancellableContext @Nullable []> children = new AtomicReference<>();

  Regions(Context context) {
    this.context = context;
  }

  /** The context for a task at the given place of the given group. */
  Context of(TaskGroup group, int place) {
    if (group.number <= FEW) {
      return context;
    }
    CancellableContext[] made = children.get();
    return (made == null ? make() : made)[place % CHILDREN];
  }

  private CancellableContext[] make() {
    CancellableContext[] made = new CancellableContext[CHILDREN];
    for (int i = 0; i < CHILDREN; i++) {
      made[i] = context.withCancel();
      made[i].done();
    }
    CancellableContext[] earlier = children.compareAndExchange(null, made);
    if (earlier == null) {
      return made;
    }
    for (CancellableContext unused : made) {
      unused.close();
    }
    return earlier;
  }
}
