package dev.hourglass.cli;

import dev.hourglass.compress.DecompressionResult;
import dev.hourglass.compress.Decompressor;
import dev.hourglass.compress.DecompressorConfig;
import dev.hourglass.compress.EntryOutput;
import dev.hourglass.compress.FolderOutput;
import dev.hourglass.compress.Loss;
import dev.hourglass.compress.SalvageResult;
import dev.hourglass.compress.StreamOutput;
import dev.hourglass.error.ErrorCode;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Restores what compress made. */
@Command(
        name = "decompress",
        sortOptions = false,
        description = "Restores the files of a compressed file, or the samples of one made with --codes.")
final class DecompressCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "FILE.hgz", description = "A file that compress wrote; - for standard input.")
    private String file = "";

    @Option(
            names = {"-o", "--out"},
            paramLabel = "OUT",
            description = "The folder for files, default the current one, or - for standard output. For samples: .npy,"
                    + " .csv, .png (a grid), or a new folder for PNG files.")
    private String out = ".";

    @Option(
            names = {"-m", "--model"},
            paramLabel = "MODEL",
            description = "The model file it was compressed with, unless it is embedded.")
    private @Nullable Path model;

    @Option(names = "--entry", paramLabel = "NAME", description = "Restores this entry only; may be repeated.")
    private List<String> entries = List.of();

    @Option(names = "--overwrite", description = "Replaces files that exist; else they are refused.")
    private boolean isReplacing;

    @Option(names = "--max-bytes", paramLabel = "N", description = "The most content that is restored; default 1 TiB.")
    private @Nullable Long maxBytes;

    @Option(
            names = "--keep-going",
            description = "Restores what is left of a damaged file, with zeros in the place of lost chunks, and lists"
                    + " what is lost; the exit code is 4 then.")
    private boolean isSalvaging;

    @Mixin
    private InputFlags input = new InputFlags();

    @Mixin
    private Console console = new Console();

    @Override
    public Integer call() throws IOException {
        DecompressorConfig config = DecompressorConfig.defaults().withThreads(input.threads());
        Decompressor decompressor = Decompressor.of(maxBytes == null ? config : config.withMaxBytes(maxBytes));
        if (model != null) {
            decompressor = decompressor.withModel(input.model(model));
        }
        EntryOutput files = out.equals(CompressInputs.STANDARD)
                ? new StreamOutput(new BufferedOutputStream(System.out))
                : new FolderOutput(Path.of(out), isReplacing);
        try (RestoreOutput output = new RestoreOutput(file, files, out, entries)) {
            if (isSalvaging) {
                return salvage(decompressor, output);
            }
            DecompressionResult result = decompress(decompressor, output);
            output.finish();
            tell(output, result.entries());
        }
        return 0;
    }

    /** Reads all of a pipe or file; of a file of which some entries are wanted only these. */
    private DecompressionResult decompress(Decompressor decompressor, RestoreOutput output) throws IOException {
        if (!entries.isEmpty() && !file.equals(CompressInputs.STANDARD)) {
            return decompressor.decompress(Path.of(file), header -> entries.contains(header.name()), output);
        }
        try (InputStream in = open(file)) {
            return decompressor.decompress(in, file, output);
        }
    }

    private int salvage(Decompressor decompressor, RestoreOutput output) throws IOException {
        SalvageResult result = decompressor.salvage(Path.of(file), output);
        output.finish();
        tell(output, result.entries());
        for (Loss loss : result.losses()) {
            console.err().println("lost: " + describe(loss));
        }
        console.err().flush();
        return result.losses().isEmpty() ? 0 : ErrorCode.BAD_ARTIFACT.exitCode();
    }

    private static String describe(Loss loss) {
        if (loss.name().isEmpty()) {
            return loss.reason();
        }
        if (loss.bytes() == 0) {
            return loss.name() + ": " + loss.reason();
        }
        String length = loss.bytes() < 0 ? "all" : loss.bytes() + " bytes";
        return loss.name() + ": " + length + " from byte " + loss.firstByte() + " on (" + loss.reason() + ")";
    }

    private void tell(RestoreOutput output, long restored) {
        if (output.hasRows()) {
            console.written(Path.of(out), output.rows(), "samples");
        } else if (!out.equals(CompressInputs.STANDARD)) {
            console.written(Path.of(out), restored, restored == 1 ? "file" : "files");
        }
    }

    static InputStream open(String file) throws IOException {
        return file.equals(CompressInputs.STANDARD) ? System.in : Files.newInputStream(Path.of(file));
    }
}
