package dev.hourglass.reproduce;

import dev.hourglass.compress.CompressionResult;
import dev.hourglass.compress.Compressor;
import dev.hourglass.compress.CompressorConfig;
import dev.hourglass.compress.CompressorInput;
import dev.hourglass.compress.Decompressor;
import dev.hourglass.compress.DecompressorConfig;
import dev.hourglass.compress.ErrorBound;
import dev.hourglass.compress.StreamOutput;
import dev.hourglass.compress.codec.DeflateCodec;
import dev.hourglass.data.SensorTables;
import dev.hourglass.file.NpyFile;
import dev.hourglass.tensor.Tensor;
import dev.hourglass.train.TrainingListener;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Compresses five sets of tables and series within a bound of 0.1 % and of 1 % of each column's range, each set as one
 * file, decodes them again, checks every value, and counts all bytes of the file: names, headers, ranges, sums and
 * index too.
 *
 * <p>Beside it stands what people do without such a tool: round each value to a multiple of twice the bound, from the
 * column's least value on, and compress the whole numbers, 16 bits each, with xz -9e: row by row, as they lie in the
 * file, or for each table row by row or column by column, whichever is smaller. Neither ranges nor names are counted
 * there. To be half as large again is demanded of both, at each level and bound in the geometric mean of the sets, and
 * over the better order also in that of sets and bounds.
 */
final class BoundedTables implements Recipe {
    private static final double[] PARTS = {1e-3, 1e-2};
    private static final int[] LEVELS = {DeflateCodec.DEFAULT_LEVEL, DeflateCodec.MAX_LEVEL};
    private static final double GOAL = 1.5;
    private static final List<Rival> RIVALS = List.of(
            new Rival("smd", new Sizes(2_236_808, 1_824_984), new Sizes(984_736, 829_624)),
            new Rival("asd", new Sizes(676_568, 563_296), new Sizes(453_512, 394_024)),
            new Rival("ecg5000", new Sizes(677_552, 677_552), new Sizes(288_480, 288_480)),
            new Rival("nab", new Sizes(108_580, 108_580), new Sizes(52_924, 52_924)),
            new Rival("cmapss-fd001", new Sizes(650_412, 487_816), new Sizes(396_496, 308_712)));

    /** What rounding and xz -9e make of a set, in bytes: row by row, and in the better order. */
    private record Sizes(long rows, long better) {}

    /** A set, and what others make of it at both bounds. */
    private record Rival(String set, Sizes atThousandth, Sizes atHundredth) {
        Sizes sizes(double part) {
            return part == PARTS[0] ? atThousandth : atHundredth;
        }
    }

    @Override
    public String name() {
        return "bounded-error";
    }

    @Override
    public String description() {
        return "SMD, ASD, ECG5000, NAB and C-MAPSS within 0.1 % and 1 % of each column's range, beside rounding and xz -9e";
    }

    /** A quick run measures at the usual level only. */
    @Override
    public List<Finding> run(Reproduction run, TrainingListener listener) throws IOException {
        int[] levels = run.options().isQuick() ? new int[] {LEVELS[0]} : LEVELS;
        List<Finding> findings = new ArrayList<>();
        for (int level : levels) {
            long started = System.nanoTime();
            double product = 1;
            for (double part : PARTS) {
                product *= measure(run, part, level, findings);
            }
            double mean = StrictMath.pow(product, 1.0 / (PARTS.length * RIVALS.size()));
            String metric = "times smaller than rounding and xz -9e in the better order of each table, level " + level
                    + ", geometric mean of sets and bounds";
            findings.add(run.finding(this, Figure.above(metric, GOAL), mean, started));
        }
        return findings;
    }

    /** Returns the product of how many times smaller than the better order the sets are. */
    private double measure(Reproduction run, double part, int level, List<Finding> findings) throws IOException {
        String what = " within " + ErrorBound.relative(part).label() + ", level " + level;
        double overRows = 1;
        double overBetter = 1;
        long all = System.nanoTime();
        for (Rival rival : RIVALS) {
            long started = System.nanoTime();
            double bytes = codedBytes(run, rival.set(), ErrorBound.relative(part), level);
            Sizes sizes = rival.sizes(part);
            overRows *= sizes.rows() / bytes;
            overBetter *= sizes.better() / bytes;
            String metric = rival.set() + what + ", bytes, beside rounding and xz -9e in the better order";
            findings.add(run.finding(this, Figure.beside(metric, (double) sizes.better(), false), bytes, started));
        }
        String mean = "times smaller than rounding and xz -9e" + what + ", geometric mean";
        findings.add(mean(run, Figure.above(mean + ", rows as they lie", GOAL), overRows, all));
        findings.add(mean(run, Figure.above(mean + ", better order of each table", GOAL), overBetter, all));
        return overBetter;
    }

    private Finding mean(Reproduction run, Figure figure, double product, long started) {
        return run.finding(this, figure, StrictMath.pow(product, 1.0 / RIVALS.size()), started);
    }

    /** Returns the bytes of a set's file. */
    private static double codedBytes(Reproduction run, String set, ErrorBound bound, int level) throws IOException {
        List<Path> files = SensorTables.files(set, run.options().locator());
        List<Tensor> tables = new ArrayList<>();
        List<CompressorInput> inputs = new ArrayList<>();
        for (Path file : files) {
            Tensor table = SensorTables.read(file);
            ByteArrayOutputStream npy = new ByteArrayOutputStream();
            NpyFile.write(npy, table);
            tables.add(table);
            inputs.add(new CompressorInput(
                    String.valueOf(file.getFileName()), () -> new ByteArrayInputStream(npy.toByteArray())));
        }
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        CompressionResult result = Compressor.of(CompressorConfig.defaults()
                        .withThreads(run.options().threads())
                        .withLevel(level))
                .withMaxError(bound)
                .compress(inputs, compressed);
        ByteArrayOutputStream back = new ByteArrayOutputStream();
        Decompressor.of(DecompressorConfig.defaults())
                .decompress(new ByteArrayInputStream(compressed.toByteArray()), set, new StreamOutput(back));
        requireWithin(tables, back.toByteArray(), bound.value());
        return result.fileBytes();
    }

    /** Checks what came back: for each table a header, then its values. */
    private static void requireWithin(List<Tensor> tables, byte[] back, double part) throws IOException {
        int at = 0;
        for (Tensor table : tables) {
            ByteArrayInputStream head = new ByteArrayInputStream(back, at, back.length - at);
            at += NpyFile.readHeader(head, "restored").dataOffset();
            ByteBuffer values = ByteBuffer.wrap(back, at, table.values().length * Float.BYTES)
                    .order(ByteOrder.LITTLE_ENDIAN);
            int columns = table.shape().dimension(1);
            for (int column = 0; column < columns; column++) {
                requireWithin(table.values(), values.slice().order(ByteOrder.LITTLE_ENDIAN), columns, column, part);
            }
            at += table.values().length * Float.BYTES;
        }
    }

    private static void requireWithin(float[] before, ByteBuffer after, int columns, int column, double part) {
        double min = Double.POSITIVE_INFINITY;
        double max = Double.NEGATIVE_INFINITY;
        for (int i = column; i < before.length; i += columns) {
            min = Math.min(min, before[i]);
            max = Math.max(max, before[i]);
        }
        for (int i = column; i < before.length; i += columns) {
            if (!(Math.abs((double) before[i] - after.getFloat(i * Float.BYTES)) <= part * (max - min))) {
                throw new AssertionError("value " + i + " must come back within its bound, but does not");
            }
        }
    }
}
