package dev.hourglass.evaluate;

import java.util.List;

/**
 * Ways to code the same pictures with loss, side by side.
 *
 * @param data the pictures, in words
 * @param remark where the curves of others come from, a sentence
 * @param own the curve of the model
 * @param others curves of others
 * @param losslessBitsPerPixel of the pictures' PNG files
 * @param modelBytes the size of the model, which no rate counts
 */
public record RateDistortion(
        String data,
        String remark,
        RateCurve own,
        List<RateCurve> others,
        double losslessBitsPerPixel,
        long modelBytes) {
    public RateDistortion {
        others = List.copyOf(others);
    }
}
