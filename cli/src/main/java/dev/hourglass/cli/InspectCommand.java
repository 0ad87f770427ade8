package dev.hourglass.cli;

import dev.hourglass.anomaly.DetectorFile;
import dev.hourglass.artifact.ModelFile;
import dev.hourglass.artifact.Provenance;
import dev.hourglass.artifact.StoredModel;
import dev.hourglass.artifact.TrainedModel;
import dev.hourglass.evaluate.LatentUse;
import dev.hourglass.file.Json;
import dev.hourglass.model.Hierarchical;
import dev.hourglass.report.Figures;
import dev.hourglass.report.RunReport.LayerSummary;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Prints what a model file holds. */
@Command(
        name = "inspect",
        sortOptions = false,
        description = "Prints what a model or a detector is, where it comes from and how good it is.")
final class InspectCommand implements Callable<Integer> {
    @Parameters(paramLabel = "MODEL", description = "The file of a model or a detector.")
    private Path model = Path.of("");

    @Mixin
    private Console console = new Console();

    @Override
    public Integer call() throws IOException {
        if (Files.isRegularFile(model) && DetectorFile.isDetector(model)) {
            DetectorFacts.print(DetectorFile.read(model), model, console);
            return 0;
        }
        StoredModel stored = ModelFile.read(model);
        if (console.isJson()) {
            console.out().println(Json.print(json(stored)));
        } else if (console.isForPeople()) {
            print(stored, console.out());
        }
        return 0;
    }

    private static void print(StoredModel stored, PrintWriter out) {
        TrainedModel trained = stored.model();
        TextTable head = new TextTable("model", "").left();
        head.row("file", stored.file() + " (" + Figures.bytes(stored.sizeBytes()) + ")");
        head.row("id", stored.id());
        facts(trained).forEach((name, value) -> head.row(name, String.valueOf(value)));
        out.println(head.print());
        TextTable layers = new TextTable("layer", "kind", "output", "parameters");
        for (LayerSummary layer : LayerSummaries.of(trained)) {
            layers.row(
                    layer.path(),
                    layer.kind(),
                    layer.outputShape().toString(),
                    layer.parameters() == 0 ? "-" : Figures.whole(layer.parameters()));
        }
        out.println(layers.print());
        TextTable training = new TextTable("training", "").left();
        provenance(trained.provenance()).forEach((name, value) -> training.row(name, String.valueOf(value)));
        trained.provenance().settings().forEach(training::row);
        out.println(training.print());
        TextTable metrics = new TextTable("metric", "value");
        trained.provenance().metrics().forEach((name, value) -> metrics.row(name, Figures.of(value)));
        out.print(metrics.print());
        warning(trained).ifPresent(warning -> out.println("warning: " + warning));
    }

    private static Optional<String> warning(TrainedModel model) {
        return LatentUse.warning(model.provenance().metrics(), model.latentSize());
    }

    private static Map<String, Object> facts(TrainedModel model) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("family", model.config().family());
        fields.put("inputShape", model.schema().sampleShape().toString());
        fields.put("latentSize", model.latentSize());
        if (model.autoencoder().latent() instanceof Hierarchical levels) {
            fields.put("latentLevels", levels.sizes());
        }
        fields.put("parameters", model.parameters().layout().trainedCount());
        fields.put("normalization", Choice.name(model.normalization().kind()));
        return fields;
    }

    static Map<String, Object> provenance(Provenance provenance) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("hourglassVersion", provenance.hourglassVersion());
        fields.put("dataName", provenance.dataName());
        fields.put("dataRows", provenance.dataRows());
        fields.put("dataHash", provenance.dataHash());
        fields.put("seed", provenance.seed());
        return fields;
    }

    private static Map<String, Object> json(StoredModel stored) {
        TrainedModel model = stored.model();
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("file", stored.file().toString());
        fields.put("sizeBytes", stored.sizeBytes());
        fields.put("id", stored.id());
        fields.putAll(facts(model));
        fields.put("inputShape", model.schema().sampleShape().dimensions());
        List<Object> layers = new ArrayList<>();
        for (LayerSummary layer : LayerSummaries.of(model)) {
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("layer", layer.path());
            entry.put("kind", layer.kind());
            entry.put("outputShape", layer.outputShape().dimensions());
            entry.put("parameters", layer.parameters());
            layers.add(entry);
        }
        fields.put("layers", layers);
        Map<String, Object> provenance = provenance(model.provenance());
        provenance.put("settings", model.provenance().settings());
        Map<String, Object> metrics = new LinkedHashMap<>();
        model.provenance().metrics().forEach((name, value) -> JsonFields.put(metrics, name, value));
        provenance.put("metrics", metrics);
        fields.put("provenance", provenance);
        warning(model).ifPresent(warning -> fields.put("warning", warning));
        return fields;
    }
}
