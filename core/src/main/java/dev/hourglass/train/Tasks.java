package dev.hourglass.train;

import dev.hourglass.model.Autoencoder;
import dev.hourglass.model.Latent;
import dev.hourglass.model.Likelihood;
import dev.hourglass.nn.Chain;
import dev.hourglass.nn.Link;
import dev.hourglass.nn.LossBinding;
import dev.hourglass.nn.TrainingPlan.Task;

/** Says what a plan runs for an objective, and refuses a model and an objective that do not fit. */
final class Tasks {
    private Tasks() {}

    /**
     * Builds the task of an objective.
     *
     * @throws IllegalArgumentException if the model has no place for the objective
     */
    static Task of(Autoencoder model, Objective objective, InputConfig input) {
        requireFit(model, objective);
        input.check(model.encoder().inputShape());
        if (objective instanceof Objective.Elbo elbo) {
            return task(
                    drawing(model, new Link.Draw((Latent.Gaussian) model.latent(), elbo.divergence())),
                    Losses.of(model.likelihood()),
                    input);
        }
        if (objective instanceof Objective.ImportanceWeighted weighted) {
            return task(
                    drawing(model, new Link.DrawMany((Latent.Gaussian) model.latent(), weighted.samples())),
                    Losses.of(model.likelihood()),
                    input);
        }
        if (objective instanceof Objective.VectorQuantized vector) {
            Link quantize = new Link.Quantize((Latent.Quantized) model.latent(), vector.commitment(), vector.decay());
            return task(drawing(model, quantize), Losses.bind(vector.reconstruction()), input);
        }
        if (objective instanceof Objective.Wasserstein wasserstein) {
            LossBinding distance = Losses.bind(wasserstein.reconstruction());
            return task(
                    drawing(model, new Link.MatchPrior(wasserstein.weight())),
                    new LossBinding(distance.loss(), distance.isFromLogits(), true),
                    input);
        }
        LossBinding loss = objective.needsLikelihood() ? Losses.of(model.likelihood()) : Losses.bind(objective);
        return task(drawing(model), loss, input);
    }

    private static Task task(Chain chain, LossBinding loss, InputConfig input) {
        return new Task(input.corrupted(chain), loss, 0, input.transform(chain.inputShape()), name -> true);
    }

    /** Returns encoder, what stands at the waist, decoder. */
    private static Chain drawing(Autoencoder model, Link... waist) {
        return Chain.of("encoder", model.encoder()).then(waist).then(new Link.Part("decoder", model.decoder()));
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
    }

    static void requireLatent(Latent latent, Objective objective) {
        String wanted = objective.latentKind();
        if (!latent.id().equals(wanted)) {
            throw new IllegalArgumentException("objective " + objective.id() + " needs a " + wanted
                    + " latent variable, but the model's is " + latent.id());
        }
    }
}
