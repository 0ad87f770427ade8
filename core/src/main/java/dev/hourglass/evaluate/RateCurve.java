package dev.hourglass.evaluate;

import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/**
 * What a way to code pictures with loss makes of them at several qualities; each point is a mean over pictures.
 *
 * @param name of the way
 * @param points by falling or rising rate; kept by rising rate
 */
public record RateCurve(String name, List<Point> points) {
    public RateCurve {
        points = points.stream()
                .sorted(Comparator.comparingDouble(Point::bitsPerPixel))
                .toList();
        if (points.isEmpty()) {
            throw new IllegalArgumentException("a curve must have at least 1 point, but has none: " + name);
        }
    }

    /**
     * One quality.
     *
     * @param bitsPerPixel the rate, above 0
     * @param psnr in decibel
     * @param multiScaleSimilarity MS-SSIM; NaN where it is not known
     */
    public record Point(double bitsPerPixel, double psnr, double multiScaleSimilarity) {
        public Point {
            if (!(bitsPerPixel > 0)) {
                throw new IllegalArgumentException("bitsPerPixel must be above 0, but was " + bitsPerPixel);
            }
        }
    }

    /** Returns the least rate. */
    public double least() {
        return points.get(0).bitsPerPixel();
    }

    /** Returns the largest rate. */
    public double largest() {
        return points.get(points.size() - 1).bitsPerPixel();
    }

    /** Returns the PSNR at a rate, linear in its logarithm between points; NaN outside of them. */
    public double psnrAt(double bitsPerPixel) {
        return at(bitsPerPixel, Point::psnr);
    }

    /** Returns MS-SSIM at a rate, likewise. */
    public double multiScaleSimilarityAt(double bitsPerPixel) {
        return at(bitsPerPixel, Point::multiScaleSimilarity);
    }

    private double at(double bitsPerPixel, ToDoubleFunction<Point> figure) {
        for (int i = 0; i < points.size(); i++) {
            Point right = points.get(i);
            if (right.bitsPerPixel() == bitsPerPixel) {
                return figure.applyAsDouble(right);
            }
            if (right.bitsPerPixel() > bitsPerPixel) {
                return i == 0 ? Double.NaN : between(points.get(i - 1), right, bitsPerPixel, figure);
            }
        }
        return Double.NaN;
    }

    private static double between(Point left, Point right, double bitsPerPixel, ToDoubleFunction<Point> figure) {
        double part = StrictMath.log(bitsPerPixel / left.bitsPerPixel())
                / StrictMath.log(right.bitsPerPixel() / left.bitsPerPixel());
        return figure.applyAsDouble(left) + part * (figure.applyAsDouble(right) - figure.applyAsDouble(left));
    }

    /**
     * Returns by how much this curve is above another one where it is least so, in decibel of PSNR, at rates that the
     * other one reaches. Both are linear between points, so the place is one of their points, or an end.
     *
     * @param other the curve to be above of
     * @param from the least rate that counts
     * @param to the largest rate that counts
     * @return the margin, negative where this curve is below; NaN where it does not reach all of these rates
     */
    public double smallestMargin(RateCurve other, double from, double to) {
        double low = Math.max(from, other.least());
        double high = Math.min(to, other.largest());
        if (!(low <= high)) {
            return Double.NaN;
        }
        DoubleStream rates =
                DoubleStream.concat(DoubleStream.of(low, high), DoubleStream.concat(rates(), other.rates()));
        double margin = Double.POSITIVE_INFINITY;
        for (double rate : rates.filter(rate -> rate >= low && rate <= high).toArray()) {
            margin = Math.min(margin, psnrAt(rate) - other.psnrAt(rate)); // the smaller of NaN and a number is NaN
        }
        return margin;
    }

    private DoubleStream rates() {
        return points.stream().mapToDouble(Point::bitsPerPixel);
    }
}
