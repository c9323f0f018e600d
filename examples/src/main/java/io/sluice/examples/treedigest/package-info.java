/**
 * A program that does real work with channels, a context and a scope: it digests every file below
 * some directories, several at a time, and prints what {@code sha256sum} prints. Read it in this
 * order.
 *
 * <pre>
 *               files                    reports
 *            (buffered)               (unbuffered)
 *   Walker ─────────────▶ Digester ─┬────────────────▶ Collector ──▶ lines, sorted
 *      │                  Digester ─┤                     ▲  ▲
 *      │                  Digester ─┤               ticks │  │ Ctrl-C, time limit
 *      └── what it cannot read ─────┘                Ticker  Context
 * </pre>
 *
 * <table>
 * <caption>Map of the package</caption>
 * <tr><th>Type</th><th>Responsibility</th><th>Shows</th></tr>
 * <tr><td>{@code Pipeline}</td><td>makes the channels, runs the stages</td>
 *     <td>buffered and unbuffered channels, views, who closes what, close and drain; a deadline; a
 *     scope, and a channel that belongs to it</td></tr>
 * <tr><td>{@code Walker}</td><td>finds the files</td><td>a sender that is slowed down</td></tr>
 * <tr><td>{@code Digester}</td><td>digests files, one after the other</td>
 *     <td>the range loop, many workers on one channel</td></tr>
 * <tr><td>{@code Collector}</td><td>gathers the results, shows how far it is</td>
 *     <td>select with a ticker and a context, the never-channel</td></tr>
 * <tr><td>{@code TreeDigest}</td><td>the command, its exit codes, Ctrl-C</td>
 *     <td>a context that ends when the JVM shuts down</td></tr>
 * <tr><td>{@code CommandLine}, {@code TreePath}, {@code ChecksumLine}, {@code Report}, {@code
 *     Tally}, {@code Messages}</td><td>no concurrency: arguments, names, output
 *     </td><td></td></tr>
 * </table>
 *
 * <p>Tests to run when it changes: all of this package; {@code TreeDigestEndToEndTest} compares the
 * program with {@code sha256sum}.
 */
package io.sluice.examples.treedigest;
