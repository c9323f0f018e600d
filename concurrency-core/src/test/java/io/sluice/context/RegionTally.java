package io.sluice.context;

/** What happened to the regions of a {@link RegionStorm}. */
final class RegionTally {

  /** Regions begun, the outer ones included. */
  long regions;

  /** Regions of which the context was done, or the thread interrupted, on entry. */
  long notRun;

  /** Single and inner regions that were interrupted. */
  long fired;

  /** Of these, the ones inside another region. */
  long nestedFired;

  /** Of those that fired, the ones that had not when their code had come to its end. */
  long firedWhileLeaving;

  /** Calls ended with a {@link CancelledException}. */
  long innerEnded;

  long outerEnded;

  /** Waits in an outer region's code, all to be ended by the outer region's interrupt. */
  long waitsInOuter;

  /** Interrupts that belonged to no region. */
  long stale;

  /** Waits in a cancelled region that nobody ended. */
  long swallowed;

  void count(boolean nested, boolean ran, boolean hasFired, boolean armedAtTheEnd) {
    if (!ran) {
      notRun++;
    }
    if (hasFired) {
      fired++;
      nestedFired += nested ? 1 : 0;
      firedWhileLeaving += armedAtTheEnd ? 1 : 0;
    }
  }

  boolean isExact() {
    return stale == 0 && swallowed == 0;
  }

  @Override
  public String toString() {
    return ("%,d regions: %,d not run, %,d fired, of these %,d nested and %,d while leaving; "
            + "%,d inner and %,d outer calls ended by cancellation, %,d waits in outer regions; "
            + "%,d stale, %,d swallowed")
        .formatted(
            regions,
            notRun,
            fired,
            nestedFired,
            firedWhileLeaving,
            innerEnded,
            outerEnded,
            waitsInOuter,
            stale,
            swallowed);
  }
}
