package dev.hourglass.cli;

import dev.hourglass.artifact.TrainedModel;
import dev.hourglass.data.Dataset;
import dev.hourglass.data.ImageSchema;
import dev.hourglass.evaluate.Evaluation.CodeDimension;
import dev.hourglass.evaluate.LatentUse;
import dev.hourglass.experiment.Experiment.Outcome;
import dev.hourglass.generate.AncestralPrior;
import dev.hourglass.generate.CodeSource;
import dev.hourglass.generate.GaussianMixture;
import dev.hourglass.generate.Generator;
import dev.hourglass.generate.Interpolation;
import dev.hourglass.generate.Manifold;
import dev.hourglass.generate.MixtureConfig;
import dev.hourglass.generate.StandardNormal;
import dev.hourglass.generate.Traversal;
import dev.hourglass.model.Hierarchical;
import dev.hourglass.model.Latent;
import dev.hourglass.report.CodeViews;
import dev.hourglass.report.CodeViews.Panel;
import dev.hourglass.tensor.SeededRandom;
import dev.hourglass.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Makes the pictures of codes that the page of a run shows; of entries of a codebook there are none, nor of maps that
 * are made to be stored, as large as the images.
 */
final class CodeViewBuilder {
    /** Codes looked at: enough for a map and a mixture, few enough for a page. */
    private static final int MAX_CODES = 2000;

    private static final int DRAWN = 60;
    private static final int DRAWN_COLUMNS = 12;
    private static final int STEPS = 11;
    private static final int MAX_LINES = 10;
    private static final int WAYS = 6;
    private static final int SIDE = 20;
    private static final int MAX_COMPONENTS = 10;
    private static final int CODES_A_COMPONENT = 20;

    private final TrainedModel model;
    private final Outcome outcome;
    private final long seed;
    private final boolean isGaussian;
    private final boolean hasPrior;
    private final Dataset looked;

    CodeViewBuilder(TrainedModel model, Outcome outcome, long seed) {
        this.model = model;
        this.outcome = outcome;
        this.seed = seed;
        this.isGaussian = model.autoencoder().latent() instanceof Latent.Gaussian;
        this.hasPrior = StandardNormal.isPriorOf(model);
        int[] order = new SeededRandom(seed)
                .fork("views")
                .permutation(outcome.measured().rows());
        this.looked = outcome.measured().select(Arrays.copyOf(order, Math.min(MAX_CODES, order.length)));
    }

    CodeViews build() {
        Latent latent = model.autoencoder().latent();
        if (latent instanceof Latent.Quantized || latent instanceof Latent.Coded) {
            return CodeViews.NONE;
        }
        float[] codes = model.encode(looked.values(), looked.rows());
        CodeViews.CodeMap map = CodeMaps.of(codes, model.latentSize(), looked.labels());
        if (!(looked.schema() instanceof ImageSchema)) {
            return new CodeViews(List.of(), map);
        }
        List<Panel> panels = new ArrayList<>();
        panels.add(drawn(codes));
        ways().ifPresent(panels::add);
        panels.add(lines());
        if (model.latentSize() == 2) {
            panels.add(grid(codes));
        }
        return new CodeViews(panels, map);
    }

    private Panel drawn(float[] codes) {
        CodeSource source = source(codes);
        Tensor images = Generator.generate(model, source, DRAWN, seed);
        String lead = "New images, decoded from codes drawn from "
                + (source instanceof GaussianMixture mixture ? name(mixture) : "the prior") + ".";
        return panel("drawn", "Drawn images", lead, images, DRAWN_COLUMNS);
    }

    private String name(GaussianMixture mixture) {
        int components = mixture.weights().size();
        return (components == 1 ? "a normal distribution" : "a mixture of " + components + " normal distributions")
                + " fitted to codes of data, since a "
                + model.autoencoder().latent().id() + " latent variable has no prior";
    }

    private CodeSource source(float[] codes) {
        if (model.autoencoder().latent() instanceof Hierarchical) {
            return AncestralPrior.of(model);
        }
        if (hasPrior) {
            return new StandardNormal(model.latentSize());
        }
        int components = Math.max(1, Math.min(MAX_COMPONENTS, looked.rows() / CODES_A_COMPONENT));
        MixtureConfig config = MixtureConfig.defaults(components, model.latentSize());
        return GaussianMixture.fit(codes, model.latentSize(), config, seed);
    }

    /** Returns none where there are no two images, or only of one label. */
    private Optional<Panel> ways() {
        Interpolation.Path path = hasPrior ? Interpolation.Path.SPHERICAL : Interpolation.Path.LINEAR;
        Interpolation interpolation = new Interpolation(path, STEPS);
        List<Tensor> ways = new ArrayList<>();
        for (int i = 0; i + 1 < looked.rows() && ways.size() < WAYS; i += 2) {
            if (looked.labels().isEmpty()
                    || !looked.labels().get(i).equals(looked.labels().get(i + 1))) {
                ways.add(interpolation.between(
                        model, looked.select(new int[] {i, i + 1}).tensor()));
            }
        }
        return ways.isEmpty()
                ? Optional.empty()
                : Optional.of(panel(
                        "ways",
                        "From one image to another",
                        "Each row goes from the reconstruction of one image, at the left, to that of another, at the"
                                + " right, in equal steps of the code"
                                + (hasPrior ? " on an arc about 0." : " on a straight line."),
                        joined(ways),
                        STEPS));
    }

    private Panel lines() {
        float[] centre = Traversal.centre(model, looked.tensor());
        List<Integer> dimensions = dimensions();
        List<Tensor> walks = new ArrayList<>();
        for (int dimension : dimensions) {
            walks.add(traversal(dimension).walk(model, centre));
        }
        String names = dimensions.stream().map(String::valueOf).collect(Collectors.joining(", "));
        return panel(
                "walks",
                "Along one value of the code",
                "Each row changes one value of the mean code, from "
                        + (hasPrior ? "-3 to 3" : "its smallest to its largest over the data")
                        + ", and leaves the others. From the top, by "
                        + (isGaussian ? "divergence from the prior" : "deviation") + ": " + names + ".",
                joined(walks),
                STEPS);
    }

    /** Returns the dimensions that say most, those first that say more. */
    private List<Integer> dimensions() {
        List<LatentUse.Dimension> use = outcome.evaluation().use().dimensions();
        ToDoubleFunction<Integer> weight = isGaussian
                ? dimension -> use.get(dimension).nats()
                : dimension -> outcome.evaluation().code().get(dimension).deviation();
        return IntStream.range(0, model.latentSize())
                .boxed()
                .sorted(Comparator.comparingDouble(weight).reversed())
                .limit(MAX_LINES)
                .toList();
    }

    private Traversal traversal(int dimension) {
        CodeDimension spread = outcome.evaluation().code().get(dimension);
        return hasPrior
                ? Traversal.overPrior(dimension, STEPS)
                : new Traversal(dimension, spread.min(), spread.max(), STEPS);
    }

    private Panel grid(float[] codes) {
        Tensor images = hasPrior ? Manifold.overPrior(model, SIDE) : Manifold.overCodes(model, codes, SIDE);
        return panel(
                "grid",
                "The plane of codes",
                "What codes decode to, at equal shares of "
                        + (hasPrior ? "the prior" : "the codes of the data")
                        + ": value 0 grows to the right, value 1 upwards.",
                images,
                SIDE);
    }

    private Panel panel(String id, String heading, String lead, Tensor images, int columns) {
        Dataset shown = Dataset.of(heading, model.schema(), images.values(), List.of());
        return new Panel(id, heading, lead, shown, columns);
    }

    private Tensor joined(List<Tensor> parts) {
        int rows = parts.stream().mapToInt(Tensor::rows).sum();
        float[] values = new float[rows * model.features()];
        int at = 0;
        for (Tensor part : parts) {
            System.arraycopy(part.values(), 0, values, at, part.values().length);
            at += part.values().length;
        }
        return Tensor.of(model.schema().sampleShape().batch(rows), values);
    }
}
