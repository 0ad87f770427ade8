package dev.hourglass.compress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hourglass.compress.codec.CodecId;
import dev.hourglass.compress.container.EntryKind;
import dev.hourglass.error.HourglassException;
import dev.hourglass.error.MalformedDataException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Decimals in the columns of CSV come back within their bound; all else of it exactly. */
final class BoundedTableTest {
    private static final CompressorConfig CONFIG = CompressorConfig.defaults().withChunkBytes(4096);
    private static final Path GOLDEN =
            Path.of("src", "test", "resources", "dev", "hourglass", "compress", "golden-table.hgz");
    private static final int ROWS = 200;
    private static final ErrorBound HUNDREDTH = ErrorBound.absolute(0.01);

    /** Makes the cells of a column. */
    private static String column(double x, int row, int kind) {
        return switch (kind) {
            case 0 -> String.format("%.6f", x);
            case 1 -> String.valueOf(x);
            case 2 -> String.format("%.18e", x);
            case 3 -> row % 7 == 0 ? "" : row % 11 == 0 ? "NaN" : String.format("%.3f", x);
            case 4 -> "\"" + String.format("%.2f", x) + "\"";
            case 5 -> " " + Math.rint(x * 10) / 10;
            case 6 -> String.valueOf((double) (float) (x * 1e20));
            case 7 -> row % 3 == 0 ? String.valueOf((int) x) : String.format("%.4f", x);
            default -> String.valueOf(x * 1e-9);
        };
    }

    static Stream<IntFunction<String>> makers() {
        SplittableRandom random = new SplittableRandom(4);
        double[] walk = {20};
        return Stream.of(
                row -> line(walk[0] += random.nextDouble() - 0.5, row, 0, 1, 2, 3, 4),
                row -> line(random.nextDouble() * 100 - 50, row, 5, 6, 7, 8, 1),
                row -> line(StrictMath.sin(row / 30.0), row, 0, 0, 0, 1, 4),
                row -> line(random.nextInt(5) / 4.0, row, 3, 7, 1, 5, 2),
                row -> line(Double.longBitsToDouble(random.nextLong()), row, 1, 6, 8, 1, 1));
    }

    /** Puts a counter, a time and an identifier before the cells. */
    private static String line(double x, int row, int... kinds) {
        StringBuilder line = new StringBuilder()
                .append(row)
                .append(String.format(",2020-01-%02d %02d:00:00,id%03d", 1 + row / 24, row % 24, row % 17));
        for (int kind : kinds) {
            line.append(',').append(column(x, row, kind));
        }
        return line.toString();
    }

    private static byte[] table(IntFunction<String> maker, String end) {
        StringBuilder text = new StringBuilder("n,time,\"id, name\",0.5,b,c,d,1.25").append(end);
        for (int row = 0; row < ROWS; row++) {
            text.append(maker.apply(row)).append(end);
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    @ParameterizedTest(name = "maker {index}")
    @MethodSource("makers")
    void everyNumberIsWithinAnAbsoluteBound(IntFunction<String> maker) throws IOException {
        byte[] csv = table(maker, "\n");
        for (double bound : new double[] {0, 1e-9, 0.001, 0.01, 0.05, 7, 1e6, 1e300}) {
            byte[] back = restore(compress(csv, ErrorBound.absolute(bound), 1));
            assertWithin(csv, back, column -> bound);
        }
    }

    @ParameterizedTest(name = "maker {index}")
    @MethodSource("makers")
    void everyNumberIsWithinAPartOfItsColumnsRange(IntFunction<String> maker) throws IOException {
        byte[] csv = table(maker, "\r\n");
        for (double part : new double[] {0, 1e-3, 1e-2, 1}) {
            byte[] back = restore(compress(csv, ErrorBound.relative(part), 1));
            assertWithin(csv, back, column -> part * range(csv, column));
        }
    }

    private static double range(byte[] csv, int column) {
        double min = Double.POSITIVE_INFINITY;
        double max = Double.NEGATIVE_INFINITY;
        String[] lines = text(csv).split("\r?\n", -1);
        for (int i = 1; i < lines.length - 1; i++) {
            double x = number(lines[i].split(",", -1)[column]);
            min = Double.isNaN(x) ? min : Math.min(min, x);
            max = Double.isNaN(x) ? max : Math.max(max, x);
        }
        return max - min;
    }

    private static void assertWithin(byte[] before, byte[] after, IntFunction<Double> bounds) {
        String[] old = text(before).split("\n", -1);
        String[] now = text(after).split("\n", -1);
        assertThat(now).hasSameSizeAs(old);
        assertThat(now[0]).isEqualTo(old[0]);
        double[] bound = new double[8];
        Arrays.setAll(bound, i -> i < 3 ? 0 : bounds.apply(i));
        for (int row = 1; row < old.length - 1; row++) {
            String[] x = old[row].split(",", -1);
            String[] y = now[row].split(",", -1);
            assertThat(y).hasSameSizeAs(x);
            for (int i = 0; i < x.length; i++) {
                if (!x[i].equals(y[i])) {
                    assertThat(i).as(old[row]).isGreaterThanOrEqualTo(3);
                    assertThat(Math.abs(number(x[i]) - number(y[i])))
                            .as("%s, %s", x[i], y[i])
                            .isLessThanOrEqualTo(bound[i]);
                    assertThat(y[i].length()).isLessThanOrEqualTo(Math.max(40, x[i].length()));
                    assertThat(y[i].contains("\"")).isEqualTo(x[i].contains("\""));
                    assertThat(y[i].endsWith("\r")).isEqualTo(x[i].endsWith("\r"));
                }
            }
        }
        assertThat(after.length).isLessThanOrEqualTo(before.length);
    }

    private static double number(String cell) {
        String bare = cell.replace("\"", "").strip();
        try {
            double value = bare.isEmpty() ? Double.NaN : Double.parseDouble(bare);
            return Double.isInfinite(value) ? Double.NaN : value;
        } catch (NumberFormatException none) {
            return Double.NaN;
        }
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Test
    void theFileIsSmallAndItsSumsAreThoseOfWhatComesBack() throws IOException {
        byte[] csv = table(makers().toList().get(2), "\n");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        EntryResult entry = compressor(HUNDREDTH)
                .compress(List.of(input("a.csv", csv)), out)
                .entries()
                .get(0);

        assertThat(entry.kind()).isEqualTo(EntryKind.TABLE);
        assertThat(entry.chunks()).containsOnlyKeys(CodecId.NUMBERS);
        assertThat(entry.contentBytes()).isEqualTo(csv.length);
        assertThat(entry.refusal()).isEmpty();
        assertThat(out.size()).isLessThan(csv.length / 7);
        Decompressor.of(DecompressorConfig.defaults()).verify(new ByteArrayInputStream(out.toByteArray()), "a");
    }

    /**
     * Steps of 0.02 need two decimals, levels between them three; columns of fewer keep theirs, and whole numbers all.
     */
    @Test
    void numbersHaveTheDecimalsThatTheBoundNeeds() throws IOException {
        StringBuilder text = new StringBuilder("a,b,c,d,e\n");
        for (int i = 0; i < 4000; i++) {
            text.append(String.format("%.6f,%s,%d,%.1f,%.9e%n", i / 700.0, i / 7000.0, i, i / 10.0, i * i / 900.0));
        }
        String[] back = text(restore(compress(bytes(text.toString().replace("\r", "")), HUNDREDTH, 1)))
                .split("\n", -1);
        assertThat(back[11]).isEqualTo("0.02,0.0,10,1.0,0.12");
        assertThat(back[3001]).isEqualTo("4.28,0.426,3000,300.0,10000.00");
    }

    @Test
    void linesThatAreNoRowsAndTheFirstStayAsTheyAre() throws IOException {
        String odd = "# 1.234567,2.345678,3.456789\n\n1.234567\n,\n\"1.234567,\n1.234567,\"2.3,4\"\n";
        String rows = "1.234567,2.345678\n".repeat(40);
        byte[] csv = bytes("0.123456,0.234567\n" + rows + odd + rows + "1.234567,2.345678");
        String back = text(restore(compress(csv, HUNDREDTH, 1)));
        String near = "1.24,2.34\n".repeat(40);
        assertThat(back.replace("1.235", "1.24").replace("2.346", "2.34"))
                .isEqualTo("0.123456,0.234567\n" + near + odd.replace("1.234567,\"2", "1.24,\"2") + near
                        + "1.234567,2.345678");
    }

    @Test
    void whatIsNoTableComesBackExactlyAndSaysWhy() throws IOException {
        String rows = "1.25,2.5\n".repeat(20);
        Map<String, String> reasons = Map.of(
                "a\0b\n" + rows,
                "it must be text, but has a zero byte",
                "",
                "its second line must be one of a table, but is not",
                "x,y\n1.5,2.5\n",
                "it must have at least 8 lines after the first, but has 1",
                "x,y\n1.25,2.5\n".repeat(20).replace("x,y\n", "1.25\n"),
                "its lines must have the same number of cells, as the second has 2, but 19 of 39 have others",
                "words\nand words\n".repeat(20),
                "a column must have more decimals than the bound needs, but none has",
                "1,2\n3,4\n".repeat(20),
                "a column must have more decimals than the bound needs, but none has");
        for (Map.Entry<String, String> reason : reasons.entrySet()) {
            for (ErrorBound bound : List.of(ErrorBound.absolute(0.1), ErrorBound.relative(0.1))) {
                byte[] content = bytes(reason.getKey());
                ByteArrayOutputStream out = new ByteArrayOutputStream();
                EntryResult entry = compressor(bound)
                        .compress(List.of(input("a.csv", content)), out)
                        .entries()
                        .get(0);
                assertThat(entry.refusal()).contains(reason.getValue());
                assertThat(entry.kind()).isEqualTo(EntryKind.FILE);
                assertThat(restore(out.toByteArray())).isEqualTo(content);
            }
        }
    }

    @Test
    void aGzipFileComesBackAsItsText() throws IOException {
        byte[] csv = table(makers().toList().get(0), "\n");
        List<CompressorInput> inputs =
                List.of(input("f/a.csv.gz", gzip(csv)), input("f/b.gz", gzip(bytes("no table"))));
        for (ErrorBound bound : List.of(HUNDREDTH, ErrorBound.relative(0.001))) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            List<EntryResult> entries = compressor(bound).compress(inputs, out).entries();
            assertThat(entries).extracting(EntryResult::name).containsExactly("f/a.csv", "f/b.gz");
            assertThat(entries.get(0).contentBytes()).isEqualTo(csv.length);
            assertThat(entries.get(1).refusal()).isPresent();
            byte[] back = restore(out.toByteArray());
            byte[] plain = restore(compress(csv, bound, 1));
            assertThat(Arrays.copyOf(back, plain.length)).isEqualTo(plain);
            assertThat(Arrays.copyOfRange(back, plain.length, back.length)).isEqualTo(gzip(bytes("no table")));
        }
    }

    /** Of a pipe nothing is known to be available, also where one part ends and another follows. */
    @Test
    void aGzipFileOfSeveralPartsComesBackWhole() throws IOException {
        ByteArrayOutputStream parts = new ByteArrayOutputStream();
        ByteArrayOutputStream csv = new ByteArrayOutputStream();
        SplittableRandom random = new SplittableRandom(8);
        while (parts.size() < 200_000) {
            byte[] rows = new byte[random.nextInt(1, 20_000)];
            for (int i = 0; i < rows.length; i++) {
                rows[i] = (byte) (i % 7 == 6 ? '\n' : i % 7 == 1 ? '.' : '0' + random.nextInt(10));
            }
            parts.writeBytes(gzip(rows));
            csv.writeBytes(rows);
        }
        byte[] gzip = parts.toByteArray();
        CompressorInput pipe =
                new CompressorInput("a.csv.gz", () -> new FilterInputStream(new ByteArrayInputStream(gzip)) {
                    @Override
                    public int available() {
                        return 0;
                    }
                });
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        CompressorConfig config = CompressorConfig.defaults().withLevel(1);
        EntryResult entry = Compressor.of(config)
                .withMaxError(HUNDREDTH)
                .compress(List.of(pipe), out)
                .entries()
                .get(0);
        assertThat(entry.kind()).isEqualTo(EntryKind.TABLE);
        assertThat(entry.contentBytes()).isEqualTo(csv.size());
    }

    @Test
    void aGzipFileStaysWhereItsTextWouldTakeAnothersNameOrIsCut() throws IOException {
        byte[] csv = table(makers().toList().get(0), "\n");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        List<EntryResult> entries = compressor(HUNDREDTH)
                .compress(List.of(input("a.csv.gz", gzip(csv)), input("a.csv", csv)), out)
                .entries();
        assertThat(entries).extracting(EntryResult::kind).containsExactly(EntryKind.FILE, EntryKind.TABLE);
        assertThat(entries.get(0).refusal()).contains("its text would come back as a.csv, but that is another file");

        byte[] cut = Arrays.copyOf(gzip(csv), gzip(csv).length / 2);
        assertThat(compressor(ErrorBound.relative(0.01))
                        .compress(List.of(input("a.csv.gz", cut)), new ByteArrayOutputStream())
                        .entries()
                        .get(0)
                        .refusal())
                .contains("a gzip file must be sound, but is not: Unexpected end of ZLIB input stream");
        assertThatThrownBy(() -> compress("a.csv.gz", cut, HUNDREDTH, 1))
                .isInstanceOf(MalformedDataException.class)
                .hasMessage("a.csv.gz: a gzip file must be sound, but is not: Unexpected end of ZLIB input stream;"
                        + " leave --max-error out to keep it as it is");
    }

    /** A pipe can be read once; a relative bound needs the ranges first. */
    @Test
    void anAbsoluteBoundReadsOnceAndARelativeOneTwice() throws IOException {
        byte[] csv = table(makers().toList().get(0), "\n");
        for (ErrorBound bound : List.of(HUNDREDTH, ErrorBound.relative(0.01))) {
            AtomicInteger opened = new AtomicInteger();
            CompressorInput input = new CompressorInput("a.csv", () -> {
                opened.incrementAndGet();
                return new ByteArrayInputStream(csv);
            });
            compressor(bound).compress(List.of(input), new ByteArrayOutputStream());
            assertThat(opened).hasValue(bound.isRelative() ? 2 : 1);
        }
    }

    @Test
    void theFileDoesNotDependOnThreads() throws IOException {
        byte[] csv = table(makers().toList().get(0), "\n");
        byte[] one = compress(csv, ErrorBound.relative(0.001), 1);
        for (int threads : new int[] {2, 3, 8}) {
            assertThat(compress(csv, ErrorBound.relative(0.001), threads)).isEqualTo(one);
        }
    }

    /** Also where numbers would grow: 1e5 is shorter than 100000. */
    @Test
    void noFileIsLargerThanItsTextAndAFrame() throws IOException {
        SplittableRandom random = new SplittableRandom(9);
        for (int columns : new int[] {1, 2, 40}) {
            StringBuilder text = new StringBuilder("header\n");
            for (int i = 0; i < 400 * columns; i++) {
                text.append(random.nextInt(1, 10)).append(random.nextBoolean() ? "e5" : ".5");
                text.append((i + 1) % columns == 0 ? '\n' : ',');
            }
            byte[] csv = bytes(text.toString());
            for (double bound : new double[] {1e-6, 0.1, 3}) {
                byte[] compressed = compress(csv, ErrorBound.absolute(bound), 1);
                assertThat(compressed).hasSizeLessThanOrEqualTo(csv.length + 104 + 135 + 64);
                assertThat(restore(compressed)).hasSizeLessThanOrEqualTo(csv.length);
            }
        }
    }

    @Test
    void everyAlteredByteAndEveryCutIsNoticed() throws IOException {
        byte[] csv = Arrays.copyOf(table(makers().toList().get(0), "\n"), 1500);
        byte[] compressed = compress(csv, ErrorBound.relative(0.01), 1);
        for (int i = 0; i < compressed.length; i++) {
            byte[] altered = compressed.clone();
            altered[i] ^= (byte) (1 << i % Byte.SIZE);
            byte[] cut = Arrays.copyOf(compressed, i);
            assertThatThrownBy(() -> restore(altered)).as("byte %d", i).isInstanceOf(HourglassException.class);
            assertThatThrownBy(() -> restore(cut)).as("cut at %d", i).isInstanceOf(HourglassException.class);
        }
    }

    @Test
    void aDamagedChunkLeavesTheOthers(@TempDir Path folder) throws IOException {
        byte[] csv = table(makers().toList().get(0), "\n");
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        Compressor.of(CONFIG.withChunkBytes(1024))
                .withMaxError(HUNDREDTH)
                .compress(List.of(input("a.csv", csv)), whole);
        byte[] sound = restore(whole.toByteArray());
        byte[] damaged = whole.toByteArray();
        damaged[damaged.length / 2] ^= 1;
        Path file = Files.write(folder.resolve("a.hgz"), damaged);

        ByteArrayOutputStream out = new ByteArrayOutputStream();
        SalvageResult result = Decompressor.of(DecompressorConfig.defaults()).salvage(file, new StreamOutput(out));

        Optional<Loss> lost =
                result.losses().stream().filter(loss -> loss.bytes() > 0).findFirst();
        int from = (int) lost.orElseThrow().firstByte();
        int to = from + (int) lost.get().bytes();
        byte[] back = out.toByteArray();
        assertThat(Arrays.copyOfRange(back, from, to)).containsOnly(0);
        System.arraycopy(sound, from, back, from, to - from);
        assertThat(back).isEqualTo(sound);
    }

    /** Made by this class with -Dgolden.update=true; every later version must read it. */
    @Test
    void aFileOfAnEarlierVersionGivesTheSameBytes() throws IOException {
        byte[] csv = table(makers().toList().get(2), "\r\n");
        byte[] compressed = compress(csv, ErrorBound.relative(0.01), 1);
        if (Boolean.getBoolean("golden.update")) {
            Files.write(GOLDEN, compressed);
        }
        byte[] back = restore(Files.readAllBytes(GOLDEN));
        assertWithin(csv, back, column -> 0.01 * range(csv, column));
        assertThat(back).isEqualTo(restore(compressed));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(content);
        }
        return out.toByteArray();
    }

    private static CompressorInput input(String name, byte[] content) {
        return new CompressorInput(name, () -> new ByteArrayInputStream(content));
    }

    private static Compressor compressor(ErrorBound bound) {
        return Compressor.of(CONFIG).withMaxError(bound);
    }

    private static byte[] compress(byte[] content, ErrorBound bound, int threads) throws IOException {
        return compress("a.csv", content, bound, threads);
    }

    private static byte[] compress(String name, byte[] content, ErrorBound bound, int threads) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Compressor.of(CONFIG.withThreads(threads)).withMaxError(bound).compress(List.of(input(name, content)), out);
        return out.toByteArray();
    }

    private static byte[] restore(byte[] compressed) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Decompressor.of(DecompressorConfig.defaults())
                .decompress(new ByteArrayInputStream(compressed), "a.hgz", new StreamOutput(out));
        return out.toByteArray();
    }
}
