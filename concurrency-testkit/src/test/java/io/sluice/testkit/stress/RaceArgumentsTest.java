package io.sluice.testkit.stress;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class RaceArgumentsTest {

  private final Race<Object> race = Race.of(Object::new);

  @Test
  void anyMethod_null_isRefusedByName() {
    refuses("state", () -> Race.of(null));
    refuses("state", () -> Race.ofRounds(null));
    refuses("name", () -> race.actor(null, state -> 1));
    refuses("body", () -> race.actor("one", null));
    refuses("name", () -> race.action(null, state -> {}));
    refuses("action", () -> race.action("one", null));
    refuses("body", () -> race.arbiter(null));
    refuses("type", () -> race.expecting(null));
    refuses("kinds", () -> race.on((ThreadKind[]) null));
    refuses("kinds contains null", () -> race.on(ThreadKind.VIRTUAL, null));
    refuses("longest", () -> race.delays(null));
    refuses("deadline", () -> race.deadline(null));
  }

  private static void refuses(String parameter, ThrowingCallable call) {
    assertThatNullPointerException().isThrownBy(call).withMessage(parameter);
  }

  @Test
  void anyMethod_outOfRange_isRefused() {
    isIllegal("kinds must not be empty", () -> race.on());
    isIllegal("rounds must be positive: 0", () -> race.rounds(0));
    isIllegal("rounds must be positive: -1", () -> race.rounds(-1));
    isIllegal(
        "longest must not be negative: PT-0.000000001S", () -> race.delays(Duration.ofNanos(-1)));
    isIllegal("deadline must be positive: PT0S", () -> race.deadline(Duration.ZERO));
    isIllegal("deadline must be positive: PT-1S", () -> race.deadline(Duration.ofSeconds(-1)));
  }

  @Test
  void actor_nameTaken_isRefused() {
    race.actor("one", state -> 1);

    isIllegal("name is given to two actors: one", () -> race.actor("one", state -> 1));
    isIllegal("name is given to two actors: one", () -> race.action("one", state -> {}));
  }

  private static void isIllegal(String message, ThrowingCallable call) {
    assertThatIllegalArgumentException().isThrownBy(call).withMessage(message);
  }

  @Test
  void run_noActor_isRefused() {
    assertThatIllegalStateException()
        .isThrownBy(race::run)
        .withMessage("a race needs at least one actor");
  }
}
