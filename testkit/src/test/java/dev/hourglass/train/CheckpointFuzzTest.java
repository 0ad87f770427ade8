package dev.hourglass.train;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.hourglass.file.SafetensorsFile;
import dev.hourglass.model.DenseConfig;
import dev.hourglass.nn.ParameterLayout;
import dev.hourglass.nn.Parameters;
import dev.hourglass.tensor.Shape;
import dev.hourglass.testkit.Fuzzing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Any bytes as a checkpoint, and as what a sealed one says beside its weights. */
final class CheckpointFuzzTest {
    private static final String RUN = "run";
    private static final List<String> KEYS = List.of("step", "schedule", "stopping", "reason", "epochs", "warnings");
    private static final ParameterLayout LAYOUT =
            ParameterLayout.of(DenseConfig.defaults(Shape.of(3), List.of(), 2).build());
    private static final List<Parameters> STATE = List.of(new Parameters(LAYOUT));

    @FuzzTest
    void anyFile(byte[] bytes) throws IOException {
        Path file = Fuzzing.file("any.checkpoint", bytes);
        Fuzzing.reads(bytes, () -> assertComesBack(Checkpoint.read(file, RUN, LAYOUT, STATE)));
    }

    /** The texts of the keys follow each other, a zero between them. */
    @FuzzTest
    void anyTexts(byte[] bytes) throws IOException {
        String[] texts = new String(bytes, StandardCharsets.UTF_8).split("\0", -1);
        Map<String, String> metadata = new TreeMap<>(Map.of(RUN, RUN));
        for (int i = 0; i < Math.min(texts.length, KEYS.size()); i++) {
            metadata.put(KEYS.get(i), texts[i]);
        }
        Path file = Fuzzing.file("texts.checkpoint", new byte[0]);
        SafetensorsFile.write(file, metadata, entries());
        Fuzzing.reads(bytes, () -> assertComesBack(Checkpoint.read(file, RUN, LAYOUT, STATE)));
    }

    private static List<SafetensorsFile.Entry> entries() {
        List<SafetensorsFile.Entry> entries = new ArrayList<>();
        for (int number = 0; number < 3; number++) {
            for (var parameter : LAYOUT.parameters()) {
                entries.add(new SafetensorsFile.Entry(
                        number + "." + parameter.name(),
                        parameter.shape(),
                        new float[parameter.shape().size()]));
            }
        }
        return entries;
    }

    private static void assertComesBack(Checkpoint checkpoint) throws IOException {
        Path file = Fuzzing.file("again.checkpoint", new byte[0]);
        checkpoint.write(file, RUN);
        Checkpoint again = Checkpoint.read(file, RUN, LAYOUT, STATE);
        assertThat(again.step).isEqualTo(checkpoint.step);
        assertThat(again.schedule).isEqualTo(checkpoint.schedule);
        assertThat(again.stopping).isEqualTo(checkpoint.stopping);
        assertThat(again.reason).isEqualTo(checkpoint.reason);
        assertThat(again.epochs).isEqualTo(checkpoint.epochs);
        assertThat(again.warnings).isEqualTo(checkpoint.warnings);
    }
}
