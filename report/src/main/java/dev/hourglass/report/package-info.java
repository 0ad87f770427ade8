/**
 * Shows a training run: one self-contained HTML page, and image grids as PNG.
 *
 * <pre>{@code
 * RunReport -> HtmlReport -> report.html   (style, script, data and images inlined; nothing is loaded)
 * images    -> ImageGrid  -> PNG
 * }</pre>
 */
@NullMarked
package dev.hourglass.report;

import org.jspecify.annotations.NullMarked;
