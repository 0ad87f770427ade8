package dev.hourglass.compress.lossless;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

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
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class DifferenceCoderTest {
    private static final int HEIGHT = 6;
    private static final int WIDTH = 7;
    private static final CausalTraining.Config SMALL = new CausalTraining.Config(1, List.of(16), 4000, 12, 32, 1e-2);
    private static final Map<ImageShape, TrainedModel> MODELS = new ConcurrentHashMap<>();

    static List<ImageShape> shapes() {
        return List.of(
                ImageShape.grey(HEIGHT, WIDTH),
                new ImageShape(HEIGHT, WIDTH, 3, 1, false),
                new ImageShape(HEIGHT, WIDTH, 3, 1, true),
                new ImageShape(HEIGHT, WIDTH, 1, 2, false),
                new ImageShape(HEIGHT, WIDTH, 2, 2, false),
                new ImageShape(HEIGHT, WIDTH, 4, 2, true));
    }

    /** Slopes of any lightness, nearly the same in each channel. */
    private static int[] slopes(ImageShape shape, int rows, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] values = new int[rows * shape.values()];
        for (int image = 0; image < rows; image++) {
            int start = random.nextInt(shape.levels() / 2);
            int across = random.nextInt(5);
            for (int i = 0; i < HEIGHT * WIDTH; i++) {
                for (int k = 0; k < shape.channels(); k++) {
                    int value = start + i / WIDTH * 3 + i % WIDTH * across + k + random.nextInt(2);
                    values[image * shape.values() + shape.index(i / WIDTH, i % WIDTH, k)] = value;
                }
            }
        }
        return values;
    }

    private static TrainedModel model(ImageShape shape) {
        return MODELS.computeIfAbsent(shape, missing -> {
            try {
                return new CausalTraining(SMALL, missing)
                        .train(slopes(missing, 200, 1), 200, RunOptions.defaults(1), TrainingListener.SILENT);
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void imagesComeBackAlsoThoseTheModelNeverSaw(ImageShape shape) {
        CausalCoder coder = CausalCoder.create(model(shape), shape);
        for (int rows : new int[] {0, 1, 2, 255, 257}) {
            int size = rows * shape.values();
            int[][] data = {
                slopes(shape, rows, 7),
                new SplittableRandom(rows).ints(size, 0, shape.levels()).toArray(),
                new int[size],
                new SplittableRandom(rows)
                        .ints(size, 0, 2)
                        .map(i -> i * (shape.levels() - 1))
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

    @ParameterizedTest
    @MethodSource("shapes")
    void whatWasLearnedTakesFewBits(ImageShape shape) {
        int[] values = slopes(shape, 300, 9);
        RansStack plain = RansStack.empty(1);
        SymbolCoder.push(plain, new AdaptiveTable(shape.levels()), values, 0, values.length);
        assertThat(CausalCoder.create(model(shape), shape).encode(values, 300).length)
                .isLessThan((int) plain.sizeBytes() * 2 / 3);
    }

    @Test
    void channelsMayLieSideBySideOrOneAfterTheOther() {
        ImageShape pixels = shapes().get(1);
        ImageShape planes = shapes().get(2);
        byte[] bytes = CausalCoder.create(model(pixels), pixels).encode(slopes(pixels, 20, 4), 20);
        assertThat(CausalCoder.create(model(pixels), planes).encode(slopes(planes, 20, 4), 20))
                .isEqualTo(bytes);
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void contextsHoldNothingThatComesLater(ImageShape shape) {
        DifferenceContext context = new DifferenceContext(2, shape);
        float[] before = new float[context.size()];
        float[] after = new float[context.size()];
        SplittableRandom random = new SplittableRandom(3);
        int[] values = random.ints(shape.values(), 0, shape.levels()).toArray();
        int[] built = new int[shape.values()];
        for (int step = 0; step < context.steps(); step++) {
            boolean isAny = context.write(values, 0, step, before, 0);
            assertThat(context.write(built, 0, step, after, 0)).isEqualTo(isAny);
            assertThat(after).isEqualTo(before);
            context.put(built, 0, step, context.symbol(values, 0, step));
        }
        assertThat(built).isEqualTo(values);
    }

    @Test
    void bytesDependOnNeitherThreadsNorKernelsNorTheModelsFile(@TempDir Path folder) throws IOException {
        ImageShape shape = shapes().get(1);
        int[] values = slopes(shape, 300, 3);
        byte[] bytes = CausalCoder.create(model(shape), shape).encode(values, 300);
        assertThat(CausalCoder.create(model(shape).withThreads(3), shape).encode(values, 300))
                .isEqualTo(bytes);
        CausalCoder plain = CausalCoder.create(model(shape), shape, Kernels.plain());
        assertThat(plain.encode(values, 300)).isEqualTo(bytes);
        assertThat(plain.decode("chunk 3", bytes, 300)).isEqualTo(values);
        Path file = folder.resolve("model.safetensors");
        ModelFile.write(model(shape), file);
        assertThat(CausalCoder.create(ModelFile.read(file).model(), shape).decode("chunk 3", bytes, 300))
                .isEqualTo(values);
        CRC32 crc = new CRC32();
        crc.update(bytes);
        assertThat(Long.toHexString(crc.getValue())).isEqualTo("90741290");
    }

    @Test
    void everyFlippedBitAndEveryCutIsNoticed() {
        ImageShape shape = shapes().get(4);
        CausalCoder coder = CausalCoder.create(model(shape), shape);
        byte[] bytes = coder.encode(slopes(shape, 3, 5), 3);
        for (int bit = 0; bit < bytes.length * 8; bit++) {
            byte[] changed = bytes.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            assertThatExceptionOfType(CorruptArtifactException.class)
                    .as("bit %d", bit)
                    .isThrownBy(() -> coder.decode("chunk 3", changed, 3));
        }
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatExceptionOfType(CorruptArtifactException.class)
                    .as("%d bytes", length)
                    .isThrownBy(() -> coder.decode("chunk 3", cut, 3));
        }
    }

    @Test
    void modelsSayWhatTheyCode() {
        for (ImageShape shape : shapes()) {
            assertThat(CausalModels.kind(model(shape)))
                    .contains(new CausalModels.Kind(true, 1, shape.channels(), shape.bytesPerValue()));
        }
        assertThatExceptionOfType(WrongModelException.class)
                .isThrownBy(() -> CausalCoder.create(model(shapes().get(0)), shapes().get(1)))
                .withMessage("the model codes images of 1 channels of 1 bytes, but these have 3 of 1");
        assertThatExceptionOfType(WrongModelException.class)
                .isThrownBy(() -> CausalCoder.create(UntrainedModel.point(3), shapes().get(1)))
                .withMessageStartingWith("coding by pixel needs a classifier of contexts");
    }
}
