package io.sluice.testkit.dump;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/**
 * Records the pinnings of virtual threads from its making to its end.
 *
 * <p>A recording of its own, not a stream: a stream hands out events once a second, and each test
 * would have to wait for that; what a stopped recording has is complete, and read in milliseconds.
 */
final class PinningRecorder {

  private static final String EVENT = "jdk.VirtualThreadPinned";

  private final Recording recording = new Recording();
  private final Duration threshold;
  private final Instant start;

  PinningRecorder(Duration threshold) {
    this.threshold = threshold;
    recording.setName("testkit-pinning");
    recording.enable(EVENT).withThreshold(threshold).withStackTrace();
    recording.start();
    start = Instant.now();
  }

  /** Ends the recording. */
  List<Pinning> stop() throws IOException {
    Path file = Files.createTempFile("pinning", ".jfr");
    try {
      recording.stop();
      recording.dump(file);
      return read(file);
    } finally {
      recording.close();
      Files.delete(file);
    }
  }

  private List<Pinning> read(Path path) throws IOException {
    List<Pinning> pinnings = new ArrayList<>();
    try (RecordingFile file = new RecordingFile(path)) {
      while (file.hasMoreEvents()) {
        RecordedEvent event = file.readEvent();
        if (event.getEventType().getName().equals(EVENT) && counts(event)) {
          pinnings.add(Pinning.of(event));
        }
      }
    }
    return pinnings;
  }

  /** Other recordings of this JVM may begin earlier, and ask for shorter ones. */
  private boolean counts(RecordedEvent event) {
    return !event.getEndTime().isBefore(start) && event.getDuration().compareTo(threshold) >= 0;
  }
}
