package io.sluice.examples.corpus.sharing;

import io.sluice.examples.corpus.specimen.Body;
import io.sluice.examples.corpus.specimen.Check;
import io.sluice.examples.corpus.specimen.Threads;
import java.util.ArrayList;
import java.util.List;

/**
 * One thread lists the members of a group while another one joins it: the list's iterator notices,
 * sometimes. Fixed by a lock around both.
 */
final class IteratedWhileChanged {

  private final List<String> members = new ArrayList<>(List.of("Ada", "Edsger"));

  static void buggy() throws Exception {
    IteratedWhileChanged group = new IteratedWhileChanged();
    run(() -> group.members.add("Tony"), () -> group.list());
  }

  static void fixed() throws Exception {
    IteratedWhileChanged group = new IteratedWhileChanged();
    run(
        () -> {
          synchronized (group) {
            group.members.add("Tony");
          }
        },
        () -> {
          synchronized (group) {
            group.list();
          }
        });
  }

  private static void run(Body join, Body list) throws InterruptedException {
    Threads.join(Threads.start("joining", join), Threads.start("listing", list));
  }

  private void list() {
    for (String member : members) {
      Check.that(!member.isEmpty(), "a member without a name");
    }
  }
}
