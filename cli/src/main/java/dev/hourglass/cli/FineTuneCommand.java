package dev.hourglass.cli;

import dev.hourglass.artifact.ModelFile;
import dev.hourglass.artifact.StoredModel;
import dev.hourglass.artifact.TrainedModel;
import dev.hourglass.data.CsvOptions;
import dev.hourglass.data.DataOptions;
import dev.hourglass.data.Dataset;
import dev.hourglass.data.Split;
import dev.hourglass.data.SplitConfig;
import dev.hourglass.evaluate.Classification;
import dev.hourglass.train.FineTuning;
import dev.hourglass.train.RunOptions;
import dev.hourglass.train.StoppingConfig;
import dev.hourglass.train.TrainerConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Turns an autoencoder into a classifier. */
@Command(
        name = "finetune",
        sortOptions = false,
        description = {
            "Trains a model's encoder and a softmax layer to tell labels apart, and writes a model that predicts.",
            "",
            "The decoder stays as it was. Measured on the test part of a named set, else on the validation part."
        })
final class FineTuneCommand implements Callable<Integer> {
    private static final int DEFAULT_EPOCHS = 20;

    @Parameters(index = "0", paramLabel = "MODEL", description = "The model file to start from.")
    private Path model = Path.of("");

    @Parameters(index = "1", paramLabel = "DATA", description = InputFlags.DATA)
    private String data = "";

    @Option(
            names = {"-o", "--out"},
            required = true,
            paramLabel = "OUT",
            description = "The model file to write.")
    private Path out = Path.of("");

    @Option(
            names = "--labels",
            split = ",",
            paramLabel = "COLUMN",
            description = "CSV columns of labels; default the data's own.")
    private List<String> labels = new ArrayList<>();

    @Option(names = "--epochs", paramLabel = "N", description = "The most epochs; default ${DEFAULT-VALUE}.")
    private int epochs = DEFAULT_EPOCHS;

    @Option(names = "--learning-rate", paramLabel = "X", description = "Of adam; default ${DEFAULT-VALUE}.")
    private double learningRate = 1e-3;

    @Option(names = "--batch", paramLabel = "N", description = "Samples a step; default ${DEFAULT-VALUE}.")
    private int batch = 256;

    @Option(
            names = "--patience",
            paramLabel = "EPOCHS",
            description =
                    "Stops after so many epochs without a better loss and keeps the best weights; default 0, never.")
    private int patience;

    @Option(
            names = "--validation",
            paramLabel = "SHARE",
            description = "The share of rows to choose by; default ${DEFAULT-VALUE}.")
    private double validation = 0.1;

    @Option(names = "--seed", paramLabel = "N", description = "Decides every random choice; default ${DEFAULT-VALUE}.")
    private long seed = RunOptions.DEFAULT_SEED;

    @Mixin
    private InputFlags input = new InputFlags();

    @Mixin
    private Console console = new Console();

    @Override
    public Integer call() throws IOException {
        StoredModel stored = input.model(model);
        TrainedModel trained = stored.model();
        Split split = split(trained);
        FineTuning.Result result = new FineTuning(trained.config(), trained.autoencoderParameters())
                .run(
                        trained.normalization().apply(split.train()),
                        split.validation().rows() > 0
                                ? trained.normalization().apply(split.validation())
                                : split.validation(),
                        training(),
                        RunOptions.defaults(seed).withThreads(trained.threads()),
                        console.progress());
        TrainedModel classifier =
                trained.withClassifier(result.classes(), result.training().parameters());
        Dataset measured = split.test().rows() > 0 ? split.test() : measuredPart(split);
        Classification classification = Classification.of(classifier, measured);
        Map<String, Double> metrics = new LinkedHashMap<>(trained.provenance().metrics());
        metrics.put("accuracy", classification.accuracy());
        StoredModel written =
                ModelFile.write(classifier.withProvenance(trained.provenance().withMetrics(metrics)), out);
        ClassificationTable.print(classification, console);
        console.writtenModel(written);
        return 0;
    }

    private static Dataset measuredPart(Split split) {
        return split.validation().rows() > 0 ? split.validation() : split.train();
    }

    private Split split(TrainedModel trained) throws IOException {
        DataSource source = input.source(data, console);
        SplitConfig shares = new SplitConfig(validation, 0, seed);
        if (source.isNamed() && !source.hasPart()) {
            Split parts = Split.of(source.loadNamed().train(), shares);
            return new Split(
                    parts.train(), parts.validation(), source.loadNamed().test());
        }
        return Split.of(source.load(trained, options(trained.dataOptions())), shares);
    }

    private DataOptions options(DataOptions trained) {
        CsvOptions csv = trained.csv();
        return labels.isEmpty() ? trained : trained.withCsv(csv.withLabelColumns(labels.toArray(String[]::new)));
    }

    private TrainerConfig training() {
        StoppingConfig stopping = StoppingConfig.defaults(epochs);
        return FineTuning.defaults(epochs)
                .withLearningRate(learningRate)
                .withBatchSize(batch)
                .withStopping(patience > 0 ? stopping.withEarlyStopping(patience, 0) : stopping);
    }
}
