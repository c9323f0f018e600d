package io.sluice.snippets;

import io.sluice.channel.Channel;
import io.sluice.context.Context;
import io.sluice.scope.OnceValue;
import io.sluice.scope.Options;
import io.sluice.scope.Scope;
import io.sluice.scope.ScopeFailedException;
import io.sluice.scope.SingleFlight;
import io.sluice.scope.TaskDecorator;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;

/** The code that Javadoc shows, compiled and run by {@link ScopeSnippetsTest}. */
final class ScopeSnippets {

  private ScopeSnippets() {}

  record User(String name) {}

  record Page(User user, List<String> orders) {}

  interface Users {
    User get(Context context, int id) throws InterruptedException;
  }

  interface Orders {
    List<String> of(Context context, int id) throws InterruptedException;
  }

  static Page page(Context context, Users users, Orders orders, int id)
      throws InterruptedException, ScopeFailedException {
    // @start region="run"
    return Scope.run(
        context,
        scope -> {
          var user = scope.fork(c -> users.get(c, id));
          var list = scope.fork(c -> orders.of(c, id));
          return new Page(user.join(), list.join());
        });
    // @end
  }

  static void serve(Channel<String> requests) throws InterruptedException, ScopeFailedException {
    // @start region="cancelAfter"
    try (var running = Context.untilShutdown(Duration.ofSeconds(10))) {
      Scope.run(
          Context.background(),
          scope -> {
            scope.cancelAfter(running, Duration.ofSeconds(5));
            for (int i = 0; i < 8; i++) {
              scope.go(c -> requests.forEach(c, request -> answer(c, request)));
            }
            running.done().receiveOrClosed();
            requests.close(); // no more work, but what has begun may take five seconds
            return null;
          });
    }
    // @end
  }

  private static void answer(Context context, String request) throws InterruptedException {
    context.check();
    System.out.println("answered " + request);
  }

  private static final ThreadLocal<String> USER = new ThreadLocal<>();

  static Options decorated() {
    // @start region="decorator"
    TaskDecorator sameUser =
        task -> {
          String user = USER.get();
          return () -> {
            USER.set(user);
            task.run();
          };
        };
    // @end
    return Options.defaults().decorator(sameUser);
  }

  static Options options() {
    // @start region="options"
    Options options =
        Options.defaults().name("thumbnails").limit(4).timeout(Duration.ofSeconds(30));
    // @end
    return options;
  }

  static String onceValue() throws InterruptedException, ExecutionException {
    // @start region="onceValue"
    OnceValue<String> configuration = OnceValue.of(() -> "read from a file");
    String value = configuration.get();
    // @end
    return value;
  }

  static String singleFlight(Context context, String city)
      throws InterruptedException, ExecutionException {
    // @start region="singleFlight"
    SingleFlight<String, String> forecasts = new SingleFlight<>();
    String forecast = forecasts.run(context, city, c -> "sunny in " + city);
    // @end
    return forecast;
  }
}
