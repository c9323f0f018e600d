package io.sluice.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.sluice.Rule;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

/** The three outcomes of a receive. */
@Rule(10)
class ReceivedTest {

  private final Exception cause = new Exception("the source broke");
  private final Received<String> value = new Received.Value<>("word");
  private final Received<String> closed = new Received.Closed<>(null);
  private final Received<String> failed = new Received.Closed<>(cause);
  private final Received<String> empty = Received.Empty.instance();

  /** Compiles without a default: the three are all there are. */
  private static String describe(Received<String> received) {
    return switch (received) {
      case Received.Value<String>(String word) -> "value " + word;
      case Received.Closed<String>(Throwable reason) when reason != null ->
          "closed: " + reason.getMessage();
      case Received.Closed<String> end -> "closed";
      case Received.Empty<String> none -> "empty";
    };
  }

  @Test
  void switch_eachOutcome_matchesItsPattern() {
    assertThat(describe(value)).isEqualTo("value word");
    assertThat(describe(closed)).isEqualTo("closed");
    assertThat(describe(failed)).isEqualTo("closed: the source broke");
    assertThat(describe(empty)).isEqualTo("empty");
  }

  @Test
  void isValueAndIsClosed_eachOutcome_tellApart() {
    assertThat(value.isValue()).isTrue();
    assertThat(value.isClosed()).isFalse();
    assertThat(closed.isValue()).isFalse();
    assertThat(closed.isClosed()).isTrue();
    assertThat(empty.isValue()).isFalse();
    assertThat(empty.isClosed()).isFalse();
  }

  @Test
  void orForms_eachOutcome_fallBackUnlessThereIsAValue() {
    assertThat(value.orElse("other")).isEqualTo("word");
    assertThat(value.orNull()).isEqualTo("word");
    assertThat(value.orElseThrow()).isEqualTo("word");
    assertThat(closed.orElse("other")).isEqualTo("other");
    assertThat(closed.orNull()).isNull();
    assertThat(empty.orElse("other")).isEqualTo("other");
    assertThat(empty.orNull()).isNull();
  }

  @Test
  void orElseThrow_noValue_saysWhy() {
    assertThatExceptionOfType(ChannelClosedException.class)
        .isThrownBy(closed::orElseThrow)
        .withNoCause();
    assertThatExceptionOfType(ChannelClosedException.class)
        .isThrownBy(failed::orElseThrow)
        .withCause(cause);
    assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(empty::orElseThrow);
  }

  @Rule(11)
  @Test
  void value_null_isRefusedByName() {
    assertThatNullPointerException()
        .isThrownBy(() -> new Received.Value<>(null))
        .withMessage("value");
  }

  @Test
  void equalsAndToString_eachOutcome_areThoseOfValues() {
    assertThat(value).isEqualTo(new Received.Value<>("word")).hasToString("Value[value=word]");
    assertThat(failed).isEqualTo(new Received.Closed<>(cause)).isNotEqualTo(closed);
    assertThat(closed).hasToString("Closed[cause=null]");
    assertThat(empty).isSameAs(Received.Empty.<Integer>instance()).hasToString("Empty[]");
  }
}
