package dev.hourglass.evaluate;

/**
 * What coding samples with loss comes to at one of a model's tradeoffs; means over samples.
 *
 * @param tradeoff lambda
 * @param bitsPerPixel as the model's priors estimate it, at least 0; files take less where what is around a level tells
 *     of it
 * @param psnr in dB
 * @param multiScaleSimilarity MS-SSIM, in [0, 1]
 */
public record TradeoffRate(double tradeoff, double bitsPerPixel, double psnr, double multiScaleSimilarity) {}
