package io.sluice.benchmarks;

/** What the rivals have in common: channels that selects have waited at in vain. */
interface Residue {

  /** How many channels stay quiet. */
  int QUIET = 8;

  /** Runs selects which all receive from one further channel, never from the quiet ones. */
  void lose(int selects) throws InterruptedException;

  /**
   * Sends one element through each quiet channel, and receives it.
   *
   * @return the sum of the elements, which are the numbers below {@link #QUIET}
   */
  long sendAndReceive() throws InterruptedException;

  /**
   * Makes the channels.
   *
   * @param impl the name that a benchmark's parameter gives
   */
  static Residue of(String impl) {
    // With a buffer of one, a single thread can send and receive, and no switch is measured.
    return impl.equals("Kotlin")
        ? new OfKotlin(new KotlinSelects(QUIET + 1, 1))
        : new OfThreads(Selection.of(impl, QUIET + 1, 1));
  }

  /** Selects of virtual threads. */
  record OfThreads(Selection selection) implements Residue {
    @Override
    public void lose(int selects) throws InterruptedException {
      Conduit busy = selection.channels().get(QUIET);
      Crew crew = new Crew(Thread.ofVirtual()::start);
      crew.start(() -> busy.putAll(selects));
      crew.start(
          () -> {
            for (int i = 0; i < selects; i++) {
              selection.takeAny();
            }
          });
      crew.join();
    }

    @Override
    public long sendAndReceive() throws InterruptedException {
      long sum = 0;
      for (int i = 0; i < QUIET; i++) {
        Conduit channel = selection.channels().get(i);
        channel.put(i);
        sum += channel.take();
      }
      return sum;
    }
  }

  /** Selects of coroutines. */
  record OfKotlin(KotlinSelects selects) implements Residue {
    @Override
    public void lose(int count) {
      selects.lose(count);
    }

    @Override
    public long sendAndReceive() {
      return selects.sendAndReceive(QUIET);
    }
  }
}
