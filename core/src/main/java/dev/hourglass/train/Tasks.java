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
    static Task of(Autoencoder model, Objective objective) {
        requireFit(model, objective);
        if (objective instanceof Objective.Elbo elbo) {
            return Task.reconstruct(
                    drawing(model, new Link.Draw((Latent.Gaussian) model.latent(), elbo.divergence())),
                    Losses.of(model.likelihood()));
        }
        if (objective instanceof Objective.ImportanceWeighted weighted) {
            return Task.reconstruct(
                    drawing(model, new Link.DrawMany((Latent.Gaussian) model.latent(), weighted.samples())),
                    Losses.of(model.likelihood()));
        }
        LossBinding loss = objective.needsLikelihood() ? Losses.of(model.likelihood()) : Losses.bind(objective);
        return Task.reconstruct(drawing(model), loss);
    }

    /** Returns encoder, what stands at the waist, decoder. */
    private static Chain drawing(Autoencoder model, Link... waist) {
        return Chain.of("encoder", model.encoder()).then(waist).then(new Link.Part("decoder", model.decoder()));
    }

    private static void requireFit(Autoencoder model, Objective objective) {
        boolean hasLikelihood = !(model.likelihood() instanceof Likelihood.Direct);
        if (objective.needsLikelihood() != hasLikelihood) {
            throw new IllegalArgumentException("objective " + objective.id()
                    + (hasLikelihood
                            ? " compares values, but the decoder ends in the parameters of a "
                                    + model.likelihood().id()
                                    + " likelihood; use elbo, iwae or nll, or likelihood direct"
                            : " needs a likelihood; choose one of " + String.join(", ", Likelihood.ids())));
        }
        boolean draws = objective.drawsCodes();
        if (draws != model.latent() instanceof Latent.Gaussian) {
            throw new IllegalArgumentException("objective " + objective.id()
                    + (draws
                            ? " draws codes, so the latent variable must be gaussian"
                            : " draws no codes, so the latent variable must not be gaussian; use elbo or iwae"));
        }
    }
}
