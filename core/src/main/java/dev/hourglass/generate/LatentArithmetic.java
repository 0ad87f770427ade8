package dev.hourglass.generate;

import dev.hourglass.artifact.TrainedModel;
import dev.hourglass.tensor.Shape;
import dev.hourglass.tensor.Tensor;

/**
 * Adds and subtracts codes: a - b + c keeps of a what b does not have, and puts it on c. Codes of single samples say
 * much that is beside the point; means over several say less of it. Source: Radford et al. 2016,
 * https://arxiv.org/abs/1511.06434, section 6.3.2. Stateless and safe for concurrent use.
 */
public final class LatentArithmetic {
    private LatentArithmetic() {}

    /**
     * Computes a - b + c.
     *
     * @param model the model
     * @param a samples [.., ...sample shape] in their own units, of whose codes the mean is taken; not modified
     * @param b likewise
     * @param c likewise
     * @return four samples [4, ...sample shape]: of a, b and c what their mean codes decode to, then the result
     * @throws dev.hourglass.error.WrongModelException if codes are entries of a codebook, or the samples do not fit
     */
    public static Tensor compute(TrainedModel model, Tensor a, Tensor b, Tensor c) {
        LatentChecks.requireContinuous(model, "arithmetic");
        int size = model.latentSize();
        float[] codes = new float[4 * size];
        System.arraycopy(meanCode(model, a), 0, codes, 0, size);
        System.arraycopy(meanCode(model, b), 0, codes, size, size);
        System.arraycopy(meanCode(model, c), 0, codes, 2 * size, size);
        for (int j = 0; j < size; j++) {
            codes[3 * size + j] = codes[j] - codes[size + j] + codes[2 * size + j];
        }
        return model.decode(Tensor.of(Shape.of(4, size), codes));
    }

    /** Returns the mean of the codes of samples, [L]. */
    static float[] meanCode(TrainedModel model, Tensor samples) {
        int size = model.latentSize();
        float[] codes = model.encode(samples).values();
        float[] mean = new float[size];
        for (int j = 0; j < size; j++) {
            double sum = 0;
            for (int i = 0; i < samples.rows(); i++) {
                sum += codes[i * size + j];
            }
            mean[j] = (float) (sum / samples.rows());
        }
        return mean;
    }
}
