/**
 * A program that does real work with channels: it digests every file below some directories,
 * several at a time, and prints what {@code sha256sum} prints. Read it in this order.
 *
 * <pre>
 *               files                    reports
 *            (buffered)               (unbuffered)
 *   Walker ─────────────▶ Digester ─┬────────────────▶ Collector ──▶ lines, sorted
 *      │                  Digester ─┤                     ▲  ▲
 *      │                  Digester ─┤               ticks │  │ time limit
 *      └── what it cannot read ─────┘                Ticker  Timers.after
 * </pre>
 *
 * <table>
 * <caption>Map of the package</caption>
 * <tr><th>Type</th><th>Responsibility</th><th>Shows</th></tr>
 * <tr><td>{@code Pipeline}</td><td>makes the channels, starts and joins the stages</td>
 *     <td>buffered and unbuffered channels, views, who closes what, close and drain</td></tr>
 * <tr><td>{@code Walker}</td><td>finds the files</td><td>a sender that is slowed down</td></tr>
 * <tr><td>{@code Digester}</td><td>digests files, one after the other</td>
 *     <td>the range loop, many workers on one channel</td></tr>
 * <tr><td>{@code Collector}</td><td>gathers the results, shows how far it is</td>
 *     <td>select with a ticker and a timeout, the never-channel</td></tr>
 * <tr><td>{@code StopSignal}</td><td>stops everybody</td><td>a cancel signal</td></tr>
 * <tr><td>{@code TreeDigest}</td><td>the command, its exit codes, Ctrl-C</td>
 *     <td>closing a channel as an announcement</td></tr>
 * <tr><td>{@code CommandLine}, {@code TreePath}, {@code ChecksumLine}, {@code Report}, {@code
 *     StopReason}, {@code Tally}, {@code Messages}</td><td>no concurrency: arguments, names, output
 *     </td><td></td></tr>
 * </table>
 *
 * <p>Tests to run when it changes: all of this package; {@code TreeDigestEndToEndTest} compares the
 * program with {@code sha256sum}.
 */
package io.sluice.examples.treedigest;
