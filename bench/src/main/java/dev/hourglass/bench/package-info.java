/**
 * Measures the library beside its peers, its own start-ups and its kernels; not published.
 *
 * <pre>
 * SideBySide -> Engine (a process) -> HourglassPeer on each JDK, peers/peer.py in each mode
 *            -> Comparison -> ResultTable
 * </pre>
 */
@NullMarked
package dev.hourglass.bench;

import org.jspecify.annotations.NullMarked;
