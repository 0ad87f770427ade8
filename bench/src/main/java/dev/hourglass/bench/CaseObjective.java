package dev.hourglass.bench;

import dev.hourglass.data.Corruption;
import dev.hourglass.model.ActivationFunction;
import dev.hourglass.model.Hierarchical;
import dev.hourglass.model.Latent;
import dev.hourglass.model.Likelihood;
import dev.hourglass.nn.CodePenalty;
import dev.hourglass.train.InputConfig;
import dev.hourglass.train.Objective;
import dev.hourglass.train.TrainerConfig;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a case minimises, and what stands between its encoder and its decoder.
 *
 * @param name as {@link Objective#from} knows it
 * @param options what is not as by default; names are those of experiments
 */
record CaseObjective(String name, Map<String, String> options) {
    /** Between the name and the options of a text such as {@code elbo;likelihood=beta-binomial}. */
    private static final String BETWEEN = ";";

    private static final Set<String> PLAIN = Set.of("mse", "bce", "elbo");
    private static final Set<String> OPTIONS = Set.of(
            "code-penalty",
            "corruption",
            "reconstruction",
            "likelihood",
            "upper-latent",
            "between-latents",
            "codebook",
            "code-dimension");

    CaseObjective {
        options = Map.copyOf(options);
        if (!OPTIONS.containsAll(options.keySet())) {
            throw new IllegalArgumentException(
                    "options of an objective must be among " + OPTIONS + ", but were " + options.keySet());
        }
    }

    /** Reads the text of the protocol. */
    static CaseObjective parse(String text) {
        List<String> words = List.of(text.split(BETWEEN, -1));
        return new CaseObjective(
                words.get(0),
                words.stream()
                        .skip(1)
                        .map(word -> word.split("=", 2))
                        .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1])));
    }

    /** Returns the text of the protocol. */
    String text() {
        return name
                + options.entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(option -> BETWEEN + option.getKey() + "=" + option.getValue())
                        .collect(Collectors.joining());
    }

    /** Returns whether every peer knows it. */
    boolean isPlain() {
        return options.isEmpty() && PLAIN.contains(name);
    }

    /** Returns whether codes are drawn from normal distributions that the encoder tells. */
    boolean isVariational() {
        return objective().latentKind().equals("gaussian");
    }

    /** Returns whether chance has a part in steps even where no code varies, so that engines cannot end alike. */
    boolean isAlwaysDrawn() {
        return options.containsKey("corruption")
                || options.containsKey("upper-latent")
                || Set.of("wae", "aae", "gan", "vae-gan", "cd", "pcd").contains(name);
    }

    /** Returns what is minimised. */
    Objective objective() {
        Objective objective = Objective.from(name);
        return objective instanceof Objective.VectorQuantized && options.containsKey("reconstruction")
                ? Objective.VectorQuantized.defaults(Objective.from(options.get("reconstruction")))
                : objective;
    }

    /** Returns how training takes steps. */
    TrainerConfig trainer(int batchSize) {
        InputConfig input = options.containsKey("corruption")
                ? InputConfig.NONE.withCorruption(Corruption.from(options.get("corruption")))
                : InputConfig.NONE;
        return TrainerConfig.defaults(objective(), 1)
                .withBatchSize(batchSize)
                .withInput(input)
                .withCodePenalty(CodePenalty.from(options.getOrDefault("code-penalty", "none")));
    }

    /** Returns what stands behind an encoder with this many outputs. */
    Latent latent(int outputs) {
        if (options.containsKey("codebook")) {
            int dimension = whole("code-dimension");
            return new Latent.Quantized(outputs / dimension, whole("codebook"), dimension);
        }
        if (options.containsKey("upper-latent")) {
            return new Hierarchical(
                    List.of(outputs / 2, whole("upper-latent")),
                    List.of(whole("between-latents")),
                    ActivationFunction.RELU);
        }
        return isVariational() ? new Latent.Gaussian(outputs / 2) : new Latent.Point(outputs);
    }

    /** Returns what this many outputs of a decoder for each value of a sample mean. */
    Likelihood likelihood(int planes) {
        if (!objective().needsLikelihood()) {
            return new Likelihood.Direct();
        }
        String id = options.getOrDefault("likelihood", "bernoulli");
        return switch (id) {
            case "bernoulli" -> new Likelihood.Bernoulli();
            case "gaussian-variance" -> new Likelihood.GaussianVariance();
            case "logistic-mixture" -> new Likelihood.LogisticMixture(planes / 3);
            case "beta-binomial" -> new Likelihood.BetaBinomial();
            case "categorical" -> new Likelihood.Categorical(planes);
            default -> throw new IllegalArgumentException("no case has likelihood \"" + id + "\"");
        };
    }

    private int whole(String option) {
        return Integer.parseInt(options.get(option));
    }
}
