package dev.hourglass.reproduce;

import dev.hourglass.data.Picture;
import dev.hourglass.evaluate.MultiScaleSimilarity;
import dev.hourglass.evaluate.RateCurve;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Measures rate and distortion of coders; at each quality means over photographs. Stateless. */
final class RateMeasurement {
    private RateMeasurement() {}

    /**
     * Measures a coder.
     *
     * @param name of the curve
     * @param coder the coder
     * @param files the photographs
     * @param qualities as the coder knows them; one that is of no use for some photograph is left out
     * @return the curve
     */
    static RateCurve curve(String name, PhotographCoder coder, PhotographFiles files, List<Double> qualities)
            throws IOException {
        List<RateCurve.Point> points = new ArrayList<>();
        for (double quality : qualities) {
            point(coder, files, quality).ifPresent(points::add);
        }
        return new RateCurve(name, points);
    }

    private static Optional<RateCurve.Point> point(PhotographCoder coder, PhotographFiles files, double quality)
            throws IOException {
        double bits = 0;
        double psnr = 0;
        double similarity = 0;
        for (Picture before : files.photographs()) {
            Optional<PhotographCoder.Coded> coded = coder.code(before, quality);
            if (coded.isEmpty()) {
                return Optional.empty();
            }
            Picture after = coded.get().picture();
            bits += (double) Byte.SIZE * coded.get().bytes() / before.pixels();
            psnr += before.psnr(after);
            similarity += MultiScaleSimilarity.of(before, after);
        }
        int count = files.photographs().size();
        return Optional.of(new RateCurve.Point(bits / count, psnr / count, similarity / count));
    }
}
