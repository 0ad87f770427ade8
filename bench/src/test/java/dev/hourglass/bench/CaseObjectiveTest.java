package dev.hourglass.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.hourglass.data.Corruption;
import dev.hourglass.model.Autoencoder;
import dev.hourglass.model.Latent;
import dev.hourglass.model.Likelihood;
import dev.hourglass.train.Objective;
import dev.hourglass.train.TrainerConfig;
import org.junit.jupiter.api.Test;

class CaseObjectiveTest {
    @Test
    void textsSurvive() {
        String text = "vq;code-dimension=8;codebook=128;reconstruction=bce";

        CaseObjective read = CaseObjective.parse(text);

        assertThat(read.text()).isEqualTo(text);
        assertThat(read.objective()).isEqualTo(Objective.VectorQuantized.defaults(new Objective.BinaryCrossEntropy()));
        assertThat(read.latent(64)).isEqualTo(new Latent.Quantized(8, 128, 8));
        assertThat(read.isPlain()).isFalse();
    }

    @Test
    void refusesOptionsThatPeersDoNotKnow() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CaseObjective.parse("elbo;beta=4"))
                .withMessageContaining("beta");
    }

    @Test
    void modelsOfFamiliesAreThoseTheirNamesSay() {
        assertThat(model("vae-mixture").likelihood()).isEqualTo(new Likelihood.LogisticMixture(5));
        assertThat(model("vae-categorical").likelihood()).isEqualTo(new Likelihood.Categorical(256));
        assertThat(model("vae-levels").networks()).containsKeys("posterior_2", "prior_1");
        assertThat(model("conv-vq-vae").latent()).isEqualTo(new Latent.Quantized(49, 128, 8));
        assertThat(model("rbm-cd").latent()).isEqualTo(new Latent.Point(500));
        TrainerConfig denoising =
                BenchCase.from("denoising").definition().objective().trainer(64);
        assertThat(denoising.input().corruption()).contains(Corruption.from("gaussian:0.5"));
        assertThat(denoising.batchSize()).isEqualTo(64);
    }

    /** Where engines draw what they learn from, weights cannot be compared, and losses only roughly. */
    @Test
    void chanceDecidesWhatIsCompared() {
        assertThat(BenchCase.from("sparse").definition().isChecked()).isTrue();
        assertThat(BenchCase.from("iwae").definition().isChecked()).isTrue();
        assertThat(BenchCase.from("denoising").definition().isChecked()).isFalse();
        assertThat(BenchCase.from("gan").definition().isChecked()).isFalse();
        assertThat(BenchCase.from("gan").isFor("jax")).isFalse();
        assertThat(BenchCase.from("vae-784-400-20").isFor("jax")).isTrue();
    }

    private static Autoencoder model(String name) {
        return BenchCase.from(name).definition().model().build();
    }
}
