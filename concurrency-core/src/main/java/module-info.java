/** Go-style channels, select, contexts and scopes for Java. */
module io.sluice.core {
  requires org.jctools.core.jdk11;
  requires org.slf4j;
  requires static transitive org.jspecify;

  exports io.sluice.channel;
  exports io.sluice.context;
  exports io.sluice.scope;
  exports io.sluice.sync;
  exports io.sluice.time;
}
