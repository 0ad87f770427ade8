package dev.hourglass.cli;

import dev.hourglass.artifact.StoredModel;
import dev.hourglass.data.Dataset;
import dev.hourglass.data.NamedDataset;
import dev.hourglass.evaluate.Classification;
import dev.hourglass.evaluate.Evaluation;
import dev.hourglass.evaluate.Evaluator;
import dev.hourglass.file.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Measures a model. */
@Command(
        name = "evaluate",
        sortOptions = false,
        description = {
            "Measures a model on data, beside PCA of the same code size.",
            "",
            "PCA is fitted on the training part of a named set, else on the data itself, which flatters it."
        })
final class EvaluateCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "MODEL", description = "The model file.")
    private Path model = Path.of("");

    @Parameters(index = "1", paramLabel = "DATA", description = InputFlags.DATA)
    private String data = "";

    @Mixin
    private InputFlags input = new InputFlags();

    @Mixin
    private Console console = new Console();

    @Override
    public Integer call() throws IOException {
        StoredModel stored = input.model(model);
        DataSource source = input.source(data, console);
        Optional<NamedDataset> named = source.isNamed() ? Optional.of(source.loadNamed()) : Optional.empty();
        Dataset measured = named.isPresent() ? source.load(stored.model(), named.get()) : source.load(stored.model());
        Dataset training = named.map(NamedDataset::train).orElse(measured);
        Evaluation evaluation = Evaluator.evaluate(stored.model(), measured, training);
        boolean isClassified =
                !stored.model().classes().isEmpty() && !measured.labels().isEmpty();
        if (console.isJson()) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("id", stored.id());
            JsonFields.put(fields, evaluation);
            console.out().println(Json.print(fields));
        } else if (console.isForPeople()) {
            console.out().print(EvaluationTable.print(evaluation));
        }
        if (isClassified) {
            ClassificationTable.print(Classification.of(stored.model(), measured), console);
        }
        return 0;
    }
}
