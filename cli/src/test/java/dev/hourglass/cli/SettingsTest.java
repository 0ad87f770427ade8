package dev.hourglass.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hourglass.data.Augmentation;
import dev.hourglass.data.Corruption;
import dev.hourglass.data.ImageSchema;
import dev.hourglass.data.Normalization;
import dev.hourglass.data.VectorSchema;
import dev.hourglass.model.ActivationFunction;
import dev.hourglass.model.DenseConfig;
import dev.hourglass.model.DenseConfig.DenseLayer;
import dev.hourglass.nn.CodePenalty;
import dev.hourglass.tensor.Shape;
import dev.hourglass.train.InputConfig;
import dev.hourglass.train.Objective;
import dev.hourglass.train.OptimizerConfig;
import dev.hourglass.train.ScheduleConfig;
import dev.hourglass.train.TrainerConfig;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SettingsTest {
    private final Settings settings = new Settings();

    @Test
    void trainingDefaultsAreTheLibrarys() {
        assertThat(new TrainingSettings(settings).config())
                .isEqualTo(TrainerConfig.defaults(new Objective.MeanSquaredError(), TrainerConfig.DEFAULT_EPOCHS));
    }

    @Test
    void optimizerAndScheduleTakeTheirParameters() {
        settings.with(Setting.OPTIMIZER, "sgd").with(Setting.NESTEROV, "true").with(Setting.MOMENTUM, "0.5");
        settings.with(Setting.SCHEDULE, "step")
                .with(Setting.SCHEDULE_EVERY, "3")
                .with(Setting.WARM_UP, "7");

        TrainerConfig config = new TrainingSettings(settings).config();

        assertThat(config.optimizer()).isEqualTo(new OptimizerConfig.Sgd(0.5, true));
        assertThat(config.schedule()).isEqualTo(new ScheduleConfig.WarmUp(7, new ScheduleConfig.Step(3, 0.5)));
    }

    @Test
    void samplesAreDamagedAndVaried() {
        settings.with(Setting.CORRUPTION, "masking:0.4");
        settings.put(Setting.AUGMENTATION, List.of("shift:2", "flip"), "test");

        InputConfig input = new TrainingSettings(settings).config().input();

        assertThat(input.corruption()).contains(new Corruption.Masking(0.4));
        assertThat(input.augmentation()).isEqualTo(new Augmentation(2, 0, 0, true, 0));
    }

    @Test
    void penaltiesOnCodesTakeTheirParameters() {
        settings.with(Setting.CODE_PENALTY, "kl").with(Setting.CODE_TARGET, "0.2");
        assertThat(new TrainingSettings(settings).config().codePenalty()).isEqualTo(new CodePenalty.Sparsity(0.1, 0.2));

        settings.with(Setting.CODE_PENALTY, "contractive").with(Setting.CODE_WEIGHT, "3");
        assertThat(new TrainingSettings(settings).config().codePenalty()).isEqualTo(new CodePenalty.Contractive(3));
    }

    @Test
    void objectivesOfCodesTakeTheirParameters() {
        settings.with(Setting.OBJECTIVE, "wae").with(Setting.PRIOR_WEIGHT, "7").with(Setting.RECONSTRUCTION, "bce");
        assertThat(new TrainingSettings(settings).objective())
                .isEqualTo(new Objective.Wasserstein(new Objective.BinaryCrossEntropy(), 7));

        settings.with(Setting.OBJECTIVE, "code-matching").with(Setting.ALPHA, "0.2");
        assertThat(new TrainingSettings(settings).objective())
                .isEqualTo(new Objective.CodeMatching(new Objective.BinaryCrossEntropy(), 0.2));
    }

    @Test
    void matchedCodesAreAsLargeAsSamples() {
        DenseConfig config = (DenseConfig) new ModelSettings(settings)
                .config(new ModelSettings.Purpose(
                        new ImageSchema(1, 8, 8), Normalization.Kind.NONE, Objective.from("code-matching")));

        assertThat(config.latentSize()).isEqualTo(64);
    }

    @Test
    void patienceKeepsTheBestWeights() {
        settings.with(Setting.PATIENCE, "3").with(Setting.TARGET_LOSS, "0.1");

        TrainerConfig config = new TrainingSettings(settings).config();

        assertThat(config.stopping().restoresBest()).isTrue();
        assertThat(config.stopping().targetLoss()).isEqualTo(0.1);
    }

    @Test
    void imagesEndInASigmoid() {
        DenseConfig config = (DenseConfig) new ModelSettings(settings)
                .config(new ModelSettings.Purpose(
                        new ImageSchema(1, 8, 8), Normalization.Kind.NONE, new Objective.MeanSquaredError()));

        assertThat(config.encoder()).containsExactly(new DenseLayer(16, ActivationFunction.LINEAR));
        assertThat(config.decoder()).containsExactly(new DenseLayer(64, ActivationFunction.SIGMOID));
    }

    @Test
    void standardisedNumbersEndLinear() {
        settings.put(Setting.HIDDEN, List.of("9", "5"), "test");
        settings.with(Setting.ACTIVATION, "tanh").with(Setting.LATENT, "2");

        DenseConfig config = (DenseConfig) new ModelSettings(settings)
                .config(new ModelSettings.Purpose(
                        new VectorSchema(Shape.of(12)),
                        Normalization.Kind.STANDARDIZE,
                        new Objective.MeanSquaredError()));

        assertThat(config.encoder()).extracting(DenseLayer::size).containsExactly(9, 5, 2);
        assertThat(config.decoder())
                .containsExactly(
                        new DenseLayer(5, ActivationFunction.TANH),
                        new DenseLayer(9, ActivationFunction.TANH),
                        new DenseLayer(12, ActivationFunction.LINEAR));
    }

    @Test
    void whatNothingAsksForIsRefused() {
        settings.put(Setting.HIDDEN, List.of("9"), "x.yaml:3: model.hidden");

        assertThatThrownBy(settings::requireAllRead)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("x.yaml:3: model.hidden must fit the other settings, but has no effect");
    }

    @Test
    void findsTheNearestName() {
        assertThat(Nearest.to("epochz", List.of("epsilon", "epochs"))).hasValue("epochs");
        assertThat(Nearest.to("zzzzzzzz", List.of("epsilon", "epochs"))).isEmpty();
        assertThat(Nearest.distance("kitten", "sitting")).isEqualTo(3);
        assertThat(Nearest.distance("--epohcs", "--epochs")).isEqualTo(1);
        assertThat(Nearest.distance("ca", "abc")).isEqualTo(3);
        assertThat(Nearest.to("--epohcs", List.of("--epsilon", "--echo", "--epochs")))
                .hasValue("--epochs");
    }
}
