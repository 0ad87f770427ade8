package dev.hourglass.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class SideBySideOptionsTest {
    @Test
    void measuresEverythingOnTheCurrentJdkByDefault() {
        SideBySideOptions options = parse();

        assertThat(options.jdks()).containsExactly(Jdk.current());
        assertThat(options.cases()).containsExactlyElementsOf(BenchCase.all());
        assertThat(options.peers()).containsExactly("torch", "torch-channels-last", "torch-compile", "jax");
        assertThat(options.python()).isEqualTo("python3");
        assertThat(options.sizes()).isEqualTo(new SideBySideOptions.Sizes(9, 6, 250, 60_000, 2));
    }

    @Test
    void halfTheVectorWidthIsAnOptionOfOurJvms() {
        SideBySideOptions options = parse("--avx2", "--java-option", "-Xint", "--cases", "inference-1");

        assertThat(options.javaOptions()).containsExactly("-Xint", "-XX:UseAVX=2");
        assertThat(options.isHalfWidth()).isTrue();
        assertThat(options.cases()).containsExactly(ClassicCases.INFERENCE_1);
    }

    @Test
    void refusesUnknownWords() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> parse("--peers", "keras"))
                .withMessage("a peer must be one of [torch, torch-channels-last, torch-compile, jax,"
                        + " torch-plain-malloc], but was \"keras\"");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> parse("--cases", "784-1-784"))
                .withMessageEndingWith("but was \"784-1-784\"");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> parse("--fast"))
                .withMessageEndingWith("but \"--fast\" was given");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> parse("--rounds", "0"))
                .withMessage("--rounds must be a number of at least 1, but was \"0\"");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> parse("--jdk", "17"))
                .withMessage("--jdk must be NAME=PATH, but was \"17\"");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> parse("--rounds"))
                .withMessage("--rounds must be followed by a value");
    }

    @Test
    void requiresWhatWasPromised() {
        assertThat(ClassicCases.DENSE_32.required("torch")).isEqualTo(4);
        assertThat(ClassicCases.DENSE_32.required("jax")).isEqualTo(1.7);
        assertThat(ClassicCases.DENSE_32.required("torch-compile")).isZero();
        assertThat(ClassicCases.INFERENCE_10000.required("torch-compile")).isEqualTo(1.5);
        assertThat(ClassicCases.CONV.required("torch-channels-last")).isEqualTo(8);
        assertThat(ClassicCases.CONV.required("torch-compile")).isEqualTo(8);
        assertThat(ClassicCases.DENSE_VAE.required("jax")).isEqualTo(1.2);
        assertThat(ClassicCases.CODEC.required("torch")).isEqualTo(1.2);
    }

    private static SideBySideOptions parse(String... words) {
        return SideBySideOptions.parse(words, "python3");
    }
}
