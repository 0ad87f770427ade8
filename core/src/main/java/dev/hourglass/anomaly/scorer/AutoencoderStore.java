package dev.hourglass.anomaly.scorer;

import dev.hourglass.artifact.ModelJson;
import dev.hourglass.file.JsonView;
import dev.hourglass.file.NamedArrays;
import dev.hourglass.file.SafetensorsFile.Entry;
import dev.hourglass.model.ActivationFunction;
import dev.hourglass.model.DenseConfig;
import dev.hourglass.model.Latent;
import dev.hourglass.model.Likelihood;
import dev.hourglass.model.ModelConfig;
import dev.hourglass.nn.Parameter;
import dev.hourglass.nn.ParameterLayout;
import dev.hourglass.nn.Parameters;
import dev.hourglass.tensor.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Translates between an ensemble and what a file holds of it.
 *
 * <pre>{@code
 * {"kind": "autoencoder", "features": 20, "score": "combined", "nearest": 5,
 *  "members": [{"samples": 256, "model": {"family": "dense", ...}}, ...]}
 *
 * scaling.mean, .factor                                         [D], [D]
 * members.0.weights.encoder.0.weight, ...
 * members.0.residuals.mean, .matrix                             [D], [D, D], above 512 values [D]
 * members.0.rootMeanSquares                                     [D]
 * members.0.codes.mean, .matrix                                 [L], [L, L]
 * members.0.neighbours, members.0.neighbourRows                 [S, H], [S, D]
 * }</pre>
 */
final class AutoencoderStore {
    private static final int MAX_SAMPLES = AutoencoderConfig.MAX_SAMPLES;

    private AutoencoderStore() {}

    static StoredScorer print(AutoencoderScorer scorer) {
        Map<String, Object> fields = new LinkedHashMap<>();
        List<Entry> arrays = new ArrayList<>(scorer.scaling().store("scaling"));
        List<Object> members = new ArrayList<>();
        for (AutoencoderMember member : scorer.members()) {
            String name = "members." + members.size();
            members.add(Map.of(
                    "samples", member.neighbours().samples(),
                    "model", ModelJson.print(member.config())));
            print(member, name, arrays);
        }
        fields.put(StoredScorer.KIND, AutoencoderScorer.ID);
        fields.put("features", scorer.features());
        fields.put("score", scorer.kind().id());
        fields.put("nearest", scorer.nearest());
        fields.put("members", members);
        return new StoredScorer(fields, arrays);
    }

    private static void print(AutoencoderMember member, String name, List<Entry> arrays) {
        for (Parameter parameter : member.parameters().layout().parameters()) {
            arrays.add(new Entry(
                    name + ".weights." + parameter.name(),
                    parameter.shape(),
                    member.parameters().tensor(parameter).values()));
        }
        int features = member.features();
        arrays.addAll(member.residuals().store(name + ".residuals"));
        arrays.add(new Entry(name + ".rootMeanSquares", Shape.of(features), member.rootMeanSquares()));
        arrays.addAll(member.codes().store(name + ".codes"));
        arrays.addAll(member.neighbours().store(name + ".neighbours"));
        arrays.add(new Entry(
                name + ".neighbourRows", Shape.of(member.neighbours().samples(), features), member.neighbourRows()));
    }

    static AutoencoderScorer read(JsonView fields, NamedArrays arrays) {
        int features = StoredNumbers.whole(fields, "features", 1, Integer.MAX_VALUE);
        ScoreKind kind = ScoreKind.from(fields.text("score"));
        ColumnScaling scaling = ColumnScaling.read(arrays, "scaling", features);
        List<JsonView> stored = fields.objects("members");
        int nearest = StoredNumbers.whole(fields, "nearest", 1, MAX_SAMPLES);
        require(
                !stored.isEmpty() && stored.size() <= AutoencoderConfig.MAX_MEMBERS,
                "an ensemble must have 1 to " + AutoencoderConfig.MAX_MEMBERS + " members, but had " + stored.size());
        List<AutoencoderMember> members = new ArrayList<>();
        for (JsonView member : stored) {
            AutoencoderMember read = readMember(member, arrays, "members." + members.size(), features);
            require(
                    nearest <= read.neighbours().samples(),
                    "nearest must be at most " + read.neighbours().samples() + " of the samples, but was " + nearest);
            require(
                    read.isVariational() || !kind.isVariational(),
                    "score " + kind.id() + " must have variational members, but they are plain");
            members.add(read);
        }
        return new AutoencoderScorer(kind, nearest, scaling, members);
    }

    private static AutoencoderMember readMember(JsonView fields, NamedArrays arrays, String name, int features) {
        ModelConfig model = ModelJson.read(fields.object("model"));
        if (!(model instanceof DenseConfig dense) || !isMember(dense, features)) {
            throw new IllegalArgumentException(
                    "a member must be a dense model of " + features + " values and one hidden layer, but was " + model);
        }
        int samples = StoredNumbers.whole(fields, "samples", 1, MAX_SAMPLES);
        return new AutoencoderMember(
                dense,
                readWeights(dense, arrays, name + ".weights."),
                Whitening.read(arrays, name + ".residuals", features),
                readRoots(arrays, name + ".rootMeanSquares", features),
                Whitening.read(arrays, name + ".codes", dense.latentSize()),
                Neighbours.read(
                        arrays,
                        name + ".neighbours",
                        samples,
                        dense.encoder().get(0).size()),
                StoredNumbers.values(arrays, name + ".neighbourRows", Shape.of(samples, features)));
    }

    /** What {@link AutoencoderFit} makes: a layer, its activation, a layer, and so back. */
    private static boolean isMember(DenseConfig dense, int features) {
        boolean isVariational = dense.likelihood() instanceof Likelihood.GaussianVariance;
        return dense.inputShape().size() == features
                && dense.encoder().size() == 2
                && dense.encoder().get(0).activation() != ActivationFunction.LINEAR
                && !dense.hasBatchNorm()
                && (isVariational
                        ? dense.latent() instanceof Latent.Gaussian
                        : dense.latent() instanceof Latent.Point && dense.likelihood() instanceof Likelihood.Direct);
    }

    private static float[] readRoots(NamedArrays arrays, String name, int features) {
        float[] roots = StoredNumbers.values(arrays, name, Shape.of(features));
        for (float root : roots) {
            require(root > 0, "\"" + name + "\" must be above 0, but held " + root);
        }
        return roots;
    }

    private static Parameters readWeights(DenseConfig dense, NamedArrays arrays, String name) {
        ParameterLayout layout = ParameterLayout.of(dense.build());
        List<float[]> values = new ArrayList<>(); // all are there before memory is taken for them
        for (Parameter parameter : layout.parameters()) {
            values.add(StoredNumbers.values(arrays, name + parameter.name(), parameter.shape()));
        }
        Parameters parameters = new Parameters(layout);
        for (int i = 0; i < values.size(); i++) {
            parameters.set(layout.parameters().get(i), values.get(i));
        }
        return parameters;
    }

    private static void require(boolean isTrue, String message) {
        if (!isTrue) {
            throw new IllegalArgumentException(message);
        }
    }
}
