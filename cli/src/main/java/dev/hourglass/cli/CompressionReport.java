package dev.hourglass.cli;

import dev.hourglass.compress.CodeCompressor;
import dev.hourglass.compress.CompressionResult;
import dev.hourglass.compress.EntryResult;
import dev.hourglass.compress.ErrorBound;
import dev.hourglass.compress.codec.CodecId;
import dev.hourglass.compress.container.EntryKind;
import dev.hourglass.file.Json;
import dev.hourglass.report.Figures;
import java.io.PrintWriter;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Prints what compressing came to: true sizes, with and without the model, and beside Deflate. */
final class CompressionReport {
    private final Console console;
    private final String out;

    CompressionReport(Console console, String out) {
        this.console = console;
        this.out = out;
    }

    /**
     * Prints the sizes of files, and what is lost of which, where something may be; to the error stream where the file
     * itself went to standard output.
     */
    void print(CompressionResult result, Optional<ErrorBound> bound, boolean isPictureLossy) {
        PictureSummary pictures = PictureSummary.of(result.entries());
        PrintWriter text = out.equals(CompressInputs.STANDARD) ? console.err() : console.out();
        if (console.isJson()) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("out", out);
            fields.put("files", result.files());
            fields.put("contentBytes", result.contentBytes());
            fields.put("fileBytes", result.fileBytes());
            fields.put("modelBytes", result.modelBytes());
            fields.put("deflateBytes", result.deflateBytes());
            JsonFields.put(fields, "ratio", ratio(result.contentBytes(), result.fileBytes()));
            fields.put("chunks", codecs(result));
            fields.put("maxError", bound.map(ErrorBound::label).orElse("0"));
            fields.put("boundedFiles", boundedFiles(result));
            pictures.put(fields);
            fields.put("verified", result.isVerified());
            text.println(Json.print(fields));
        } else if (console.isForPeople()) {
            text.println(count(result.files()) + ": " + Figures.bytes(result.contentBytes()) + " to "
                    + Figures.bytes(result.fileBytes()) + " ("
                    + Figures.of(ratio(result.contentBytes(), result.fileBytes())) + "x; deflate alone "
                    + Figures.of(ratio(result.contentBytes(), result.deflateBytes())) + "x" + model(result)
                    + "), " + (isPictureLossy ? pictures.loss(result.files()) : loss(result, bound)) + ", "
                    + verified(result.isVerified()) + ": " + out);
            text.println("chunks  "
                    + codecs(result).entrySet().stream()
                            .map(entry -> entry.getValue() + " " + entry.getKey())
                            .collect(Collectors.joining(", ")));
            pictures.lines().forEach(text::println);
        }
        text.flush();
    }

    /** Prints the sizes of samples kept as quantised codes. */
    void print(CodeCompressor.Result result, long modelBytes, boolean isVerified) {
        long withModel = result.modelBytes() > 0 ? result.fileBytes() : result.fileBytes() + modelBytes;
        long withoutModel = result.fileBytes() - result.modelBytes();
        if (console.isJson()) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("out", out);
            fields.put("rows", result.rows());
            fields.put("sampleBytes", result.sampleBytes());
            fields.put("fileBytes", result.fileBytes());
            fields.put("withModelBytes", withModel);
            fields.put("withoutModelBytes", withoutModel);
            JsonFields.put(fields, "ratio", ratio(result.sampleBytes(), result.fileBytes()));
            fields.put("verified", isVerified);
            console.out().println(Json.print(fields));
        } else if (console.isForPeople()) {
            console.out()
                    .println(Figures.whole(result.rows()) + " samples: " + Figures.bytes(result.sampleBytes()) + " to "
                            + Figures.bytes(withoutModel) + " ("
                            + Figures.of(ratio(result.sampleBytes(), withoutModel)) + "x; with the model "
                            + Figures.bytes(withModel) + ", " + Figures.of(ratio(result.sampleBytes(), withModel))
                            + "x), quantised codes, " + verified(isVerified) + ": " + out);
        }
    }

    /** Says what an embedded model takes of the file. */
    private static String model(CompressionResult result) {
        return result.modelBytes() == 0
                ? ""
                : "; " + Figures.bytes(result.modelBytes()) + " of it the model, without it "
                        + Figures.of(ratio(result.contentBytes(), result.fileBytes() - result.modelBytes())) + "x";
    }

    /** Says which files come back exactly. */
    private static String loss(CompressionResult result, Optional<ErrorBound> bound) {
        long bounded = boundedFiles(result);
        if (bounded == 0) {
            return bound.isPresent() ? "lossless, for no file is a float array or a table of decimals" : "lossless";
        }
        String within = "every number within " + bound.map(ErrorBound::label).orElse("its bound");
        return bounded == result.files() ? within : within + " in " + bounded + " of them, the others lossless";
    }

    private static long boundedFiles(CompressionResult result) {
        return result.entries().stream()
                .filter(entry -> entry.kind() == EntryKind.BOUNDED || entry.kind() == EntryKind.TABLE)
                .count();
    }

    private static String count(int files) {
        return Figures.whole(files) + (files == 1 ? " file" : " files");
    }

    private static String verified(boolean isVerified) {
        return isVerified ? "verified" : "not verified";
    }

    private static double ratio(long before, long after) {
        return after == 0 ? 1 : (double) before / after;
    }

    private static Map<String, Long> codecs(CompressionResult result) {
        Map<CodecId, Long> counts = new EnumMap<>(CodecId.class);
        for (EntryResult entry : result.entries()) {
            entry.chunks().forEach((codec, count) -> counts.merge(codec, count, Long::sum));
        }
        Map<String, Long> labels = new LinkedHashMap<>();
        counts.forEach((codec, count) -> labels.put(codec.label(), count));
        return labels;
    }
}
