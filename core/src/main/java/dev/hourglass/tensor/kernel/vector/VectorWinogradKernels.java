package dev.hourglass.tensor.kernel.vector;

import dev.hourglass.tensor.kernel.Lanes;
import dev.hourglass.tensor.kernel.WinogradKernels;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** The transforms of minimal filtering, a vector at a time. */
final class VectorWinogradKernels implements WinogradKernels {
    private static final VectorSpecies<Float> S = VectorWidth.SPECIES;
    private static final int V = S.length();
    private static final int RUN = Lanes.COUNT;

    @Override
    public void filterToPoints(int count, float[] w, int from, int tapStep, float[] points, int to, int pointStep) {
        for (int i = 0; i < count; i += V) {
            int at = from + i;
            int target = to + i;
            FloatVector w0 = load(w, at);
            FloatVector w1 = load(w, at + tapStep);
            FloatVector w2 = load(w, at + 2 * tapStep);
            FloatVector w3 = load(w, at + 3 * tapStep);
            FloatVector w4 = load(w, at + 4 * tapStep);
            FloatVector ends = w0.add(w4);
            w0.intoArray(points, target);
            ends.add(w2).mul(0.5f).intoArray(points, target + pointStep);
            ends.sub(w2).mul(0.5f).intoArray(points, target + 2 * pointStep);
            w4.intoArray(points, target + 3 * pointStep);
            w1.intoArray(points, target + 4 * pointStep);
            w1.add(w3).intoArray(points, target + 5 * pointStep);
            w3.intoArray(points, target + 6 * pointStep);
        }
    }

    @Override
    public void pointsToFilter(int count, float[] points, int from, int pointStep, float[] w, int to, int tapStep) {
        for (int i = 0; i < count; i += V) {
            int at = from + i;
            int target = to + i;
            FloatVector m0 = load(points, at);
            FloatVector m1 = load(points, at + pointStep);
            FloatVector m2 = load(points, at + 2 * pointStep);
            FloatVector m3 = load(points, at + 3 * pointStep);
            FloatVector m4 = load(points, at + 4 * pointStep);
            FloatVector m5 = load(points, at + 5 * pointStep);
            FloatVector m6 = load(points, at + 6 * pointStep);
            FloatVector sum = m1.add(m2).mul(0.5f);
            m0.add(sum).intoArray(w, target);
            m4.add(m5).intoArray(w, target + tapStep);
            m1.sub(m2).mul(0.5f).intoArray(w, target + 2 * tapStep);
            m5.add(m6).intoArray(w, target + 3 * tapStep);
            m3.add(sum).intoArray(w, target + 4 * tapStep);
        }
    }

    @Override
    public void windowToPoints(
            int channels,
            float[] in,
            int a,
            int b,
            float sign,
            int pixelStep,
            float[] points,
            int to,
            int channelStep,
            int pointStep) {
        FloatVector factor = FloatVector.broadcast(S, sign);
        for (int i = 0; i < channels * RUN; i += V) {
            int first = a + i;
            int second = b + i;
            int target = to + i / RUN * channelStep + i % RUN;
            FloatVector d0 = factor.fma(load(in, second), load(in, first));
            FloatVector d1 = factor.fma(load(in, second + pixelStep), load(in, first + pixelStep));
            FloatVector d2 = factor.fma(load(in, second + 2 * pixelStep), load(in, first + 2 * pixelStep));
            FloatVector d3 = factor.fma(load(in, second + 3 * pixelStep), load(in, first + 3 * pixelStep));
            FloatVector d4 = factor.fma(load(in, second + 4 * pixelStep), load(in, first + 4 * pixelStep));
            FloatVector d5 = factor.fma(load(in, second + 5 * pixelStep), load(in, first + 5 * pixelStep));
            FloatVector d6 = factor.fma(load(in, second + 6 * pixelStep), load(in, first + 6 * pixelStep));
            d0.sub(d4).intoArray(points, target);
            d2.add(d4).intoArray(points, target + pointStep);
            d4.sub(d2).intoArray(points, target + 2 * pointStep);
            d2.sub(d6).intoArray(points, target + 3 * pointStep);
            d1.sub(d3).intoArray(points, target + 4 * pointStep);
            d3.intoArray(points, target + 5 * pointStep);
            d3.sub(d5).intoArray(points, target + 6 * pointStep);
        }
    }

    @Override
    public void patchToPoints(
            int channels,
            float[] in,
            int a,
            int b,
            float sign,
            int pixelStep,
            float[] points,
            int to,
            int channelStep,
            int pointStep) {
        FloatVector factor = FloatVector.broadcast(S, sign);
        for (int i = 0; i < channels * RUN; i += V) {
            int first = a + i;
            int second = b + i;
            int target = to + i / RUN * channelStep + i % RUN;
            FloatVector d0 = factor.fma(load(in, second), load(in, first));
            FloatVector d1 = factor.fma(load(in, second + pixelStep), load(in, first + pixelStep));
            FloatVector d2 = factor.fma(load(in, second + 2 * pixelStep), load(in, first + 2 * pixelStep));
            FloatVector d3 = factor.fma(load(in, second + 3 * pixelStep), load(in, first + 3 * pixelStep));
            d0.sub(d2).intoArray(points, target);
            d1.add(d2).intoArray(points, target + pointStep);
            d2.sub(d1).intoArray(points, target + 2 * pointStep);
            d1.sub(d3).intoArray(points, target + 3 * pointStep);
            d1.sub(d2).intoArray(points, target + 4 * pointStep);
            d2.intoArray(points, target + 5 * pointStep);
            d2.sub(d3).intoArray(points, target + 6 * pointStep);
        }
    }

    @Override
    public void addPair(
            int channels,
            float[] points,
            int from,
            int channelStep,
            int pointStep,
            float factor,
            float[] out,
            int to,
            int pixelStep) {
        FloatVector scale = FloatVector.broadcast(S, factor);
        for (int i = 0; i < channels * RUN; i += V) {
            int at = from + i / RUN * channelStep + i % RUN;
            int target = to + i;
            FloatVector m0 = load(points, at);
            FloatVector m1 = load(points, at + pointStep);
            FloatVector m2 = load(points, at + 2 * pointStep);
            FloatVector m3 = load(points, at + 3 * pointStep);
            FloatVector m4 = load(points, at + 4 * pointStep);
            FloatVector m5 = load(points, at + 5 * pointStep);
            FloatVector m6 = load(points, at + 6 * pointStep);
            scale.fma(m0.add(m1.add(m2)).add(m4.add(m5)), load(out, target)).intoArray(out, target);
            scale.fma(m1.sub(m2).sub(m3).add(m5.sub(m6)), load(out, target + pixelStep))
                    .intoArray(out, target + pixelStep);
        }
    }

    @Override
    public void addQuad(
            int channels,
            float[] points,
            int from,
            int channelStep,
            int pointStep,
            float factor,
            float[] out,
            int to,
            int pixelStep) {
        FloatVector scale = FloatVector.broadcast(S, factor);
        for (int i = 0; i < channels * RUN; i += V) {
            int at = from + i / RUN * channelStep + i % RUN;
            int target = to + i;
            FloatVector m0 = load(points, at);
            FloatVector m1 = load(points, at + pointStep);
            FloatVector m2 = load(points, at + 2 * pointStep);
            FloatVector m3 = load(points, at + 3 * pointStep);
            FloatVector m4 = load(points, at + 4 * pointStep);
            FloatVector m5 = load(points, at + 5 * pointStep);
            FloatVector m6 = load(points, at + 6 * pointStep);
            scale.fma(m0.add(m1.add(m2)), load(out, target)).intoArray(out, target);
            scale.fma(m4.add(m5), load(out, target + pixelStep)).intoArray(out, target + pixelStep);
            scale.fma(m1.sub(m2).sub(m3), load(out, target + 2 * pixelStep)).intoArray(out, target + 2 * pixelStep);
            scale.fma(m5.sub(m6), load(out, target + 3 * pixelStep)).intoArray(out, target + 3 * pixelStep);
        }
    }

    @Override
    public void pairToPoints(
            int count,
            float[] in,
            int a,
            float first,
            int b,
            float second,
            int outputStep,
            float[] points,
            int to,
            int pointStep) {
        FloatVector f = FloatVector.broadcast(S, first);
        FloatVector s = FloatVector.broadcast(S, second);
        for (int i = 0; i < count; i += V) {
            FloatVector f0 = s.fma(load(in, b + i), f.mul(load(in, a + i)));
            FloatVector f1 = s.fma(load(in, b + i + outputStep), f.mul(load(in, a + i + outputStep)));
            f0.intoArray(points, to + i);
            f0.add(f1).intoArray(points, to + i + pointStep);
            f0.sub(f1).intoArray(points, to + i + 2 * pointStep);
            f1.neg().intoArray(points, to + i + 3 * pointStep);
        }
    }

    private static FloatVector load(float[] values, int at) {
        return FloatVector.fromArray(S, values, at);
    }
}
