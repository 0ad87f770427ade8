package dev.hourglass.tensor.kernel;

/** Random numbers in plain Java. */
final class PlainNoiseKernels implements NoiseKernels {
    @Override
    public void uniform(long key, long first, float[] target, int from, int count) {
        for (int i = 0; i < count; i++) {
            target[from + i] = Noise.uniform(key, first + i);
        }
    }

    @Override
    public void normal(long key, long first, float[] target, int from, int count) {
        for (int i = 0; i < count; i++) {
            target[from + i] = Noise.normal(key, first + i);
        }
    }
}
