/** Go-style channels, select, contexts and scopes for Java. */
module io.sluice.core {
  requires static transitive org.jspecify;
  requires org.slf4j;

  exports io.sluice.channel;
  exports io.sluice.sync;
  exports io.sluice.time;
}
