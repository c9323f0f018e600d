/** Go-style channels, select, contexts and scopes for Java. */
module io.sluice.core {
  requires static transitive org.jspecify;

  exports io.sluice.channel;
  exports io.sluice.time;
}
