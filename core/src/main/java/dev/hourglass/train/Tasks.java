package dev.hourglass.train;

import dev.hourglass.model.Activation;
import dev.hourglass.model.ActivationFunction;
import dev.hourglass.model.Autoencoder;
import dev.hourglass.model.Dropout;
import dev.hourglass.model.Hierarchical;
import dev.hourglass.model.Latent;
import dev.hourglass.model.Layer;
import dev.hourglass.model.Likelihood;
import dev.hourglass.model.Linear;
import dev.hourglass.nn.Chain;
import dev.hourglass.nn.CodePenalty;
import dev.hourglass.nn.Link;
import dev.hourglass.nn.LossBinding;
import dev.hourglass.nn.TrainingPlan.Task;
import java.util.List;

/** Says what a plan runs for an objective, and refuses a model and an objective that do not fit. */
final class Tasks {
    private Tasks() {}

    /**
     * Builds the task of a configuration's objective, inputs and penalty on codes.
     *
     * @throws IllegalArgumentException if the model has no place for one of them
     */
    static Task of(Autoencoder model, TrainerConfig config) {
        Objective objective = config.objective();
        requireFit(model, objective);
        requireFit(model, config.codePenalty());
        config.input().check(model.encoder().inputShape());
        if (objective instanceof Objective.Elbo elbo) {
            Link draw = model.latent() instanceof Hierarchical levels
                    ? new Link.DrawLevels(levels, elbo.divergence())
                    : new Link.Draw((Latent.Gaussian) model.latent(), elbo.divergence());
            return task(drawing(model, config, draw), Losses.of(model.likelihood()), config.input());
        }
        if (objective instanceof Objective.ImportanceWeighted weighted) {
            return task(
                    drawing(model, config, new Link.DrawMany((Latent.Gaussian) model.latent(), weighted.samples())),
                    Losses.of(model.likelihood()),
                    config.input());
        }
        if (objective instanceof Objective.VectorQuantized vector) {
            Link quantize = new Link.Quantize((Latent.Quantized) model.latent(), vector.commitment(), vector.decay());
            return task(drawing(model, config, quantize), Losses.bind(vector.reconstruction()), config.input());
        }
        if (objective instanceof Objective.RateDistortion rate) {
            Latent.Coded latent = (Latent.Coded) model.latent();
            return task(
                    drawing(model, config, new Link.Code(latent, Link.Code.Seen.LEVELS, rate.settling())),
                    Losses.of(rate.distortion(), model.encoder().inputShape(), latent.middleTradeoff()),
                    config.input());
        }
        if (objective instanceof Objective.Wasserstein wasserstein) {
            LossBinding distance = Losses.bind(wasserstein.reconstruction());
            return task(
                    drawing(model, config, new Link.MatchPrior(wasserstein.weight())),
                    new LossBinding(distance.loss(), distance.isFromLogits(), true),
                    config.input());
        }
        if (objective instanceof Objective.CodeMatching matching) {
            return task(
                    drawing(model, config, new Link.MatchCode(matching.alpha())),
                    Losses.scaled(matching.reconstruction(), (float) (1 - matching.alpha())),
                    config.input());
        }
        LossBinding loss = objective.needsLikelihood() ? Losses.of(model.likelihood()) : Losses.bind(objective);
        return task(drawing(model, config), loss, config.input());
    }

    private static Task task(Chain chain, LossBinding loss, InputConfig input) {
        return new Task(input.corrupted(chain), loss, 0, input.transform(chain.inputShape()), name -> true);
    }

    /** Returns encoder, what stands at the waist, decoder. */
    private static Chain drawing(Autoencoder model, TrainerConfig config, Link... waist) {
        return encoding(model, config.codePenalty()).then(waist).then(new Link.Part("decoder", model.decoder()));
    }

    private static Chain encoding(Autoencoder model, CodePenalty penalty) {
        Chain encoder = Chain.of("encoder", model.encoder());
        if (penalty instanceof CodePenalty.None) {
            return encoder;
        }
        return penalty instanceof CodePenalty.Contractive contractive
                ? contracting(model, contractive.weight())
                : encoder.then(new Link.Penalize(penalty));
    }

    /** The Jacobian of one layer is known; that of more is estimated. */
    private static Chain contracting(Autoencoder model, double weight) {
        Link encoder = new Link.Part("encoder", model.encoder());
        List<Layer> layers = model.encoder().layers();
        ActivationFunction function = layers.get(layers.size() - 1) instanceof Activation activation
                ? activation.function()
                : ActivationFunction.LINEAR;
        boolean isOneLayer = layers.get(0) instanceof Linear
                && layers.size() == (function == ActivationFunction.LINEAR ? 1 : 2)
                && Link.Contract.knows(function);
        List<Link> links = isOneLayer
                ? List.of(encoder, new Link.Contract(weight, function))
                : List.of(new Link.Perturb(), encoder, new Link.Pair(weight));
        return new Chain(model.encoder().inputShape(), links);
    }

    private static void requireFit(Autoencoder model, CodePenalty penalty) {
        if (penalty instanceof CodePenalty.None) {
            return;
        }
        if (!(model.latent() instanceof Latent.Point)) {
            throw new IllegalArgumentException("code penalty " + penalty.id()
                    + " needs a point latent variable, but the model's is "
                    + model.latent().id());
        }
        List<Layer> layers = model.encoder().layers();
        if (penalty instanceof CodePenalty.Contractive) {
            requireSteady(layers);
        }
        Layer last = layers.get(layers.size() - 1);
        if (penalty instanceof CodePenalty.Sparsity && !last.equals(new Activation(ActivationFunction.SIGMOID))) {
            throw new IllegalArgumentException("code penalty kl compares probabilities, so the encoder must end in a"
                    + " sigmoid, but ends in "
                    + (last instanceof Activation activation
                            ? activation.function().id()
                            : "a linear layer")
                    + "; use code activation sigmoid, or code penalty l1");
        }
    }

    private static void requireSteady(List<Layer> encoder) {
        if (encoder.stream().anyMatch(Dropout.class::isInstance)) {
            throw new IllegalArgumentException("code penalty contractive compares codes of samples a small step apart,"
                    + " so the encoder must drop nothing, but has dropout; leave one of them out");
        }
    }

    /** Requires that nothing is asked of codes. */
    static void requireFreeCodes(String what, TrainerConfig config) {
        if (!(config.codePenalty() instanceof CodePenalty.None)) {
            throw new IllegalArgumentException(what + " takes no penalty on codes, but has "
                    + config.codePenalty().id() + "; leave it out");
        }
    }

    private static void requireFit(Autoencoder model, Objective objective) {
        if (objective instanceof Objective.LabelCrossEntropy) {
            throw new IllegalArgumentException(
                    "objective labels trains classifiers, not autoencoders; fine-tune a trained model instead");
        }
        boolean hasLikelihood = !(model.likelihood() instanceof Likelihood.Direct);
        if (objective.needsLikelihood() != hasLikelihood) {
            throw new IllegalArgumentException("objective " + objective.id()
                    + (hasLikelihood
                            ? " compares values, but the decoder ends in the parameters of a "
                                    + model.likelihood().id()
                                    + " likelihood; use elbo, iwae or nll, or likelihood direct"
                            : " needs a likelihood; choose one of " + String.join(", ", Likelihood.ids())));
        }
        requireLatent(model.latent(), objective);
        if (objective instanceof Objective.CodeMatching && model.latent().size() != model.features()) {
            throw new IllegalArgumentException("objective code-matching compares codes with samples value by value, so"
                    + " the code must have the " + model.features() + " values of a sample, but has "
                    + model.latent().size() + "; set latent to " + model.features());
        }
    }

    static void requireLatent(Latent latent, Objective objective) {
        String wanted = objective.latentKind();
        boolean isHierarchy = objective instanceof Objective.Elbo && latent instanceof Hierarchical;
        if (!isHierarchy && !latent.id().equals(wanted)) {
            throw new IllegalArgumentException("objective " + objective.id() + " needs a " + wanted
                    + " latent variable, but the model's is " + latent.id() + "; choose latent kind " + wanted);
        }
    }
}
