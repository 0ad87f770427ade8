package dev.hourglass.tensor.kernel;

/** The transforms of minimal filtering in plain Java. */
final class PlainWinogradKernels implements WinogradKernels {
    private static final int RUN = Lanes.COUNT;

    @Override
    public void filterToPoints(int count, float[] w, int from, int tapStep, float[] points, int to, int pointStep) {
        for (int i = 0; i < count; i++) {
            int at = from + i;
            int target = to + i;
            float w0 = w[at];
            float w1 = w[at + tapStep];
            float w2 = w[at + 2 * tapStep];
            float w3 = w[at + 3 * tapStep];
            float w4 = w[at + 4 * tapStep];
            float ends = w0 + w4;
            points[target] = w0;
            points[target + pointStep] = 0.5f * (ends + w2);
            points[target + 2 * pointStep] = 0.5f * (ends - w2);
            points[target + 3 * pointStep] = w4;
            points[target + 4 * pointStep] = w1;
            points[target + 5 * pointStep] = w1 + w3;
            points[target + 6 * pointStep] = w3;
        }
    }

    @Override
    public void pointsToFilter(int count, float[] points, int from, int pointStep, float[] w, int to, int tapStep) {
        for (int i = 0; i < count; i++) {
            int at = from + i;
            int target = to + i;
            float m0 = points[at];
            float m1 = points[at + pointStep];
            float m2 = points[at + 2 * pointStep];
            float m3 = points[at + 3 * pointStep];
            float m4 = points[at + 4 * pointStep];
            float m5 = points[at + 5 * pointStep];
            float m6 = points[at + 6 * pointStep];
            float sum = 0.5f * (m1 + m2);
            w[target] = m0 + sum;
            w[target + tapStep] = m4 + m5;
            w[target + 2 * tapStep] = 0.5f * (m1 - m2);
            w[target + 3 * tapStep] = m5 + m6;
            w[target + 4 * tapStep] = m3 + sum;
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
        for (int i = 0; i < channels * RUN; i++) {
            int first = a + i;
            int second = b + i;
            int target = to + i / RUN * channelStep + i % RUN;
            float d0 = Math.fma(sign, in[second], in[first]);
            float d1 = Math.fma(sign, in[second + pixelStep], in[first + pixelStep]);
            float d2 = Math.fma(sign, in[second + 2 * pixelStep], in[first + 2 * pixelStep]);
            float d3 = Math.fma(sign, in[second + 3 * pixelStep], in[first + 3 * pixelStep]);
            float d4 = Math.fma(sign, in[second + 4 * pixelStep], in[first + 4 * pixelStep]);
            float d5 = Math.fma(sign, in[second + 5 * pixelStep], in[first + 5 * pixelStep]);
            float d6 = Math.fma(sign, in[second + 6 * pixelStep], in[first + 6 * pixelStep]);
            points[target] = d0 - d4;
            points[target + pointStep] = d2 + d4;
            points[target + 2 * pointStep] = d4 - d2;
            points[target + 3 * pointStep] = d2 - d6;
            points[target + 4 * pointStep] = d1 - d3;
            points[target + 5 * pointStep] = d3;
            points[target + 6 * pointStep] = d3 - d5;
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
        for (int i = 0; i < channels * RUN; i++) {
            int first = a + i;
            int second = b + i;
            int target = to + i / RUN * channelStep + i % RUN;
            float d0 = Math.fma(sign, in[second], in[first]);
            float d1 = Math.fma(sign, in[second + pixelStep], in[first + pixelStep]);
            float d2 = Math.fma(sign, in[second + 2 * pixelStep], in[first + 2 * pixelStep]);
            float d3 = Math.fma(sign, in[second + 3 * pixelStep], in[first + 3 * pixelStep]);
            points[target] = d0 - d2;
            points[target + pointStep] = d1 + d2;
            points[target + 2 * pointStep] = d2 - d1;
            points[target + 3 * pointStep] = d1 - d3;
            points[target + 4 * pointStep] = d1 - d2;
            points[target + 5 * pointStep] = d2;
            points[target + 6 * pointStep] = d2 - d3;
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
        for (int i = 0; i < channels * RUN; i++) {
            int at = from + i / RUN * channelStep + i % RUN;
            int target = to + i;
            float m0 = points[at];
            float m1 = points[at + pointStep];
            float m2 = points[at + 2 * pointStep];
            float m3 = points[at + 3 * pointStep];
            float m4 = points[at + 4 * pointStep];
            float m5 = points[at + 5 * pointStep];
            float m6 = points[at + 6 * pointStep];
            out[target] = Math.fma(factor, m0 + (m1 + m2) + (m4 + m5), out[target]);
            out[target + pixelStep] = Math.fma(factor, m1 - m2 - m3 + (m5 - m6), out[target + pixelStep]);
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
        for (int i = 0; i < channels * RUN; i++) {
            int at = from + i / RUN * channelStep + i % RUN;
            int target = to + i;
            float m0 = points[at];
            float m1 = points[at + pointStep];
            float m2 = points[at + 2 * pointStep];
            float m3 = points[at + 3 * pointStep];
            float m4 = points[at + 4 * pointStep];
            float m5 = points[at + 5 * pointStep];
            float m6 = points[at + 6 * pointStep];
            out[target] = Math.fma(factor, m0 + (m1 + m2), out[target]);
            out[target + pixelStep] = Math.fma(factor, m4 + m5, out[target + pixelStep]);
            out[target + 2 * pixelStep] = Math.fma(factor, m1 - m2 - m3, out[target + 2 * pixelStep]);
            out[target + 3 * pixelStep] = Math.fma(factor, m5 - m6, out[target + 3 * pixelStep]);
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
        for (int i = 0; i < count; i++) {
            float f0 = Math.fma(second, in[b + i], first * in[a + i]);
            float f1 = Math.fma(second, in[b + i + outputStep], first * in[a + i + outputStep]);
            points[to + i] = f0;
            points[to + i + pointStep] = f0 + f1;
            points[to + i + 2 * pointStep] = f0 - f1;
            points[to + i + 3 * pointStep] = -f1;
        }
    }
}
