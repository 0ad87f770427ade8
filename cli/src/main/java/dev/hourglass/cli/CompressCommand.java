package dev.hourglass.cli;

import dev.hourglass.artifact.StoredModel;
import dev.hourglass.compress.CodeCompressor;
import dev.hourglass.data.Dataset;
import dev.hourglass.file.Json;
import dev.hourglass.report.Figures;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Compresses samples into a file. */
@Command(
        name = "compress",
        sortOptions = false,
        description = "Compresses samples into a file of quantised codes, which decompress restores with the model.")
final class CompressCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "DATA", description = InputFlags.DATA)
    private String data = "";

    @Option(
            names = {"-m", "--model"},
            required = true,
            paramLabel = "MODEL",
            description = "The model file; decompress needs the same.")
    private Path model = Path.of("");

    @Option(
            names = {"-o", "--out"},
            required = true,
            paramLabel = "OUT.hgz",
            description = "The compressed file.")
    private Path out = Path.of("");

    @Option(names = "--bits", paramLabel = "N", description = "Bits of a code value, 1 to 16; default 8.")
    private int bits = CodeCompressor.DEFAULT_BITS;

    @Option(
            names = "--no-verify",
            description = "Does not read the file back and compare every code with the samples'.")
    private boolean isUnverified;

    @Mixin
    private InputFlags input = new InputFlags();

    @Mixin
    private Console console = new Console();

    @Override
    public Integer call() throws IOException {
        RowSink.requireFolder(out);
        StoredModel stored = input.model(model);
        CodeCompressor.Source source = source(stored);
        CodeCompressor.Result result = CodeCompressor.compress(stored, source, out, bits);
        if (!isUnverified) {
            CodeCompressor.verify(stored, source, out);
        }
        print(result);
        return 0;
    }

    /** A named set is read once; a file is streamed anew for each pass. */
    private CodeCompressor.Source source(StoredModel stored) throws IOException {
        DataSource source = input.source(data, console);
        if (source.isNamed()) {
            Dataset samples = source.load(stored.model());
            return samples::reader;
        }
        return () -> source.open(stored.model());
    }

    private void print(CodeCompressor.Result result) {
        if (console.isJson()) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("out", out.toString());
            fields.put("rows", result.rows());
            fields.put("sampleBytes", result.sampleBytes());
            fields.put("fileBytes", result.fileBytes());
            JsonFields.put(fields, "ratio", result.ratio());
            fields.put("verified", !isUnverified);
            console.out().println(Json.print(fields));
        } else if (console.isForPeople()) {
            console.out()
                    .println(Figures.whole(result.rows()) + " samples: " + Figures.bytes(result.sampleBytes()) + " to "
                            + Figures.bytes(result.fileBytes()) + " (" + Figures.of(result.ratio()) + "x), "
                            + (isUnverified ? "not verified" : "verified") + ": " + out);
        }
    }
}
