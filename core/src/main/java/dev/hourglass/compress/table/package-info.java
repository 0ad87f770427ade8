/**
 * The text of tables: lines and cells, and the decimal numbers in them.
 *
 * <pre>
 * file -> LineBlocks -> TableSurvey -> TableFormat: what each column is, and how its numbers are printed
 * line -> TableLine -> cells -> CellNumber: any number; NumberColumn: one printed as its column prints
 * </pre>
 *
 * Nothing here rounds or codes; see {@code compress.codec}.
 */
@NullMarked
package dev.hourglass.compress.table;

import org.jspecify.annotations.NullMarked;
