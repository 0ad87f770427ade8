package dev.hourglass.compress;

/**
 * What coding a picture with loss came to.
 *
 * @param width in pixels
 * @param height in pixels
 * @param quality from 0 to 100
 * @param psnr of what comes back, in decibel: 10 log10(255^2 / mean squared error of all samples); infinite where it is
 *     the same
 * @param bitsPerPixel all bytes of the entry in the compressed file
 */
public record PictureResult(int width, int height, double quality, double psnr, double bitsPerPixel) {}
