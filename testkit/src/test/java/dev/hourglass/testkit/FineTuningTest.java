package dev.hourglass.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hourglass.artifact.ModelFile;
import dev.hourglass.artifact.Provenance;
import dev.hourglass.artifact.TrainedModel;
import dev.hourglass.data.DataOptions;
import dev.hourglass.data.Dataset;
import dev.hourglass.data.Normalization;
import dev.hourglass.error.WrongModelException;
import dev.hourglass.evaluate.Classification;
import dev.hourglass.model.DenseConfig;
import dev.hourglass.model.Likelihood;
import dev.hourglass.nn.ParameterLayout;
import dev.hourglass.nn.Parameters;
import dev.hourglass.nn.WeightInitializer;
import dev.hourglass.tensor.Shape;
import dev.hourglass.train.FineTuning;
import dev.hourglass.train.RunOptions;
import dev.hourglass.train.TrainingListener;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An encoder and a softmax layer learn labels, to the same bits everywhere, and files keep them. */
final class FineTuningTest {
    private static final DenseConfig MODEL = DenseConfig.defaults(Shape.of(21), List.of(13), 5);
    private static final Dataset DATA = labelled(Datasets.surface(203, 21, 3, 1));
    private static final RunOptions OPTIONS = RunOptions.defaults(4).withThreads(1);

    @TempDir
    private Path directory;

    @Test
    void learnsLabelsAndLeavesTheDecoder() throws IOException {
        Parameters initial = initial(MODEL);
        FineTuning.Result result = run(OPTIONS, initial);
        TrainedModel model = model(initial)
                .withClassifier(result.classes(), result.training().parameters());

        assertThat(result.classes()).containsExactly("high", "low");
        assertThat(result.training().history().warnings()).isEmpty();
        Classification measured = Classification.of(model, DATA);
        assertThat(measured.accuracy()).isGreaterThan(0.9);
        assertThat(measured.classes().stream()
                        .mapToLong(Classification.ClassResult::rows)
                        .sum())
                .isEqualTo(203);
        assertThat(values(model.parameters(), "decoder.0.weight")).isEqualTo(values(initial, "decoder.0.weight"));
        assertThat(values(model.parameters(), "encoder.0.weight")).isNotEqualTo(values(initial, "encoder.0.weight"));
    }

    @Test
    void bitsDoNotDependOnThreads() throws IOException {
        FineTuning.Result expected = run(OPTIONS, initial(MODEL));
        Bits.assertSameRun(run(OPTIONS.withThreads(3), initial(MODEL)).training(), expected.training());
    }

    @Test
    void filesKeepTheClassifier() throws IOException {
        FineTuning.Result result = run(OPTIONS, initial(MODEL));
        TrainedModel model = model(initial(MODEL))
                .withClassifier(result.classes(), result.training().parameters());
        Path file = directory.resolve("model.safetensors");
        ModelFile.write(model, file);
        TrainedModel read = ModelFile.read(file).model();

        assertThat(read.classes()).isEqualTo(model.classes());
        float[] shares = model.classify(DATA.values(), DATA.rows());
        assertThat(read.withThreads(2).classify(DATA.values(), DATA.rows())).isEqualTo(shares);
        assertThat(shares[0] + shares[1]).isBetween(0.999999f, 1.000001f);
    }

    @Test
    void refusesDataWithoutLabels() {
        Dataset bare = Datasets.surface(20, 21, 3, 1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FineTuning(MODEL, initial(MODEL))
                        .run(bare, bare.head(0), FineTuning.defaults(1), OPTIONS, TrainingListener.SILENT))
                .withMessage("fine-tuning needs at least 2 labels, but \"" + bare.name()
                        + "\" has 0; name a column of labels, or take a set that has them");
    }

    @Test
    void refusesLabelsThatTrainingHasNot() {
        Dataset other = Dataset.of("other", DATA.schema(), new float[21], List.of("middle"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FineTuning(MODEL, initial(MODEL))
                        .run(DATA, other, FineTuning.defaults(1), OPTIONS, TrainingListener.SILENT))
                .withMessage(
                        "every sample must have a label of the training part, but row 0 of \"other\" has \"middle\"");
    }

    @Test
    void refusesCodesThatAreDrawn() {
        DenseConfig variational = DenseConfig.variational(Shape.of(21), List.of(), 3, new Likelihood.Bernoulli());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FineTuning(variational, initial(variational)))
                .withMessage("fine-tuning needs a model of plain codes, but its codes are gaussian");
    }

    @Test
    void autoencodersAloneClassifyNothing() {
        assertThatThrownBy(() -> model(initial(MODEL)).classify(DATA.values(), 1))
                .isInstanceOf(WrongModelException.class)
                .hasMessage("the model must have a classifier, but is an autoencoder alone; make one with \"hourglass"
                        + " finetune\"");
    }

    private static FineTuning.Result run(RunOptions options, Parameters initial) throws IOException {
        return new FineTuning(MODEL, initial)
                .run(
                        DATA,
                        DATA.head(40),
                        FineTuning.defaults(60).withLearningRate(0.01).withBatchSize(24),
                        options,
                        TrainingListener.SILENT);
    }

    private static Parameters initial(DenseConfig model) {
        return WeightInitializer.initialize(ParameterLayout.of(model.build()), model.initializer(), 7);
    }

    private static float[] values(Parameters parameters, String name) {
        return parameters.tensor(parameters.layout().parameter(name)).values();
    }

    private static TrainedModel model(Parameters parameters) {
        return new TrainedModel(
                MODEL,
                parameters,
                Normalization.none(21),
                new TrainedModel.Reading(DATA.schema(), DataOptions.defaults()),
                new Provenance("test", DATA.name(), DATA.fingerprint(), DATA.rows(), 4, Map.of(), Map.of()));
    }

    private static Dataset labelled(Dataset data) {
        List<String> labels = new ArrayList<>();
        for (int i = 0; i < data.rows(); i++) {
            labels.add(data.values()[i * 21] > 0.5f ? "high" : "low");
        }
        return Dataset.of(data.name(), data.schema(), data.values(), labels);
    }
}
