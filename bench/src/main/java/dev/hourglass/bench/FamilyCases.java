package dev.hourglass.bench;

import dev.hourglass.tensor.Shape;
import java.util.List;

/**
 * The families and objectives beside the classic ones, in the sizes of {@code experiments/}: none may be slower than
 * PyTorch, whichever way that runs.
 */
final class FamilyCases {
    private static final Shape IMAGE = Shape.of(784);

    /** All of them. */
    static final List<BenchCase> ALL = List.of(
            dense("denoising", 64, "bce;corruption=gaussian:0.5", "256;relu;64", "256;relu;784;sigmoid"),
            dense("sparse", 100, "bce;code-penalty=kl", "200;sigmoid", "784;sigmoid"),
            dense("k-sparse", 100, "bce", "200;top-k:25", "784;sigmoid"),
            dense("contractive", 100, "bce;code-penalty=contractive", "128;sigmoid", "784;sigmoid"),
            dense("code-matching", 100, "code-matching", "128;relu;784", "128;relu;784;sigmoid"),
            dense("vae-gaussian", 128, "elbo;likelihood=gaussian-variance", "400;relu;40", "400;relu;1568"),
            dense("vae-mixture", 128, "elbo;likelihood=logistic-mixture", "400;relu;40", "400;relu;11760")
                    .withCallsPerStep(0.2),
            dense("vae-beta-binomial", 128, "elbo;likelihood=beta-binomial", "200;relu;100", "200;relu;1568"),
            dense("vae-categorical", 128, "elbo;likelihood=categorical", "100;relu;40", "100;relu;200704")
                    .withCallsPerStep(0.02),
            dense("vae-levels", 128, "elbo;upper-latent=25;between-latents=100", "200;relu;100", "200;relu;784"),
            dense("iwae", 100, "iwae", "200;tanh;200;tanh;100", "200;tanh;200;tanh;784"),
            dense(
                    "vq-vae",
                    128,
                    "vq;reconstruction=bce;codebook=128;code-dimension=8",
                    "256;relu;64",
                    "256;relu;784;sigmoid"),
            images(
                            "conv-vq-vae",
                            128,
                            "vq;reconstruction=bce;codebook=128;code-dimension=8",
                            "conv:16:4:stride=2:padding=1;relu;conv:32:4:stride=2:padding=1;relu;conv:8:1",
                            "conv:32:3;relu;deconv:16:4:stride=2:padding=1;relu;deconv:1:4:stride=2:padding=1;sigmoid")
                    .withCallsPerStep(0.2),
            dense("wae", 100, "wae", "256;relu;8", "256;relu;784;sigmoid"),
            dense("aae", 100, "aae", "256;relu;8", "256;relu;784;sigmoid"),
            dense("gan", 100, "gan", "256;relu;32", "256;relu;784;sigmoid"),
            dense("vae-gan", 100, "vae-gan", "256;relu;32", "256;relu;784;sigmoid"),
            dense("rbm-cd", 100, "cd", "500;sigmoid", "784;sigmoid"),
            dense("rbm-pcd", 100, "pcd", "500;sigmoid", "784;sigmoid"));

    private FamilyCases() {}

    /** Describes fully connected layers; a bare number is a linear layer of that size. */
    private static BenchCase dense(String name, int batchSize, String objective, String encoder, String decoder) {
        return of(name, batchSize, objective, IMAGE, layers(encoder), layers(decoder));
    }

    private static BenchCase images(String name, int batchSize, String objective, String encoder, String decoder) {
        return of(
                name,
                batchSize,
                objective,
                Shape.of(1, 28, 28),
                List.of(encoder.split(";", -1)),
                List.of(decoder.split(";", -1)));
    }

    private static BenchCase of(
            String name, int batchSize, String objective, Shape shape, List<String> encoder, List<String> decoder) {
        return new BenchCase(
                CaseDefinition.training(name, batchSize, objective, shape, encoder, decoder), 1, Goals.overBest(1, 0));
    }

    private static List<String> layers(String texts) {
        return List.of(texts.split(";", -1)).stream()
                .map(text -> Character.isDigit(text.charAt(0)) ? "linear:" + text : text)
                .toList();
    }
}
