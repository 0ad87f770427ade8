package dev.hourglass.cli;

import dev.hourglass.artifact.ModelFile;
import dev.hourglass.artifact.StoredModel;
import dev.hourglass.compress.CodeCompressor;
import dev.hourglass.data.DigitsDemo;
import dev.hourglass.data.Normalization;
import dev.hourglass.data.Split;
import dev.hourglass.data.SplitConfig;
import dev.hourglass.experiment.Experiment;
import dev.hourglass.model.DenseConfig;
import dev.hourglass.train.Objective;
import dev.hourglass.train.RunOptions;
import dev.hourglass.train.TrainerConfig;
import dev.hourglass.train.TrainingListener;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;

/** The lines of Java that the README shows, between the marker comments. */
final class QuickstartExample {
    private QuickstartExample() {}

    static StoredModel run(Path folder, PrintStream out) throws IOException {
        // quickstart: begin
        var digits = Split.of(DigitsDemo.draw(2000, 1), new SplitConfig(0.1, 0.1, 1));
        var model = DenseConfig.defaults(digits.train().schema().sampleShape(), List.of(128), 16);
        var training =
                TrainerConfig.defaults(new Objective.MeanSquaredError(), 10).withBatchSize(32);
        var outcome = Experiment.of(digits, Normalization.Kind.NONE, model, training)
                .run(RunOptions.defaults(1), TrainingListener.SILENT);
        outcome.evaluation().metrics().forEach(out::println);
        var stored = ModelFile.write(outcome.model(), folder.resolve("digits.safetensors"));
        var codes = stored.model().encode(digits.test().tensor()); // [200, 16]
        var images = stored.model().decode(codes); // [200, 1, 28, 28]
        CodeCompressor.compress(stored, digits.test()::reader, folder.resolve("digits.hgz"), 8);
        // quickstart: end
        out.println(images.shape());
        return stored;
    }
}
