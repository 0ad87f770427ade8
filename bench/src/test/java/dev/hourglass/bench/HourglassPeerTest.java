package dev.hourglass.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.hourglass.tensor.SeededRandom;
import dev.hourglass.tensor.Shape;
import dev.hourglass.tensor.kernel.Kernels;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HourglassPeerTest {
    private static final int ROWS = 40;
    private static final CaseDefinition TRAINING = CaseDefinition.training(
            "small", 16, "mse", Shape.of(6), List.of("linear:4", "relu"), List.of("linear:6", "sigmoid"));
    private static final CaseDefinition DRAWN = CaseDefinition.training(
            "drawn", 16, "elbo", Shape.of(6), List.of("linear:5", "relu", "linear:4"), List.of("linear:6"));

    @TempDir
    Path folder;

    @BeforeEach
    void writeData() throws IOException {
        SeededRandom random = new SeededRandom(3);
        float[] samples = new float[ROWS * 6];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (float) random.nextDouble();
        }
        NumberFiles.writeFloats(BenchData.samples(folder, 6), samples);
        NumberFiles.writeInts(BenchData.order(folder, 6), random.permutation(ROWS));
        WeightFiles.writeInitial(folder.resolve("w.f32"), TRAINING.model().build(), 1);
    }

    @Test
    void trainsBlockByBlockAsInOneRun() throws IOException {
        HourglassPeer peer = new HourglassPeer(folder, 1, Kernels.plain());
        assertThat(peer.answer(TRAINING.request("w.f32"))).isEqualTo("ok");
        assertThat(peer.answer(TRAINING.named("again").request("w.f32"))).isEqualTo("ok");

        peer.answer("run small 7");
        double last = loss(peer.answer("run small 5"));
        peer.answer("run again 7");
        double mean = 0;
        for (int i = 0; i < 5; i++) {
            mean += loss(peer.answer("run again 1"));
        }

        assertThat(last).isEqualTo(mean / 5).isBetween(0.0, 1.0);
        assertThat(peer.answer("weights small a.f64")).isEqualTo("ok");
        assertThat(peer.answer("weights again b.f64")).isEqualTo("ok");
        assertThat(NumberFiles.readDoubles(folder.resolve("a.f64")))
                .hasSize(6 * 4 + 4 + 4 * 6 + 6)
                .isEqualTo(NumberFiles.readDoubles(folder.resolve("b.f64")));
    }

    @Test
    void reconstructionsGiveTheLossOfTheFirstStep() throws IOException {
        HourglassPeer peer = new HourglassPeer(folder, 1, Kernels.plain());
        int[] inOrder = new int[ROWS];
        for (int i = 0; i < ROWS; i++) {
            inOrder[i] = i;
        }
        NumberFiles.writeInts(BenchData.order(folder, 6), inOrder);
        HourglassPeer trained = new HourglassPeer(folder, 1, Kernels.plain());
        trained.answer(TRAINING.request("w.f32"));
        peer.answer(TRAINING.request("w.f32").replace("train", "infer"));

        assertThat(loss(peer.answer("run small 2"))).isCloseTo(loss(trained.answer("run small 1")), within(1e-7));
    }

    @Test
    void startsWithVariancesThatLeaveNothingToDraw() throws IOException {
        Path file = folder.resolve("quiet.f32");
        WeightFiles.writeWithoutDraws(file, DRAWN.model().build(), 1);

        float[] values = NumberFiles.readFloats(file);
        int bias = 6 * 5 + 5 + 5 * 4; // of the layer that ends in 2 means and 2 variances
        assertThat(Arrays.copyOfRange(values, bias, bias + 4)).containsExactly(0, 0, -100, -100);
        assertThat(values).hasSize(bias + 4 + 2 * 6 + 6);
    }

    @Test
    void refusesUnknownRequests() throws IOException {
        HourglassPeer peer = new HourglassPeer(folder, 1, Kernels.plain());

        assertThatIllegalArgumentException()
                .isThrownBy(() -> peer.answer("walk small 3"))
                .withMessage("unknown request: walk small 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> peer.answer("run small 3"))
                .withMessage("\"small\" must be defined first; known are []");
    }

    @Test
    void definitionsSurviveTheProtocol() {
        for (BenchCase benchCase : BenchCase.all()) {
            CaseDefinition definition = benchCase.definition();
            assertThat(CaseDefinition.parse(List.of(definition.request("w").split(" ", -1))))
                    .isEqualTo(definition);
        }
    }

    private static double loss(String answer) {
        return Double.parseDouble(answer.split(" ", -1)[1]);
    }
}
