package dev.hourglass.nn;

import dev.hourglass.model.GroupNorm;
import java.util.Arrays;
import java.util.List;

/**
 * Normalises the pixels of each group of channels of a sample; the formulas are those of {@link LayerNormOperation},
 * with one scale and shift a channel. Samples that do not count have gradients of 0, and keep them.
 */
final class GroupNormOperation implements Operation {
    private static final int BLOCK = 16;

    private final GroupNorm config;
    private final float[] weights;
    private final Slab input;
    private final Slab normalized;
    private final Slab output;
    private final PartGradients scale;
    private final PartGradients shift;
    private final int[] pixels;
    private final int channelsOfGroup;
    private final double values;
    /** [blocks, groups, 16]: one over the deviation of each sample's group. */
    private final float[] inverse;
    /** [blocks, 4, 16]: sums of a group, then of a channel; each block has its own, as workers run side by side. */
    private final double[] sums;

    GroupNormOperation(GroupNorm config, Parameters parameters, String path, Slab input, int factor) {
        this.config = config;
        this.weights = parameters.values();
        this.input = input;
        this.normalized = input.withOwnValues();
        this.output = input.withOwnValues();
        int blocks = input.capacity() / BLOCK;
        int parts = input.hasGradients() ? blocks : 0;
        this.scale = PartGradients.of(parameters.layout().parameter(path + ".scale"), parts, BLOCK, factor);
        this.shift = PartGradients.of(parameters.layout().parameter(path + ".shift"), parts, BLOCK, factor);
        this.pixels = new int[input.shape().dimension(1) * input.shape().dimension(2)];
        this.channelsOfGroup = config.channels() / config.groups();
        this.values = (double) pixels.length * channelsOfGroup;
        this.inverse = new float[blocks * config.groups() * BLOCK];
        this.sums = new double[blocks * 4 * BLOCK];
    }

    @Override
    public void bind() {
        int wide = input.shape().dimension(2);
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = Convolution.pixel(input, i / wide, i % wide);
        }
    }

    @Override
    public void forward(int from, int to, Worker worker) {
        for (int block = from / BLOCK; block * BLOCK < to; block++) {
            for (int group = 0; group < config.groups(); group++) {
                measure(block, group);
                for (int c = group * channelsOfGroup; c < (group + 1) * channelsOfGroup; c++) {
                    normalize(block, group, c);
                }
            }
        }
    }

    /** Leaves the means in the first sums of the block and one over the deviations in {@link #inverse}. */
    private void measure(int block, int group) {
        int mean = block * 4 * BLOCK;
        int squares = mean + BLOCK;
        int first = group * channelsOfGroup;
        Arrays.fill(sums, mean, mean + 2 * BLOCK, 0);
        for (int c = first; c < first + channelsOfGroup; c++) {
            sum(start(block, c), mean);
        }
        for (int lane = 0; lane < BLOCK; lane++) {
            sums[mean + lane] /= values;
        }
        for (int c = first; c < first + channelsOfGroup; c++) {
            sumDeviations(start(block, c), mean, squares);
        }
        int at = (block * config.groups() + group) * BLOCK;
        for (int lane = 0; lane < BLOCK; lane++) {
            inverse[at + lane] = (float) (1 / Math.sqrt(sums[squares + lane] / values + config.epsilon()));
        }
    }

    private int start(int block, int channel) {
        return block * BLOCK * input.stride() + channel * BLOCK;
    }

    private void sum(int start, int target) {
        float[] x = input.values();
        for (int pixel : pixels) {
            int at = start + pixel;
            for (int lane = 0; lane < BLOCK; lane++) {
                sums[target + lane] += x[at + lane];
            }
        }
    }

    private void sumDeviations(int start, int mean, int target) {
        float[] x = input.values();
        for (int pixel : pixels) {
            int at = start + pixel;
            for (int lane = 0; lane < BLOCK; lane++) {
                double deviation = x[at + lane] - sums[mean + lane];
                sums[target + lane] += deviation * deviation;
            }
        }
    }

    private void normalize(int block, int group, int channel) {
        float[] x = input.values();
        int start = start(block, channel);
        int mean = block * 4 * BLOCK;
        int factor = (block * config.groups() + group) * BLOCK;
        float gamma = weights[scale.parameter().offset() + channel];
        float beta = weights[shift.parameter().offset() + channel];
        for (int pixel : pixels) {
            int at = start + pixel;
            for (int lane = 0; lane < BLOCK; lane++) {
                float value = (x[at + lane] - (float) sums[mean + lane]) * inverse[factor + lane];
                normalized.values()[at + lane] = value;
                output.values()[at + lane] = value * gamma + beta;
            }
        }
    }

    @Override
    public void backward(int from, int to, Worker worker) {
        for (int block = from / BLOCK; block * BLOCK < to; block++) {
            for (int group = 0; group < config.groups(); group++) {
                int first = group * channelsOfGroup;
                Arrays.fill(sums, block * 4 * BLOCK, (block * 4 + 2) * BLOCK, 0);
                for (int c = first; c < first + channelsOfGroup; c++) {
                    sumGradients(block, c);
                    addUp(block, c);
                }
                for (int c = first; c < first + channelsOfGroup; c++) {
                    handBack(block, group, c);
                }
            }
        }
    }

    /** Leaves the sums of dy and of dy x^ of a channel in the last sums of the block. */
    private void sumGradients(int block, int channel) {
        float[] g = input.gradients();
        int start = start(block, channel);
        int plain = (block * 4 + 2) * BLOCK;
        int product = plain + BLOCK;
        Arrays.fill(sums, plain, plain + 2 * BLOCK, 0);
        for (int pixel : pixels) {
            int at = start + pixel;
            for (int lane = 0; lane < BLOCK; lane++) {
                sums[plain + lane] += g[at + lane];
                sums[product + lane] += g[at + lane] * normalized.values()[at + lane];
            }
        }
    }

    /** Adds the sums of a channel to those of its group, and over samples to the gradients of its weights. */
    private void addUp(int block, int channel) {
        int group = block * 4 * BLOCK;
        int own = group + 2 * BLOCK;
        float gamma = weights[scale.parameter().offset() + channel];
        double plain = 0;
        double product = 0;
        for (int lane = 0; lane < BLOCK; lane++) {
            sums[group + lane] += gamma * sums[own + lane];
            sums[group + BLOCK + lane] += gamma * sums[own + BLOCK + lane];
            plain += sums[own + lane];
            product += sums[own + BLOCK + lane];
        }
        int part = block * scale.parameter().storedSize() + channel;
        shift.parts()[part] = (float) plain;
        scale.parts()[part] = (float) product;
    }

    private void handBack(int block, int group, int channel) {
        float[] g = input.gradients();
        int start = start(block, channel);
        int shared = block * 4 * BLOCK;
        int drift = shared + BLOCK;
        int factor = (block * config.groups() + group) * BLOCK;
        float gamma = weights[scale.parameter().offset() + channel];
        for (int pixel : pixels) {
            int at = start + pixel;
            for (int lane = 0; lane < BLOCK; lane++) {
                double common = (sums[shared + lane] + normalized.values()[at + lane] * sums[drift + lane]) / values;
                g[at + lane] = inverse[factor + lane] * (g[at + lane] * gamma - (float) common);
            }
        }
    }

    @Override
    public List<PartGradients> partGradients() {
        return List.of(scale, shift);
    }

    @Override
    public Slab output() {
        return output;
    }
}
