package dev.hourglass.train;

import dev.hourglass.data.Dataset;
import dev.hourglass.model.Autoencoder;
import dev.hourglass.model.Latent;
import dev.hourglass.model.ModelConfig;
import dev.hourglass.nn.Chain;
import dev.hourglass.nn.Link;
import dev.hourglass.nn.Parameter;
import dev.hourglass.nn.ParameterLayout;
import dev.hourglass.nn.Parameters;
import dev.hourglass.nn.TrainingPlan.Task;
import dev.hourglass.nn.WeightInitializer;
import dev.hourglass.tensor.kernel.Kernels;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Trains the encoder of an autoencoder and a softmax layer on its codes to tell labels apart; the decoder stays as it
 * was. Not thread-safe; single use.
 */
public final class FineTuning {
    private final ModelConfig config;
    private final Autoencoder model;
    private final Parameters initial;

    /**
     * Prepares the training.
     *
     * @param config the autoencoder
     * @param initial its weights; not modified
     * @throws IllegalArgumentException if its codes are not plain
     */
    public FineTuning(ModelConfig config, Parameters initial) {
        this.config = config;
        this.model = config.build();
        this.initial = initial;
        if (!(model.latent() instanceof Latent.Point)) {
            throw new IllegalArgumentException("fine-tuning needs a model of plain codes, but its codes are "
                    + model.latent().id());
        }
    }

    /**
     * What fine-tuning leaves behind.
     *
     * @param classes the names of the classes, in the order of the classifier's outputs
     * @param training the weights of the autoencoder and the classifier, and the course
     */
    public record Result(List<String> classes, TrainingResult training) {
        public Result {
            classes = List.copyOf(classes);
        }
    }

    /** Returns training by the cross-entropy of labels, Adam at 1e-3 in batches of 256, for this many epochs. */
    public static TrainerConfig defaults(int epochs) {
        return TrainerConfig.defaults(new Objective.LabelCrossEntropy(), epochs);
    }

    /**
     * Trains.
     *
     * @param train normalised samples with labels
     * @param validation normalised samples with labels that decide when to stop; may have no rows
     * @param training how; its objective is {@link Objective.LabelCrossEntropy}
     * @param options the seed, threads
     * @param listener hears of the course
     * @return the weights and the course
     * @throws IllegalArgumentException if there are no labels, or fewer than two
     * @throws IOException if a checkpoint cannot be written
     */
    public Result run(
            Dataset train, Dataset validation, TrainerConfig training, RunOptions options, TrainingListener listener)
            throws IOException {
        List<String> classes = classes(train);
        Parameters weights = WeightInitializer.initialize(
                ParameterLayout.of(model, classes.size()), config.initializer(), options.seed());
        for (Parameter parameter : initial.layout().parameters()) {
            weights.set(
                    weights.layout().parameter(parameter.name()),
                    initial.tensor(parameter).values());
        }
        Tasks.requireFreeCodes("fine-tuning", training);
        training.input().check(model.encoder().inputShape());
        Task task = new Task(
                training.input().corrupted(Chain.of("encoder", model.encoder()).then(classifierOf(classes.size()))),
                Losses.bind(new Objective.LabelCrossEntropy()),
                classes.size(),
                training.input().transform(model.encoder().inputShape()),
                name -> true);
        Kernels kernels = Kernels.best();
        GradientSession session = new GradientSession(
                new GradientSession.Subject(
                        model,
                        weights,
                        training.freezing().apply(task, weights.layout()),
                        data -> examples(data, classes)),
                training,
                options,
                kernels);
        return new Result(
                classes, new Trainer(config, training, options, kernels, session).train(train, validation, listener));
    }

    private Link classifierOf(int classes) {
        List<Link> links = Chain.classify(model, classes).links();
        return links.get(links.size() - 1);
    }

    private static List<String> classes(Dataset train) {
        List<String> classes = List.copyOf(new TreeSet<>(train.labels()));
        if (classes.size() < 2) {
            throw new IllegalArgumentException("fine-tuning needs at least 2 labels, but \"" + train.name() + "\" has "
                    + classes.size() + "; name a column of labels, or take a set that has them");
        }
        return classes;
    }

    /** Returns samples and rows of zeros with a 1 at the label. */
    private static Examples examples(Dataset data, List<String> classes) {
        Map<String, Integer> places = new HashMap<>();
        for (String name : classes) {
            places.put(name, places.size());
        }
        float[] targets = new float[Math.multiplyExact(data.rows(), classes.size())];
        for (int i = 0; i < data.rows(); i++) {
            Integer place =
                    data.labels().isEmpty() ? null : places.get(data.labels().get(i));
            if (place == null) {
                throw new IllegalArgumentException("every sample must have a label of the training part, but row " + i
                        + " of \"" + data.name() + "\" has "
                        + (data.labels().isEmpty()
                                ? "none"
                                : "\"" + data.labels().get(i) + "\""));
            }
            targets[i * classes.size() + place] = 1f;
        }
        return new Examples(data.values(), targets, data.rows());
    }
}
