package dev.hourglass.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hourglass.data.Dataset;
import dev.hourglass.model.ModelConfig;
import dev.hourglass.nn.Parameter;
import dev.hourglass.nn.ParameterLayout;
import dev.hourglass.nn.Parameters;
import dev.hourglass.nn.WeightInitializer;
import dev.hourglass.tensor.kernel.Kernels;
import dev.hourglass.train.Distortion;
import dev.hourglass.train.Objective;
import dev.hourglass.train.RunOptions;
import dev.hourglass.train.Trainer;
import dev.hourglass.train.TrainerConfig;
import dev.hourglass.train.TrainingListener;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which weights learn while the priors of a codec settle. */
final class SettlingTest {
    private static final Dataset DATA = Datasets.surface(64, FamilyCase.FEATURES, 3, 1);

    @ParameterizedTest
    @ValueSource(strings = {"coded, factorised prior", "coded, hyperprior"})
    void onlyPriorsAndDecoderLearnAtFirst(String name) throws IOException {
        ModelConfig model = FamilyCase.all().stream()
                .filter(family -> family.name().equals(name))
                .findFirst()
                .orElseThrow()
                .model();
        List<String> all = changed(model, 0);

        assertThat(changed(model, 9))
                .isNotEmpty()
                .isEqualTo(all.stream()
                        .filter(path -> !path.startsWith("encoder.") && !path.equals("rate.gain"))
                        .collect(Collectors.toList()));
        assertThat(changed(model, 8)).isEqualTo(all);
        assertThat(all).contains("encoder.0.weight", "rate.gain", "rate.prior", "decoder.1.weight");
    }

    /** Returns the arrays of weights that eight steps change. */
    private static List<String> changed(ModelConfig model, long settling) throws IOException {
        RunOptions options = RunOptions.defaults(3).withThreads(1);
        Objective objective = new Objective.RateDistortion(Distortion.SQUARED_ERROR, settling);
        TrainerConfig training = TrainerConfig.defaults(objective, 2).withBatchSize(16);
        Parameters after = new Trainer(model, training, options, Kernels.best())
                .train(DATA, DATA.head(0), TrainingListener.SILENT)
                .parameters();
        Parameters before =
                WeightInitializer.initialize(ParameterLayout.of(model.build()), model.initializer(), options.seed());
        return after.layout().parameters().stream()
                .filter(parameter -> !Arrays.equals(
                        before.tensor(before.layout().parameter(parameter.name()))
                                .values(),
                        after.tensor(parameter).values()))
                .map(Parameter::name)
                .toList();
    }
}
