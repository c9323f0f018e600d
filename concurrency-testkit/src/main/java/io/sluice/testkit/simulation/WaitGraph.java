package io.sluice.testkit.simulation;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Who waits for what, and for whom, in a run of which nothing moves. */
final class WaitGraph {

  private final List<SimulatedThread> live = new ArrayList<>();
  private final List<Blockage> blockages = new ArrayList<>();

  WaitGraph(Run run) {
    for (SimulatedThread thread : run.threads()) {
      if (thread.thread.isAlive()) {
        live.add(thread);
      }
    }
    for (SimulatedThread thread : live) {
      blockages.add(Blockage.of(thread, run.threads()));
    }
  }

  List<SimulatedThread> live() {
    return live;
  }

  /** Each thread with what it waits for and its stack, then the cycle if there is one. */
  String describe() {
    StringBuilder text = new StringBuilder();
    String cycle = cycle();
    if (cycle != null) {
      text.append("\ncycle: ").append(cycle).append('\n');
    }
    for (Blockage blockage : blockages) {
      text.append('\n').append(blockage.thread()).append(' ').append(blockage.what()).append('\n');
      for (StackTraceElement frame : Frames.ofInterest(blockage.thread().thread.getStackTrace())) {
        text.append("    at ").append(frame).append('\n');
      }
    }
    return text.toString();
  }

  private @Nullable String cycle() {
    for (Blockage start : blockages) {
      Set<Blockage> path = new LinkedHashSet<>();
      Blockage at = start;
      while (at != null && path.add(at)) {
        at = blockageOf(at.awaited());
      }
      if (at != null && at.equals(start)) {
        return path.stream()
            .map(Blockage::what)
            .collect(Collectors.joining(", which ", start.thread() + " ", ""));
      }
    }
    return null;
  }

  private @Nullable Blockage blockageOf(@Nullable SimulatedThread thread) {
    for (Blockage blockage : blockages) {
      if (blockage.thread() == thread) {
        return blockage;
      }
    }
    return null;
  }
}
