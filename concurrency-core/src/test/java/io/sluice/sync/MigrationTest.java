package io.sluice.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.Rule;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * A mover that fails, for want of memory perhaps, leaves in the target what it has put there. The
 * bucket changes, and another thread moves it again.
 */
class MigrationTest {

  private static final int SMALL = 16;
  private static final int LARGE = 32;

  /** Keys that meet in bucket 1 of the small table, and in buckets 1 and 17 of the large one. */
  private static final int[] MEETING = {1, 1 + SMALL};

  private final SyncMap<Integer, String> map = new SyncMap<>();

  @Test
  @Rule(38)
  void help_afterFailureInLargerTable_movesWhatIsThereNow() {
    put(MEETING);
    Migration migration = new Migration(map.root(), new Capacity(LARGE));
    for (int key : MEETING) {
      bringBucket(migration, key);
    }
    map.remove(MEETING[1]);
    put(1 + LARGE, 1 + SMALL + LARGE);

    assertThat(migration.help(map)).isTrue();

    assertThat(map.root().capacity()).isEqualTo(LARGE);
    assertThat(map).isEqualTo(Map.of(1, "1", 33, "33", 49, "49"));
    assertThat(nodes(1)).isEqualTo(2);
    assertThat(nodes(1 + SMALL)).isEqualTo(1);
  }

  @Test
  @Rule(38)
  void help_afterFailureInLargerTable_keepsNothingOfWhatWasRemoved() {
    put(MEETING);
    Migration migration = new Migration(map.root(), new Capacity(LARGE));
    for (int key : MEETING) {
      bringBucket(migration, key);
      map.remove(key);
    }

    assertThat(migration.help(map)).isTrue();

    assertThat(map.root().capacity()).isEqualTo(LARGE);
    assertThat(nodes(1)).isZero();
    assertThat(nodes(1 + SMALL)).isZero();
  }

  @Test
  @Rule(38)
  void help_afterFailureInSmallerTable_movesWhatIsThereNow() {
    assertThat(new Migration(map.root(), new Capacity(LARGE)).help(map)).isTrue();
    put(MEETING);
    put(1 + LARGE);
    Migration migration = new Migration(map.root(), new Capacity(SMALL));
    bringBucket(migration, 1);
    map.remove(1 + LARGE);
    put(1 + 2 * LARGE);

    assertThat(migration.help(map)).isTrue();

    assertThat(map.root().capacity()).isEqualTo(SMALL);
    assertThat(map).isEqualTo(Map.of(1, "1", 17, "17", 65, "65"));
    assertThat(nodes(1)).isEqualTo(3);
  }

  private void put(int... keys) {
    for (int key : keys) {
      map.put(key, String.valueOf(key));
    }
  }

  /** What the mover of bucket 1 has put into a key's bucket of the target when it fails. */
  private void bringBucket(Migration migration, int key) {
    BucketTable target = Objects.requireNonNull(migration.target());
    int mask = target.capacity() - 1;
    int at = key & mask;
    target.put(at, Bucket.select(map.root().bucket(1), mask, at, true, null));
    assertThat(target.bucket(at)).as("bucket %s", at).isNotNull();
  }

  private int nodes(int index) {
    int nodes = 0;
    for (Bucket at = map.root().bucket(index); at != null; at = at.rest()) {
      nodes++;
    }
    return nodes;
  }
}
