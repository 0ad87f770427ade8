/**
 * Models as data: what the layers are, never what they compute.
 *
 * <pre>
 * x [N, ...input] -> encoder Network -> code [N, L] -> decoder Network -> reconstruction [N, ...input]
 * </pre>
 */
@NullMarked
package dev.hourglass.model;

import org.jspecify.annotations.NullMarked;
