package dev.hourglass.reproduce;

import dev.hourglass.compress.CompressionResult;
import dev.hourglass.compress.Compressor;
import dev.hourglass.compress.CompressorConfig;
import dev.hourglass.compress.CompressorInput;
import dev.hourglass.compress.Decompressor;
import dev.hourglass.compress.DecompressorConfig;
import dev.hourglass.compress.ErrorBound;
import dev.hourglass.compress.StreamOutput;
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
 * column's least value on, and compress the whole numbers, 16 bits each, with xz -9e; row by row or column by column,
 * whichever is smaller for each table; neither ranges nor names are counted there.
 */
final class BoundedTables implements Recipe {
    private static final double[] PARTS = {1e-3, 1e-2};
    private static final double GOAL = 1.5;
    private static final List<Rival> RIVALS = List.of(
            new Rival("smd", 1_824_984, 829_624),
            new Rival("asd", 563_296, 394_024),
            new Rival("ecg5000", 677_552, 288_480),
            new Rival("nab", 108_580, 52_924),
            new Rival("cmapss-fd001", 487_816, 308_712));

    /** A set, and the bytes that rounding and xz -9e make of it at both bounds. */
    private record Rival(String set, long bytesAtThousandth, long bytesAtHundredth) {
        long bytes(double part) {
            return part == PARTS[0] ? bytesAtThousandth : bytesAtHundredth;
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

    @Override
    public List<Finding> run(Reproduction run, TrainingListener listener) throws IOException {
        List<Finding> findings = new ArrayList<>();
        for (double part : PARTS) {
            ErrorBound bound = ErrorBound.relative(part);
            double product = 1;
            long all = System.nanoTime();
            for (Rival rival : RIVALS) {
                long started = System.nanoTime();
                long bytes = codedBytes(run, rival.set(), bound);
                product *= (double) rival.bytes(part) / bytes;
                String metric = rival.set() + " within " + bound.label() + ", bytes, beside rounding and xz -9e";
                findings.add(run.finding(
                        this, Figure.beside(metric, (double) rival.bytes(part), false), (double) bytes, started));
            }
            double mean = StrictMath.pow(product, 1.0 / RIVALS.size());
            String metric = "times smaller than rounding and xz -9e within " + bound.label() + ", geometric mean";
            findings.add(run.finding(this, Figure.above(metric, GOAL), mean, all));
        }
        return findings;
    }

    /** Returns the bytes of a set's file; of its first table's for a quick run. */
    private static long codedBytes(Reproduction run, String set, ErrorBound bound) throws IOException {
        List<Path> files = SensorTables.files(set, run.options().locator());
        List<Tensor> tables = new ArrayList<>();
        List<CompressorInput> inputs = new ArrayList<>();
        for (Path file : run.options().isQuick() ? files.subList(0, 1) : files) {
            Tensor table = SensorTables.read(file);
            ByteArrayOutputStream npy = new ByteArrayOutputStream();
            NpyFile.write(npy, table);
            tables.add(table);
            inputs.add(new CompressorInput(
                    String.valueOf(file.getFileName()), () -> new ByteArrayInputStream(npy.toByteArray())));
        }
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        CompressionResult result = Compressor.of(
                        CompressorConfig.defaults().withThreads(run.options().threads()))
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
