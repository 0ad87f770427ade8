package dev.hourglass.bench;

import dev.hourglass.compress.CompressorInput;
import dev.hourglass.compress.StreamOutput;
import dev.hourglass.data.DataLocator;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Compresses and restores in a process of its own, and prints a line a workload: what, bytes before and after, the
 * goal, and the median seconds of compressing and restoring.
 */
public final class CompressionPeer {
    private CompressionPeer() {}

    /**
     * Measures.
     *
     * @param words a folder for files, rounds, rounds before them, threads, where data is or nothing, cases
     */
    public static void main(String[] words) throws IOException {
        int rounds = Integer.parseInt(words[1]);
        int warmup = Integer.parseInt(words[2]);
        int threads = Integer.parseInt(words[3]);
        DataLocator locator = locator(words[4]);
        for (String name : words[5].split(",", -1)) {
            for (CompressionWorkload.Source source :
                    CompressionWorkload.of(name, locator, threads, Path.of(words[0]))) {
                measure(source.make(), rounds, warmup);
            }
        }
    }

    /** Returns where data is looked for, first in a folder if one is named. */
    static DataLocator locator(String folder) {
        return folder.isEmpty() ? DataLocator.standard() : DataLocator.standard(Path.of(folder));
    }

    private static void measure(CompressionWorkload workload, int rounds, int warmup) throws IOException {
        double[] compressing = new double[rounds];
        double[] restoring = new double[rounds];
        byte[] first = {};
        for (int round = -warmup; round < rounds; round++) {
            long started = System.nanoTime();
            byte[] file = compress(workload);
            long compressed = System.nanoTime();
            restore(workload, file, OutputStream.nullOutputStream());
            long restored = System.nanoTime();
            if (round >= 0) {
                compressing[round] = (compressed - started) / 1e9;
                restoring[round] = (restored - compressed) / 1e9;
            }
            require(first.length == 0 || Arrays.equals(first, file), workload, "must give the same file every time");
            first = file;
        }
        check(workload, first);
        System.out.printf(
                Locale.ROOT,
                "%s|%d|%d|%s|%.6f|%.6f%n",
                workload.name(),
                workload.content().length,
                first.length,
                workload.goal(),
                Statistics.median(compressing),
                Statistics.median(restoring));
    }

    private static byte[] compress(CompressionWorkload workload) throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream(1 << 20);
        CompressorInput input = new CompressorInput("content", () -> new ByteArrayInputStream(workload.content()));
        workload.compressor().compress(List.of(input), file);
        return file.toByteArray();
    }

    private static void restore(CompressionWorkload workload, byte[] file, OutputStream out) throws IOException {
        workload.decompressor().decompress(new ByteArrayInputStream(file), workload.name(), new StreamOutput(out));
    }

    /** Sees that the work was done: the file is smaller, and what comes back is what it has to be. */
    private static void check(CompressionWorkload workload, byte[] file) throws IOException {
        ByteArrayOutputStream back = new ByteArrayOutputStream();
        restore(workload, file, back);
        require(file.length < workload.content().length, workload, "must give a smaller file");
        require(
                workload.check().isPassed(back.toByteArray()),
                workload,
                "must come back as it was, or as near as asked for");
    }

    private static void require(boolean isTrue, CompressionWorkload workload, String rule) {
        if (!isTrue) {
            throw new IllegalStateException(workload.name() + " " + rule + ", but does not");
        }
    }
}
