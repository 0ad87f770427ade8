package dev.hourglass.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.hourglass.data.Dataset;
import dev.hourglass.model.ActivationFunction;
import dev.hourglass.model.DenseConfig;
import dev.hourglass.nn.LossBinding;
import dev.hourglass.nn.LossMeter;
import dev.hourglass.nn.ParameterLayout;
import dev.hourglass.nn.Parameters;
import dev.hourglass.nn.WeightInitializer;
import dev.hourglass.tensor.Shape;
import dev.hourglass.tensor.kernel.Kernels;
import dev.hourglass.train.EpochRecord;
import dev.hourglass.train.Objective;
import dev.hourglass.train.Pretraining;
import dev.hourglass.train.PretrainingConfig;
import dev.hourglass.train.PretrainingConfig.Kind;
import dev.hourglass.train.RunOptions;
import dev.hourglass.train.TrainingListener;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Layers are trained one by one, to the same bits everywhere, and give samples back better than random ones. */
final class PretrainingTest {
    private static final Dataset DATA = Datasets.surface(203, 21, 3, 1);
    private static final RunOptions OPTIONS = RunOptions.defaults(4).withThreads(1);
    private static final DenseConfig MODEL = model(ActivationFunction.SIGMOID);

    @ParameterizedTest
    @EnumSource(Kind.class)
    void bitsDoNotDependOnThreadsOrKernels(Kind kind) throws IOException {
        long expected = Bits.hash(run(MODEL, kind, OPTIONS, Kernels.best()));
        assertThat(Bits.hash(run(MODEL, kind, OPTIONS.withThreads(3), Kernels.best())))
                .isEqualTo(expected);
        assertThat(Bits.hash(run(MODEL, kind, OPTIONS, Kernels.plain()))).isEqualTo(expected);
        assertThat(Bits.hash(run(MODEL, kind, OPTIONS, KernelWidths.vector(128))))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void decoderMirrorsEncoderAndRestores(Kind kind) throws IOException {
        Parameters weights = run(MODEL, kind, OPTIONS, Kernels.best());
        float[] up =
                weights.tensor(weights.layout().parameter("encoder.0.weight")).values();
        float[] down =
                weights.tensor(weights.layout().parameter("decoder.2.weight")).values();
        for (int i = 0; i < 21; i++) {
            for (int j = 0; j < 13; j++) {
                assertThat(down[j * 21 + i]).isEqualTo(up[i * 13 + j]);
            }
        }
        Parameters random =
                WeightInitializer.initialize(ParameterLayout.of(MODEL.build()), MODEL.initializer(), OPTIONS.seed());
        assertThat(loss(weights)).isLessThan(loss(random));
    }

    @Test
    void tiedModelsKeepOneMatrix() throws IOException {
        DenseConfig tied = MODEL.withTied(true);
        Parameters weights = run(tied, Kind.RBM, OPTIONS, Kernels.best());

        assertThat(weights.layout().parameters())
                .isEqualTo(ParameterLayout.of(tied.build()).parameters());
        assertThat(weights.tensor(weights.layout().parameter("encoder.0.weight"))
                        .values())
                .isEqualTo(run(MODEL, Kind.RBM, OPTIONS, Kernels.best())
                        .tensor(ParameterLayout.of(MODEL.build()).parameter("encoder.0.weight"))
                        .values());
    }

    @Test
    void listenersHearOfEveryLayer() throws IOException {
        List<String> heard = new ArrayList<>();
        TrainingListener listener = new TrainingListener() {
            @Override
            public void pretrained(int layer, int layers, EpochRecord epoch) {
                heard.add(layer + "/" + layers + " epoch " + epoch.epoch());
            }
        };
        new Pretraining(MODEL, config(Kind.RBM).withEpochs(2), OPTIONS).run(DATA, DATA.head(0), listener);

        assertThat(heard).containsExactly("1/2 epoch 1", "1/2 epoch 2", "2/2 epoch 1", "2/2 epoch 2");
    }

    @Test
    void refusesWhatHasNoUnits() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Pretraining(model(ActivationFunction.RELU), config(Kind.RBM), OPTIONS))
                .withMessage("pretraining by rbm needs sigmoid or linear layers, but encoder layer 0 ends in relu; use"
                        + " denoising");
    }

    @Test
    void refusesBatchNormalisation() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Pretraining(MODEL.withBatchNorm(true), config(Kind.DENOISING), OPTIONS))
                .withMessage("pretraining needs a decoder that mirrors the encoder, a plain code and no batch"
                        + " normalisation; leave decoder, latent-kind and batch-norm out");
    }

    @Test
    void refusesSharesAboveOne() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> config(Kind.DENOISING).withMasking(List.of(0.1, 1.5)))
                .withMessage("masking must be shares in [0, 1], but was [0.1, 1.5]");
    }

    private static DenseConfig model(ActivationFunction function) {
        return DenseConfig.symmetric(Shape.of(21), List.of(13), 5, function, ActivationFunction.SIGMOID);
    }

    private static PretrainingConfig config(Kind kind) {
        return PretrainingConfig.defaults(kind)
                .withEpochs(20)
                .withBatchSize(16)
                .withLearningRate(kind == Kind.RBM ? 0.05 : 0.01)
                .withMasking(List.of(0.1, 0.2));
    }

    private static Parameters run(DenseConfig model, Kind kind, RunOptions options, Kernels kernels)
            throws IOException {
        return new Pretraining(model, config(kind), options, kernels).run(DATA, DATA.head(0), TrainingListener.SILENT);
    }

    private static double loss(Parameters weights) {
        LossBinding binding = GradientCheck.binding(new Objective.MeanSquaredError());
        return LossMeter.ofReconstruction(MODEL.build(), weights, binding, 1, Kernels.best())
                .measure(DATA.values(), DATA.rows());
    }
}
