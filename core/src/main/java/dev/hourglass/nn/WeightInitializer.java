package dev.hourglass.nn;

import dev.hourglass.model.Initializer;
import dev.hourglass.tensor.SeededRandom;
import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.QRDecomposition;

/** Gives weights their first values: each array from its own stream of the seed, so that one can change alone. */
public final class WeightInitializer {
    /** Source: Ball&eacute; et al. 2018, https://arxiv.org/abs/1802.01436. */
    private static final float NORMALIZER_DIAGONAL = 0.1f;

    private WeightInitializer() {}

    /**
     * Creates initial weights.
     *
     * @param layout which arrays there are
     * @param initializer the distribution of weight matrices
     * @param seed equal seeds give equal weights
     * @return weights, with biases 0 and scales 1
     */
    public static Parameters initialize(ParameterLayout layout, Initializer initializer, long seed) {
        Parameters parameters = new Parameters(layout);
        for (Parameter parameter : layout.parameters()) {
            float[] values = new float[parameter.shape().size()];
            switch (parameter.role()) {
                case WEIGHT -> {
                    if (initializer != Initializer.COSINE || !CosineWeights.fill(values, parameter, layout)) {
                        fill(values, parameter, initializer, new SeededRandom(seed).fork(parameter.name()));
                    }
                }
                case NORMALIZER -> diagonal(values, parameter.columns());
                case SCALE, RUNNING_VARIANCE -> Arrays.fill(values, 1f);
                case CODEBOOK -> normal(values, 1, new SeededRandom(seed).fork(parameter.name()));
                case BIAS -> {
                    if (initializer == Initializer.COSINE) {
                        CosineWeights.centre(values, parameter, layout);
                    }
                }
                case RUNNING_MEAN, CODEBOOK_AVERAGE, STATE -> Arrays.fill(values, 0f);
            }
            parameters.set(parameter, values);
        }
        return parameters;
    }

    private static void fill(float[] values, Parameter parameter, Initializer initializer, SeededRandom random) {
        // Every tap of a convolution is a way into its outputs and out of its inputs.
        int inputs = parameter.rows();
        int taps = parameter.shape().rank() == 4
                ? parameter.shape().dimension(0) * parameter.shape().dimension(1)
                : 1;
        int outputs = taps * parameter.columns();
        switch (initializer) {
            case GLOROT, COSINE -> uniform(values, StrictMath.sqrt(6.0 / (inputs + outputs)), random);
            case UNIFORM -> uniform(values, 1 / StrictMath.sqrt(inputs), random);
            case HE -> normal(values, StrictMath.sqrt(2.0 / inputs), random);
            case ORTHOGONAL -> orthogonal(values, parameter.rows(), parameter.columns(), random);
        }
    }

    private static void diagonal(float[] values, int side) {
        for (int i = 0; i < side; i++) {
            values[i * side + i] = NORMALIZER_DIAGONAL;
        }
    }

    private static void uniform(float[] values, double limit, SeededRandom random) {
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) ((2 * random.nextDouble() - 1) * limit);
        }
    }

    private static void normal(float[] values, double deviation, SeededRandom random) {
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (random.nextGaussian() * deviation);
        }
    }

    /** Takes Q of the QR decomposition of a normal matrix, with the signs of R's diagonal. */
    private static void orthogonal(float[] values, int inputs, int outputs, SeededRandom random) {
        int tall = Math.max(inputs, outputs);
        int wide = Math.min(inputs, outputs);
        DMatrixRMaj normal = new DMatrixRMaj(tall, wide);
        for (int i = 0; i < normal.data.length; i++) {
            normal.data[i] = random.nextGaussian();
        }
        QRDecomposition<DMatrixRMaj> qr = DecompositionFactory_DDRM.qr(tall, wide);
        if (!qr.decompose(normal)) {
            throw new IllegalStateException("QR decomposition of a " + tall + " x " + wide + " matrix failed");
        }
        DMatrixRMaj q = qr.getQ(null, true);
        DMatrixRMaj r = qr.getR(null, true);
        for (int i = 0; i < tall; i++) {
            for (int j = 0; j < wide; j++) {
                float value = (float) (r.get(j, j) < 0 ? -q.get(i, j) : q.get(i, j));
                values[inputs >= outputs ? i * outputs + j : j * outputs + i] = value;
            }
        }
    }
}
