package dev.hourglass.cli;

import dev.hourglass.artifact.TrainedModel;
import dev.hourglass.cli.TrainRun.Finished;
import dev.hourglass.data.DataSchema;
import dev.hourglass.data.Dataset;
import dev.hourglass.data.ImageSchema;
import dev.hourglass.data.TableSchema;
import dev.hourglass.report.RunReport;
import dev.hourglass.report.RunReport.Compression;
import dev.hourglass.report.RunReport.Environment;
import dev.hourglass.report.RunReport.StageTiming;
import dev.hourglass.report.Samples;
import dev.hourglass.report.Samples.FeatureError;
import dev.hourglass.tensor.kernel.Kernels;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Gathers what the page of a run shows. */
final class ReportBuilder {
    private static final int IMAGES = 24;

    private final Finished finished;
    private final TrainedModel model;

    ReportBuilder(Finished finished) {
        this.finished = finished;
        this.model = finished.stored().model();
    }

    RunReport build(String command, List<Compression> compressions, List<StageTiming> timings) {
        List<StageTiming> stages = new ArrayList<>(List.of(new StageTiming("read data", finished.readSeconds())));
        stages.addAll(timings);
        return new RunReport(
                finished.name(),
                new RunReport.Model(
                        model.config().family(),
                        model.config().inputShape(),
                        model.latentSize(),
                        LayerSummaries.of(model)),
                new RunReport.Training(
                        finished.yaml(), finished.outcome().training().history()),
                finished.outcome().evaluation(),
                samples(),
                new CodeViewBuilder(
                                model, finished.outcome(), finished.options().seed())
                        .build(),
                compressions,
                new Environment(
                        command,
                        Runtime.version().toString(),
                        Kernels.best().name(),
                        finished.options().threads(),
                        stages));
    }

    private Samples samples() {
        Dataset measured = finished.outcome().measured();
        float[] restored = model.reconstruct(measured.tensor()).values();
        if (measured.schema() instanceof ImageSchema) {
            return Samples.Images.choose(
                    measured,
                    restored,
                    finished.outcome().evaluation().sampleErrors(),
                    IMAGES,
                    finished.options().seed());
        }
        List<String> names = names(measured.schema());
        return new Samples.Features(IntStream.range(0, measured.features())
                .mapToObj(feature -> error(names.get(feature), measured, restored, feature))
                .toList());
    }

    /** Measures one feature over the rows where it is present. */
    private static FeatureError error(String name, Dataset data, float[] restored, int feature) {
        double count = 0;
        double sum = 0;
        double squares = 0;
        for (int i = feature; i < restored.length; i += data.features()) {
            double value = data.values()[i];
            if (!Double.isNaN(value)) {
                count++;
                sum += value;
                squares += (value - restored[i]) * (value - restored[i]);
            }
        }
        double mean = sum / count;
        double variance = 0;
        for (int i = feature; i < restored.length; i += data.features()) {
            double value = data.values()[i];
            variance += Double.isNaN(value) ? 0 : (value - mean) * (value - mean);
        }
        return new FeatureError(name, Math.sqrt(squares / count), Math.sqrt(variance / count));
    }

    /** Returns one name a feature. */
    static List<String> names(DataSchema schema) {
        if (schema instanceof TableSchema table) {
            return table.featureNames();
        }
        return IntStream.rangeClosed(1, schema.features())
                .mapToObj(feature -> "feature " + feature)
                .toList();
    }
}
