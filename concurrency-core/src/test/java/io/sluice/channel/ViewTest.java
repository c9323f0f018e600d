package io.sluice.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.common.testing.EqualsTester;
import io.sluice.Rule;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The views show one side, and nothing gets back to the other. What they do, all suites test. */
@Rule(13)
class ViewTest {

  static Stream<Channel<String>> channels() {
    return Stream.concat(
        Arrays.stream(Flavour.values()).map(Flavour::make), Stream.of(Channel.never()));
  }

  @ParameterizedTest
  @MethodSource("channels")
  void asSend_castToAnyOtherSide_fails(Channel<String> channel) {
    SendChannel<String> view = channel.asSend();
    assertThat(view).isNotInstanceOf(Channel.class).isNotInstanceOf(ReceiveChannel.class);
    assertThatExceptionOfType(ClassCastException.class).isThrownBy(() -> Channel.class.cast(view));
    assertThatExceptionOfType(ClassCastException.class)
        .isThrownBy(() -> ReceiveChannel.class.cast(view));
  }

  @ParameterizedTest
  @MethodSource("channels")
  void asReceive_castToAnyOtherSide_fails(Channel<String> channel) {
    ReceiveChannel<String> view = channel.asReceive();
    assertThat(view).isNotInstanceOf(Channel.class).isNotInstanceOf(SendChannel.class);
    assertThatExceptionOfType(ClassCastException.class).isThrownBy(() -> Channel.class.cast(view));
    assertThatExceptionOfType(ClassCastException.class)
        .isThrownBy(() -> SendChannel.class.cast(view));
  }

  @ParameterizedTest
  @MethodSource("channels")
  void views_publicMethods_areThoseOfTheirSideOnly(Channel<String> channel) {
    assertThat(channel.asSend().getClass().getInterfaces()).containsExactly(SendChannel.class);
    assertThat(channel.asReceive().getClass().getInterfaces())
        .containsExactly(ReceiveChannel.class);
    assertThat(channel.asSend().getClass().getFields()).isEmpty();
    assertThat(channel.asReceive().getClass().getFields()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("channels")
  void toString_views_nameTheirChannelAndSide(Channel<String> channel) {
    assertThat(channel.asSend()).hasToString(channel + ".asSend()");
    assertThat(channel.asReceive()).hasToString(channel + ".asReceive()");
  }

  @Test
  void toString_channel_showsOriginAndState() throws InterruptedException {
    Channel<String> channel = Channel.buffered(2);
    assertThat(channel.toString()).matches("Channel\\.buffered\\(2\\)@[0-9a-f]+\\[open]");
    channel.send("one");
    assertThat(channel.toString()).endsWith("[open, size 1]");
    channel.close();
    assertThat(channel.toString()).endsWith("[closed, size 1]");
    assertThat(Channel.unbuffered().toString()).startsWith("Channel.unbuffered()@");
    assertThat(Channel.unlimited().toString()).startsWith("Channel.unlimited()@");
    assertThat(Channel.conflated().toString()).startsWith("Channel.conflated()@");
    assertThat(Channel.never()).hasToString("Channel.never()");
  }

  @Test
  void channels_sameContent_areEqualByIdentityOnly() {
    new EqualsTester()
        .addEqualityGroup(Channel.buffered(1))
        .addEqualityGroup(Channel.buffered(1))
        .addEqualityGroup(Channel.never(), Channel.never())
        .testEquals();
  }
}
