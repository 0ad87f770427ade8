package dev.hourglass.report;

import dev.hourglass.evaluate.Evaluation;
import dev.hourglass.tensor.Shape;
import dev.hourglass.train.History;
import java.util.ArrayList;
import java.util.List;

/**
 * Everything the page of one training run shows. Immutable and safe for concurrent use.
 *
 * @param title the page's title, for example the experiment's name
 * @param model what was trained
 * @param training how it was trained and how that went
 * @param evaluation the figures beside PCA
 * @param samples reconstructions to look at
 * @param views what codes show
 * @param compressions what compressing files with it gave; possibly none
 * @param environment where it ran and how to run it again
 */
public record RunReport(
        String title,
        Model model,
        Training training,
        Evaluation evaluation,
        Samples samples,
        CodeViews views,
        List<Compression> compressions,
        Environment environment) {
    public RunReport {
        compressions = List.copyOf(compressions);
    }

    /** Returns what was noticed, in words: while training, then of the codes. */
    List<String> warnings() {
        List<String> warnings = new ArrayList<>(training.history().warnings());
        evaluation.use().warning().ifPresent(warnings::add);
        return warnings;
    }

    /**
     * What was trained.
     *
     * @param family the family's name, for example {@code dense}
     * @param inputShape the shape of one sample
     * @param latentSize L, the number of values of one code
     * @param layers encoder first, in order
     */
    public record Model(String family, Shape inputShape, int latentSize, List<LayerSummary> layers) {
        public Model {
            layers = List.copyOf(layers);
        }

        /** Returns the number of trainable values. */
        public long parameters() {
            return layers.stream().mapToLong(LayerSummary::parameters).sum();
        }
    }

    /**
     * One layer.
     *
     * @param path for example {@code encoder.0}
     * @param kind for example {@code Linear} or {@code ReLU}
     * @param outputShape the shape of one output sample
     * @param parameters the number of trainable values
     */
    public record LayerSummary(String path, String kind, Shape outputShape, long parameters) {}

    /**
     * How it was trained.
     *
     * @param configYaml the experiment as YAML
     * @param history what training showed
     */
    public record Training(String configYaml, History history) {}

    /**
     * A file before and after.
     *
     * @param name what was compressed
     * @param bytesBefore its size, in bytes
     * @param bytesAfter the compressed file's size, in bytes, the model not counted
     * @param isVerified whether it was restored and compared
     */
    public record Compression(String name, long bytesBefore, long bytesAfter, boolean isVerified) {
        /** Returns how many times smaller it became. */
        public double ratio() {
            return (double) bytesBefore / bytesAfter;
        }
    }

    /**
     * Where it ran.
     *
     * @param reproduceCommand the command line that gives the same run
     * @param jdk the Java runtime, for example {@code 17.0.15}
     * @param kernels the kernels used, for example {@code vector, 512 bit}
     * @param threads the number of threads
     * @param timings how long each stage took
     */
    public record Environment(
            String reproduceCommand, String jdk, String kernels, int threads, List<StageTiming> timings) {
        public Environment {
            timings = List.copyOf(timings);
        }
    }

    /**
     * The time of one stage.
     *
     * @param stage for example {@code read data}
     * @param seconds wall-clock
     */
    public record StageTiming(String stage, double seconds) {}
}
