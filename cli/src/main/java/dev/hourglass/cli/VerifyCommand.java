package dev.hourglass.cli;

import dev.hourglass.compress.DecompressionResult;
import dev.hourglass.compress.Decompressor;
import dev.hourglass.compress.DecompressorConfig;
import dev.hourglass.file.Json;
import dev.hourglass.report.Figures;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Checks a compressed file. */
@Command(
        name = "verify",
        sortOptions = false,
        description = "Checks every sum of a compressed file and decodes it all, writing nothing.")
final class VerifyCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "FILE.hgz", description = "A file that compress wrote; - for standard input.")
    private String file = "";

    @Option(
            names = {"-m", "--model"},
            paramLabel = "MODEL",
            description = "The model file it was compressed with, where chunks need it.")
    private @Nullable Path model;

    @Mixin
    private InputFlags input = new InputFlags();

    @Mixin
    private Console console = new Console();

    @Override
    public Integer call() throws IOException {
        Decompressor decompressor = Decompressor.of(
                DecompressorConfig.defaults().withThreads(input.threads()).unlimited());
        if (model != null) {
            decompressor = decompressor.withModel(input.model(model));
        }
        try (InputStream in = DecompressCommand.open(file)) {
            print(decompressor.verify(in, file));
        }
        return 0;
    }

    private void print(DecompressionResult result) {
        if (console.isJson()) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("file", file);
            fields.put("entries", result.entries());
            fields.put("contentBytes", result.contentBytes());
            fields.put("verified", true);
            console.out().println(Json.print(fields));
        } else if (console.isForPeople()) {
            console.out()
                    .println("sound: " + Figures.whole(result.entries()) + " entries, "
                            + Figures.bytes(result.contentBytes()) + " decoded: " + file);
        }
    }
}
