package dev.hourglass.compress.lossless;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.hourglass.artifact.ModelFile;
import dev.hourglass.artifact.TrainedModel;
import dev.hourglass.artifact.UntrainedModel;
import dev.hourglass.compress.entropy.AdaptiveTable;
import dev.hourglass.compress.entropy.RansStack;
import dev.hourglass.compress.entropy.SymbolCoder;
import dev.hourglass.error.CorruptArtifactException;
import dev.hourglass.error.WrongModelException;
import dev.hourglass.tensor.kernel.Kernels;
import dev.hourglass.train.RunOptions;
import dev.hourglass.train.TrainingListener;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.CRC32;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CausalCoderTest {
    private static final int SIDE = 9;
    private static final int LEVELS = 16;
    private static final CausalTraining.Config SMALL = new CausalTraining.Config(2, List.of(24), 4000, 20, 32, 1e-2);

    private static TrainedModel model;

    /** Slanted bars whose brightness falls along a row: the next pixel follows from its neighbours. */
    private static int[] bars(int rows, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] values = new int[rows * SIDE * SIDE];
        for (int image = 0; image < rows; image++) {
            int start = random.nextInt(SIDE / 2);
            int bright = 6 + random.nextInt(LEVELS - 6);
            for (int row = 2; row < SIDE - 1; row++) {
                for (int i = 0; i < 4; i++) {
                    int column = Math.min(SIDE - 1, start + row / 3 + i);
                    values[(image * SIDE + row) * SIDE + column] = Math.max(1, bright - 2 * i);
                }
            }
        }
        return values;
    }

    @BeforeAll
    static void trainOnBars() throws IOException {
        model = new CausalTraining(SMALL, SIDE, SIDE, LEVELS)
                .train(bars(300, 1), 300, RunOptions.defaults(1), TrainingListener.SILENT);
    }

    private static CausalCoder coder() {
        return CausalCoder.create(model, SIDE, SIDE, LEVELS);
    }

    @Test
    void imagesComeBackAlsoThoseTheModelNeverSaw() {
        CausalCoder coder = coder();
        for (int rows : new int[] {0, 1, 2, 255, 256, 257, 600}) {
            int size = rows * SIDE * SIDE;
            int[][] data = {
                bars(rows, 7),
                new SplittableRandom(rows).ints(size, 0, LEVELS).toArray(),
                new int[size],
                new SplittableRandom(rows)
                        .ints(size, 0, 20)
                        .map(i -> i == 0 ? LEVELS - 1 : 0)
                        .toArray()
            };
            for (int[] values : data) {
                int[] before = values.clone();
                byte[] bytes = coder.encode(values, rows);
                assertThat(values).isEqualTo(before);
                assertThat(coder.decode("chunk 3", bytes, rows)).isEqualTo(values);
            }
        }
    }

    @Test
    void whatWasLearnedTakesFewBits() {
        int[] values = bars(500, 9);
        RansStack plain = RansStack.empty(1);
        SymbolCoder.push(plain, new AdaptiveTable(LEVELS), values, 0, values.length);
        assertThat(coder().encode(values, 500).length).isLessThan((int) plain.sizeBytes() / 2);
    }

    @Test
    void bytesDependOnNeitherThreadsNorKernelsNorTheModelsFile(@TempDir Path folder) throws IOException {
        int[] values = bars(300, 3);
        byte[] bytes = coder().encode(values, 300);
        CausalCoder threads = CausalCoder.create(model.withThreads(3), SIDE, SIDE, LEVELS);
        assertThat(threads.encode(values, 300)).isEqualTo(bytes);
        CausalCoder plain = CausalCoder.create(model, SIDE, SIDE, LEVELS, Kernels.plain());
        assertThat(plain.encode(values, 300)).isEqualTo(bytes);
        assertThat(plain.decode("chunk 3", bytes, 300)).isEqualTo(values);
        Path file = folder.resolve("model.safetensors");
        ModelFile.write(model, file);
        TrainedModel read = ModelFile.read(file).model();
        assertThat(CausalCoder.create(read, SIDE, SIDE, LEVELS).decode("chunk 3", bytes, 300))
                .isEqualTo(values);
        CRC32 crc = new CRC32();
        crc.update(bytes);
        assertThat(Long.toHexString(crc.getValue())).isEqualTo("ae2eec69");
    }

    @Test
    void everyFlippedBitAndEveryCutIsNoticed() {
        CausalCoder coder = coder();
        byte[] bytes = coder.encode(bars(8, 5), 8);
        for (int bit = 0; bit < bytes.length * 8; bit++) {
            byte[] changed = bytes.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            assertThatExceptionOfType(CorruptArtifactException.class)
                    .as("bit %d", bit)
                    .isThrownBy(() -> coder.decode("chunk 3", changed, 8));
        }
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatExceptionOfType(CorruptArtifactException.class)
                    .as("%d bytes", length)
                    .isThrownBy(() -> coder.decode("chunk 3", cut, 8));
        }
    }

    @Test
    void contextsHoldNothingThatComesLater() {
        CausalContext context = new CausalContext(2, SIDE, SIDE, LEVELS);
        float[] before = new float[context.size()];
        float[] after = new float[context.size()];
        for (int position = 0; position < SIDE * SIDE; position++) {
            int[] values =
                    new SplittableRandom(position).ints(SIDE * SIDE, 0, LEVELS).toArray();
            context.write(values, 0, position, before, 0);
            Arrays.fill(values, position, values.length, LEVELS - 1);
            context.write(values, 0, position, after, 0);
            assertThat(after).isEqualTo(before);
        }
        assertThat(context.write(new int[SIDE * SIDE], 0, 40, before, 0)).isFalse();
        assertThat(before[context.size() - 2]).isEqualTo(0.5f);
        assertThat(before[context.size() - 1]).isEqualTo(0.5f);
    }

    @Test
    void levelsThatTrainingNeverSawCanBeCoded() throws IOException {
        int[] dark = bars(100, 1);
        for (int i = 0; i < dark.length; i++) {
            dark[i] = Math.min(dark[i], 3);
        }
        TrainedModel few = new CausalTraining(SMALL, SIDE, SIDE, LEVELS)
                .train(dark, 100, RunOptions.defaults(1), TrainingListener.SILENT);
        assertThat(few.classes()).containsExactly("0", "1", "2", "3");
        CausalCoder coder = CausalCoder.create(few, SIDE, SIDE, LEVELS);
        int[] values = bars(20, 4);
        assertThat(coder.decode("chunk 3", coder.encode(values, 20), 20)).isEqualTo(values);
    }

    @Test
    void refusesModelsThatAreNoneOfIts() {
        assertThatExceptionOfType(WrongModelException.class)
                .isThrownBy(() -> CausalCoder.create(UntrainedModel.point(3), SIDE, SIDE, LEVELS))
                .withMessage("coding by pixel needs a classifier of contexts, of 2 r^2 + 2 r + 2 values, but the model"
                        + " takes 7 values and has 0 classes");
        assertThatExceptionOfType(WrongModelException.class)
                .isThrownBy(() -> CausalCoder.create(model, SIDE, SIDE, 8))
                .withMessageStartingWith("classes of a model that codes by pixel must be levels in [0, 8), but one is");
    }

    @Test
    void refusesValuesThatAreNoLevels() {
        int[] values = bars(2, 1);
        values[SIDE * SIDE + 3] = -1;
        assertThatIllegalArgumentException()
                .isThrownBy(() -> coder().encode(values, 2))
                .withMessage("values must be whole numbers in [0, 16), but value 3 of row 1 was -1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> coder().encode(values, 3))
                .withMessage("values must be at least 3 rows of 81, but there are 162 values");
    }
}
