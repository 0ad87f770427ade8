package dev.hourglass.compress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hourglass.compress.codec.CodecId;
import dev.hourglass.compress.container.EntryKind;
import dev.hourglass.error.HourglassException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every float comes back within its bound, whatever it is; all else comes back exactly. */
final class BoundedErrorTest {
    private static final CompressorConfig CONFIG = CompressorConfig.defaults().withChunkBytes(4096);
    private static final Path GOLDEN =
            Path.of("src", "test", "resources", "dev", "hourglass", "compress", "golden-bounded.hgz");
    private static final int COLUMNS = 3;
    private static final int ROWS = 700;

    /** Makes a value of a column. */
    @FunctionalInterface
    interface Maker {
        double value(SplittableRandom random, int row, double before);
    }

    static Stream<Maker> makers() {
        double[] extremes = {
            0.0,
            -0.0,
            Double.NaN,
            Double.POSITIVE_INFINITY,
            Double.NEGATIVE_INFINITY,
            Double.MIN_VALUE,
            Double.MAX_VALUE,
            -Double.MAX_VALUE,
            Float.MIN_VALUE,
            Float.MAX_VALUE,
            -Float.MAX_VALUE,
            1e-300,
            1e300,
            1
        };
        return Stream.of(
                (random, row, before) -> before + random.nextDouble() - 0.5,
                (random, row, before) -> random.nextDouble() * 1000 - 500,
                (random, row, before) -> 0.37,
                (random, row, before) -> row,
                (random, row, before) -> 1_700_000_000.0 + 60.0 * row,
                (random, row, before) -> extremes[random.nextInt(extremes.length)],
                (random, row, before) -> random.nextInt(5) == 0 ? Double.NaN : 20 + random.nextInt(3),
                (random, row, before) -> Double.longBitsToDouble(random.nextLong()),
                (random, row, before) -> Float.intBitsToFloat(random.nextInt()),
                (random, row, before) -> random.nextLong() * Double.MIN_VALUE,
                (random, row, before) -> 1e6 + random.nextDouble(),
                (random, row, before) -> random.nextInt(50) == 0 ? 1e12 : Math.rint(random.nextDouble() * 10) / 10);
    }

    @ParameterizedTest(name = "maker {index}")
    @MethodSource("makers")
    void everyValueIsWithinAnAbsoluteBound(Maker maker) throws IOException {
        for (double bound : new double[] {0, Double.MIN_VALUE, 1e-300, 1e-9, 0.01, 0.5, 1, 1e6, 1e300}) {
            for (boolean isDouble : new boolean[] {false, true}) {
                byte[] npy = npy(maker, isDouble);
                byte[] back = restore(compress(npy, ErrorBound.absolute(bound), 1));
                assertWithin(npy, back, isDouble, new double[] {bound, bound, bound});
            }
        }
    }

    @ParameterizedTest(name = "maker {index}")
    @MethodSource("makers")
    void everyValueIsWithinAPartOfItsColumnsRange(Maker maker) throws IOException {
        for (double part : new double[] {0, 1e-12, 1e-3, 1e-2, 0.5, 1}) {
            for (boolean isDouble : new boolean[] {false, true}) {
                byte[] npy = npy(maker, isDouble);
                byte[] back = restore(compress(npy, ErrorBound.relative(part), 1));
                assertWithin(npy, back, isDouble, rangeParts(npy, isDouble, part));
            }
        }
    }

    @Test
    void theFileIsSmallAndItsSumsAreThoseOfWhatComesBack() throws IOException {
        byte[] npy = npy(makers().toList().get(0), true);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        CompressionResult result = Compressor.of(CONFIG)
                .withMaxError(ErrorBound.absolute(0.01))
                .compress(List.of(new CompressorInput("a", () -> new ByteArrayInputStream(npy))), out);

        EntryResult entry = result.entries().get(0);
        assertThat(entry.kind()).isEqualTo(EntryKind.BOUNDED);
        assertThat(entry.chunks()).containsOnlyKeys(CodecId.BOUNDED);
        assertThat(entry.contentBytes()).isEqualTo(npy.length);
        assertThat(out.size()).isLessThan(npy.length / 5);
        Decompressor.of(DecompressorConfig.defaults()).verify(new ByteArrayInputStream(out.toByteArray()), "a");
    }

    @Test
    void constantColumnsAndStraightLinesCostNothing() throws IOException {
        byte[] constant = npy((random, row, before) -> 0.37, true);
        byte[] line = npy((random, row, before) -> row, true);

        int overhead = 500 + 5 * 70;
        assertThat(compress(constant, ErrorBound.relative(0.01), 1)).hasSizeLessThan(overhead);
        assertThat(compress(line, ErrorBound.absolute(0.5), 1)).hasSizeLessThan(overhead + 5 * 60);
    }

    @Test
    void whatIsNoFloatArrayComesBackExactly() throws IOException {
        byte[] text = "x,y\n1.5,2.5\n".repeat(100).getBytes(StandardCharsets.US_ASCII);
        byte[] integers = npyOf("<i4", 2, new byte[800]);
        for (byte[] content : List.of(text, integers, new byte[0])) {
            assertThat(restore(compress(content, ErrorBound.relative(0.5), 1))).isEqualTo(content);
        }
    }

    @Test
    void arraysOfAnyRankAndCutOnesComeBack() throws IOException {
        byte[] data = npy(makers().toList().get(0), false);
        byte[] values = Arrays.copyOfRange(data, 128, 128 + 4 * 2000);
        for (String shape : new String[] {"(2000,)", "(20, 100)", "(2, 10, 100)", "(50, 10, 2, 2)", "()", "(0, 3)"}) {
            byte[] npy = npyOf("<f4", shape, values);
            for (int length : new int[] {npy.length, npy.length - 1, npy.length - 402, 128}) {
                byte[] cut = Arrays.copyOf(npy, length);
                byte[] back = restore(compress(cut, ErrorBound.absolute(0.01), 1));
                assertThat(back).hasSameSizeAs(cut);
                for (int at = 128; at + 4 <= length; at += 4) {
                    assertThat((double) littleEndian(back).getFloat(at))
                            .isBetween(
                                    littleEndian(cut).getFloat(at) - 0.01,
                                    littleEndian(cut).getFloat(at) + 0.01);
                }
            }
        }
    }

    @Test
    void rowsOfManyColumnsComeBack() throws IOException {
        SplittableRandom random = new SplittableRandom(3);
        ByteBuffer data = ByteBuffer.allocate(8 * 1500 * 4).order(ByteOrder.LITTLE_ENDIAN);
        for (double walk = 0; data.hasRemaining(); walk += random.nextDouble() - 0.5) {
            data.putFloat((float) walk);
        }
        byte[] npy = npyOf("<f4", 1500, data.array());
        byte[] compressed = compress(npy, ErrorBound.absolute(0.1), 1);
        ByteBuffer back = littleEndian(restore(compressed));
        assertThat(compressed).hasSizeLessThan(npy.length / 5);
        for (int at = 128; at < npy.length; at += 4) {
            assertThat((double) Math.abs(back.getFloat(at) - littleEndian(npy).getFloat(at)))
                    .isLessThanOrEqualTo(0.1);
        }
    }

    /** A sensor that jitters between pairs of values costs nothing where one level can stand for both. */
    @Test
    void valuesThatJitterWithinTheBoundShareALevel() throws IOException {
        byte[] npy = npy((random, row, before) -> Math.floor(row / 200.0) + (random.nextBoolean() ? 0.98 : 1.02), true);
        assertThat(compress(npy, ErrorBound.absolute(0.025), 1)).hasSizeLessThan(800);
    }

    @Test
    void theFileDoesNotDependOnThreads() throws IOException {
        byte[] npy = npy(makers().toList().get(0), true);
        byte[] one = compress(npy, ErrorBound.relative(0.001), 1);
        for (int threads : new int[] {2, 3, 8}) {
            assertThat(compress(npy, ErrorBound.relative(0.001), threads)).isEqualTo(one);
        }
    }

    @Test
    void everyAlteredByteAndEveryCutIsNoticed() throws IOException {
        byte[] npy = npyOf("<f4", 3, Arrays.copyOfRange(npy(makers().toList().get(0), false), 128, 128 + 600));
        byte[] compressed = compress(npy, ErrorBound.relative(0.01), 1);
        for (int i = 0; i < compressed.length; i++) {
            byte[] altered = compressed.clone();
            altered[i] ^= (byte) (1 << i % Byte.SIZE);
            byte[] cut = Arrays.copyOf(compressed, i);
            assertThatThrownBy(() -> restore(altered)).as("byte %d", i).isInstanceOf(HourglassException.class);
            assertThatThrownBy(() -> restore(cut)).as("cut at %d", i).isInstanceOf(HourglassException.class);
        }
    }

    @Test
    void aDamagedChunkLeavesTheOthersWithinTheirBound(@TempDir Path folder) throws IOException {
        byte[] npy = npy(makers().toList().get(0), true);
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        Compressor.of(CONFIG.withChunkBytes(1024))
                .withMaxError(ErrorBound.absolute(0.01))
                .compress(List.of(new CompressorInput("a.npy", () -> new ByteArrayInputStream(npy))), whole);
        byte[] damaged = whole.toByteArray();
        damaged[damaged.length / 2] ^= 1;
        Path file = Files.write(folder.resolve("a.hgz"), damaged);

        ByteArrayOutputStream out = new ByteArrayOutputStream();
        SalvageResult result = Decompressor.of(DecompressorConfig.defaults()).salvage(file, new StreamOutput(out));

        List<Loss> lost =
                result.losses().stream().filter(loss -> loss.bytes() > 0).toList();
        assertThat(lost)
                .singleElement()
                .satisfies(loss -> assertThat(loss.name()).isEqualTo("a.npy"));
        int from = (int) lost.get(0).firstByte();
        int to = from + (int) lost.get(0).bytes();
        assertThat(to - from).isPositive().isLessThan(npy.length / 3);
        byte[] back = out.toByteArray();
        assertThat(Arrays.copyOfRange(back, from, to)).containsOnly(0);
        System.arraycopy(npy, from, back, from, to - from);
        assertWithin(npy, back, true, new double[] {0.01, 0.01, 0.01});
    }

    /** Made by this class with -Dgolden.update=true; every later version must read it. */
    @Test
    void aFileOfAnEarlierVersionGivesTheSameBytes() throws IOException {
        byte[] npy = npy((random, row, before) -> row % 50 == 7 ? Double.NaN : before + random.nextInt(9) - 4, false);
        byte[] compressed = compress(npy, ErrorBound.relative(0.01), 1);
        if (Boolean.getBoolean("golden.update")) {
            Files.write(GOLDEN, compressed);
        }
        byte[] golden = Files.readAllBytes(GOLDEN);
        assertWithin(npy, restore(golden), false, rangeParts(npy, false, 0.01));
        assertThat(restore(golden)).isEqualTo(restore(compressed));
    }

    @Test
    void boundsAreReadAndImpossibleOnesRefused() {
        assertThat(ErrorBound.parse("0.01")).isEqualTo(ErrorBound.absolute(0.01));
        assertThat(ErrorBound.parse("1%")).isEqualTo(ErrorBound.relative(0.01));
        assertThat(ErrorBound.parse("7%").label()).isEqualTo("7% of a column's range");
        assertThat(ErrorBound.parse("0.01").label()).isEqualTo("0.01");
        for (String text : new String[] {"-1", "NaN", "1e308", "101%", "-1%", "%", "", "a"}) {
            assertThatThrownBy(() -> ErrorBound.parse(text))
                    .as(text)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("the largest error must be");
        }
    }

    private static void assertWithin(byte[] before, byte[] after, boolean isDouble, double[] bounds) {
        assertThat(after).hasSameSizeAs(before);
        assertThat(Arrays.copyOf(after, 128)).isEqualTo(Arrays.copyOf(before, 128));
        int width = isDouble ? 8 : 4;
        for (int i = 0; i < ROWS * COLUMNS; i++) {
            double x = value(before, 128 + i * width, isDouble);
            double y = value(after, 128 + i * width, isDouble);
            if (Double.isFinite(x)) {
                assertThat(Math.abs(x - y))
                        .as("value %d: %s came back as %s", i, x, y)
                        .isLessThanOrEqualTo(bounds[i % COLUMNS]);
            } else {
                assertThat(Arrays.copyOfRange(after, 128 + i * width, 128 + (i + 1) * width))
                        .isEqualTo(Arrays.copyOfRange(before, 128 + i * width, 128 + (i + 1) * width));
            }
        }
    }

    private static double[] rangeParts(byte[] npy, boolean isDouble, double part) {
        double[] bounds = new double[COLUMNS];
        for (int column = 0; column < COLUMNS; column++) {
            double min = Double.POSITIVE_INFINITY;
            double max = Double.NEGATIVE_INFINITY;
            for (int row = 0; row < ROWS; row++) {
                double x = value(npy, 128 + (row * COLUMNS + column) * (isDouble ? 8 : 4), isDouble);
                min = Double.isFinite(x) ? Math.min(min, x) : min;
                max = Double.isFinite(x) ? Math.max(max, x) : max;
            }
            double bound = part * (max - min);
            bounds[column] = bound >= 0 && Double.isFinite(bound) ? bound : 0;
        }
        return bounds;
    }

    private static double value(byte[] bytes, int at, boolean isDouble) {
        return isDouble
                ? littleEndian(bytes).getDouble(at)
                : littleEndian(bytes).getFloat(at);
    }

    private static ByteBuffer littleEndian(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static byte[] npy(Maker maker, boolean isDouble) {
        SplittableRandom random = new SplittableRandom(7);
        ByteBuffer data =
                ByteBuffer.allocate(ROWS * COLUMNS * (isDouble ? 8 : 4)).order(ByteOrder.LITTLE_ENDIAN);
        double[] before = new double[COLUMNS];
        for (int row = 0; row < ROWS; row++) {
            for (int column = 0; column < COLUMNS; column++) {
                double value = maker.value(random, row, before[column]);
                before[column] = Double.isFinite(value) ? value : before[column];
                if (isDouble) {
                    data.putDouble(value);
                } else {
                    data.putFloat((float) value);
                }
            }
        }
        return npyOf(isDouble ? "<f8" : "<f4", COLUMNS, data.array());
    }

    private static byte[] npyOf(String type, int columns, byte[] data) {
        int rows = data.length / columns / (type.endsWith("8") ? 8 : 4);
        return npyOf(type, "(" + rows + ", " + columns + ")", data);
    }

    private static byte[] npyOf(String type, String shape, byte[] data) {
        String text = "{'descr': '" + type + "', 'fortran_order': False, 'shape': " + shape + ", }";
        byte[] header = (text + " ".repeat(117 - text.length()) + "\n").getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(128 + data.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0})
                .putShort((short) 118)
                .put(header)
                .put(data)
                .array();
    }

    private static byte[] compress(byte[] content, ErrorBound bound, int threads) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Compressor.of(CONFIG.withThreads(threads))
                .withMaxError(bound)
                .compress(List.of(new CompressorInput("a.npy", () -> new ByteArrayInputStream(content))), out);
        return out.toByteArray();
    }

    private static byte[] restore(byte[] compressed) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Decompressor.of(DecompressorConfig.defaults())
                .decompress(new ByteArrayInputStream(compressed), "a.hgz", new StreamOutput(out));
        return out.toByteArray();
    }
}
