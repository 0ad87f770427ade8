package dev.hourglass.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.hourglass.model.ActivationFunction;
import dev.hourglass.tensor.SeededRandom;
import dev.hourglass.tensor.kernel.Kernels;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HourglassPeerTest {
    private static final int ROWS = 40;
    private static final CaseDefinition TRAINING = new CaseDefinition(
            "small", true, 16, "mse", List.of(6, 4, 6), List.of(ActivationFunction.RELU, ActivationFunction.SIGMOID));

    @TempDir
    Path folder;

    @BeforeEach
    void writeData() throws IOException {
        SeededRandom random = new SeededRandom(3);
        float[] samples = new float[ROWS * 6];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (float) random.nextDouble();
        }
        NumberFiles.writeFloats(folder.resolve(BenchData.DATA), samples);
        NumberFiles.writeInts(folder.resolve(BenchData.ORDER), random.permutation(ROWS));
        WeightFiles.writeInitial(folder.resolve("w.f32"), TRAINING.model().build(), 1);
    }

    @Test
    void trainsBlockByBlockAsInOneRun() throws IOException {
        HourglassPeer peer = new HourglassPeer(folder, 1, Kernels.plain());
        assertThat(peer.answer(TRAINING.request("w.f32"))).isEqualTo("ok");
        assertThat(peer.answer(TRAINING.named("again").request("w.f32"))).isEqualTo("ok");

        peer.answer("run small 7");
        String inTwo = peer.answer("run small 5");
        String inOne = peer.answer("run again 12");

        assertThat(loss(inTwo)).isEqualTo(loss(inOne)).isBetween(0.0, 1.0);
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
        NumberFiles.writeInts(folder.resolve(BenchData.ORDER), inOrder);
        HourglassPeer trained = new HourglassPeer(folder, 1, Kernels.plain());
        trained.answer(TRAINING.request("w.f32"));
        peer.answer(TRAINING.request("w.f32").replace("train", "infer"));

        assertThat(loss(peer.answer("run small 2"))).isCloseTo(loss(trained.answer("run small 1")), within(1e-7));
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
        for (BenchCase benchCase : BenchCase.values()) {
            CaseDefinition definition = benchCase.definition();
            assertThat(CaseDefinition.parse(List.of(definition.request("w").split(" ", -1))))
                    .isEqualTo(definition);
        }
    }

    private static double loss(String answer) {
        return Double.parseDouble(answer.split(" ", -1)[1]);
    }
}
