package dev.hourglass.cli;

import dev.hourglass.artifact.StoredModel;
import dev.hourglass.compress.CodeCompressor;
import dev.hourglass.compress.CodeConfig;
import dev.hourglass.compress.CompressionResult;
import dev.hourglass.compress.Compressor;
import dev.hourglass.compress.CompressorConfig;
import dev.hourglass.compress.CompressorInput;
import dev.hourglass.compress.EntryResult;
import dev.hourglass.compress.ErrorBound;
import dev.hourglass.compress.PictureQuality;
import dev.hourglass.compress.SelfTraining;
import dev.hourglass.compress.codec.DeflateCodec;
import dev.hourglass.data.Dataset;
import dev.hourglass.file.TemporaryFile;
import dev.hourglass.train.RunOptions;
import dev.hourglass.train.TrainingListener;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Compresses files without loss, or samples to quantised codes. */
@Command(
        name = "compress",
        sortOptions = false,
        description =
                "Compresses files and folders into one file; decompress gives them back, bit for bit. With"
                        + " --max-error, floats come back within a bound; with --quality, pictures come back similar; --codes keeps only the quantised codes of samples: smaller, and what comes back is similar.")
final class CompressCommand implements Callable<Integer> {
    private static final Pattern TABLE = Pattern.compile("(?i).*\\.(csv|tsv|tab)(\\.gz)?");

    @Parameters(
            arity = "1..*",
            paramLabel = "FILE",
            description = "Files and folders; - for standard input. With --codes data as elsewhere: a file or folder,"
                    + " or a named set such as mnist:test.")
    private List<String> files = List.of();

    @Option(
            names = {"-o", "--out"},
            required = true,
            paramLabel = "OUT.hgz",
            description = "The compressed file; - for standard output.")
    private String out = "";

    @Option(names = "--lossless", description = "Keeps every bit; the default.")
    private boolean isLossless;

    @Option(
            names = "--max-error",
            paramLabel = "BOUND",
            description =
                    "Lets floats of arrays (NPY, IDX) and decimals in tables (CSV) come back this far from what they"
                            + " were: 0.01, or 1%% of each column's range. Smaller; NaN, infinities, whole numbers in"
                            + " tables, text and all other files come back exactly.")
    private @Nullable String maxError;

    @Option(
            names = "--quality",
            paramLabel = "Q",
            description = "Lets pictures (PNG, JPEG, PGM, PPM) come back similar, as PNG: 0 smallest to 100 best; needs"
                    + " -m, a model of pictures. All other files come back exactly.")
    private @Nullable Double quality;

    @Option(
            names = "--bits-per-pixel",
            paramLabel = "X",
            description = "The same at the best quality that takes at most X bits a pixel, found for each picture.")
    private @Nullable Double bitsPerPixel;

    @Option(names = "--codes", description = "Keeps quantised codes of samples only; needs -m.")
    private boolean isCodes;

    @Option(
            names = {"-m", "--model"},
            paramLabel = "MODEL",
            description =
                    "A model of such data, used where it helps; decompress needs the same. Without loss one with a"
                            + " likelihood, for values of one byte; with --quality one of pictures; with --codes any.")
    private @Nullable Path model;

    @Option(names = "--bits", paramLabel = "N", description = "Bits of a code value with --codes, 1 to 16; default 8.")
    private @Nullable Integer bits;

    @Option(
            names = "--embed-model",
            description = "Puts the model into the file, which then needs no other; its size is counted.")
    private boolean isModelEmbedded;

    @Option(
            names = "--train",
            description = "First learns a model of the files themselves, and embeds it; for arrays of images of one"
                    + " to four channels, one byte or two a value. A higher --level learns longer.")
    private boolean isTraining;

    @Option(names = "--level", paramLabel = "N", description = "Effort, 1 quick to 9 thorough; default 6.")
    private int level = DeflateCodec.DEFAULT_LEVEL;

    @Option(names = "--name", paramLabel = "NAME", description = "What standard input is called; default stdin.")
    private String standardName = "stdin";

    @Option(names = "--no-verify", description = "Does not read the file back and decode it before it gets its name.")
    private boolean isUnverified;

    @Mixin
    private InputFlags input = new InputFlags();

    @Mixin
    private Console console = new Console();

    @Override
    public Integer call() throws IOException {
        requireSensibleFlags();
        if (isCodes) {
            compressCodes(Optional.ofNullable(model).orElseThrow());
        } else {
            compressFiles();
        }
        return 0;
    }

    private void requireSensibleFlags() throws IOException {
        boolean isStandard = out.equals(CompressInputs.STANDARD);
        require(!isLossless || !isCodes, "--lossless and --codes must not stand together, but do; choose one");
        require(!isCodes || model != null, "--codes must have a model, but has none; name it with -m");
        require(
                maxError == null || (!isLossless && !isCodes && !isTraining),
                "--max-error must stand without --lossless, --codes and --train, but does not; leave one out");
        require(
                maxError == null
                        || !ErrorBound.parse(maxError).isRelative()
                        || !files.contains(CompressInputs.STANDARD),
                "--max-error of a range must have files, which are read twice, but has -; give a number without %");
        require(
                quality == null || bitsPerPixel == null,
                "--quality and --bits-per-pixel must not stand together, but do; choose one");
        require(
                isExact() || (!isLossless && maxError == null && !isCodes && !isTraining),
                "--quality and --bits-per-pixel must stand without --lossless, --max-error, --codes and --train, but do"
                        + " not; leave one out");
        require(
                isExact() || model != null,
                "--quality and --bits-per-pixel must have a model of pictures, but have none; name it with -m");
        require(isCodes || bits == null, "--bits must stand with --codes, but does not; leave it out");
        require(
                !isTraining || (!isCodes && model == null),
                "--train must stand without --codes and -m, but does not; leave one out");
        require(
                !isTraining || !files.contains(CompressInputs.STANDARD),
                "--train must have files, which are read twice, but has -; write it to a file first");
        require(!isModelEmbedded || model != null, "--embed-model must have a model, but has none; name it with -m");
        require(!isCodes || !isStandard, "--codes must have a file as output, but has -; name one with -o");
        if (!isStandard) {
            RowSink.requireFolder(Path.of(out));
        }
    }

    /** Returns whether pictures, too, come back exactly. */
    private boolean isExact() {
        return quality == null && bitsPerPixel == null;
    }

    private static void require(boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(rule);
        }
    }

    private CompressorConfig config() {
        return CompressorConfig.defaults()
                .withLevel(level)
                .withThreads(input.threads())
                .withVerification(!isUnverified);
    }

    private void compressFiles() throws IOException {
        List<CompressorInput> inputs = CompressInputs.list(files, standardName, Path.of(out));
        CompressionResult result = isTraining ? learnAndCompress(inputs) : compressFiles(inputs, compressor());
        Optional<ErrorBound> bound = Optional.ofNullable(maxError).map(ErrorBound::parse);
        new CompressionReport(console, out).print(result, bound, !isExact());
        result.entries().stream().filter(EntryResult::isGzip).forEach(this::tellGzip);
        result.entries().forEach(entry -> tellRefusal(entry, inputs.size()));
        inputs.forEach(file -> tellText(file.name(), result));
    }

    /** Says why what looks like a table, or stands alone, comes back exactly. */
    private void tellRefusal(EntryResult entry, int files) {
        if (files == 1 || TABLE.matcher(entry.name()).matches()) {
            entry.refusal()
                    .ifPresent(reason -> console.messages()
                            .say(entry.name() + " comes back exactly, for it is no table to be rounded: " + reason));
        }
    }

    /** Says of a gzip file that what comes back is its text. */
    private void tellText(String name, CompressionResult result) {
        if (result.entries().stream().noneMatch(entry -> entry.name().equals(name)) && isExact()) {
            console.messages().say(name + " comes back as its text, without .gz");
        }
    }

    private void tellGzip(EntryResult entry) {
        console.messages()
                .say(entry.name() + " is compressed already (gzip), so little can be gained; decompress it first"
                        + " (gzip -d), for what is in it to be compressed");
    }

    /** A model that takes more than it saves is left out again, unless the file is gone to standard output. */
    private CompressionResult learnAndCompress(List<CompressorInput> inputs) throws IOException {
        try (TemporaryFile learned = TemporaryFile.create(".safetensors")) {
            TrainingListener listener =
                    out.equals(CompressInputs.STANDARD) ? TrainingListener.SILENT : console.progress();
            RunOptions options = RunOptions.defaults(RunOptions.DEFAULT_SEED).withThreads(input.threads());
            StoredModel own = SelfTraining.train(inputs, level, options, listener, learned.path());
            CompressionResult result =
                    compressFiles(inputs, Compressor.of(config()).withEmbeddedModel(own));
            if (result.beatsDeflate() || out.equals(CompressInputs.STANDARD)) {
                return result;
            }
            console.messages().say("the model takes more than it saves, so it is left out");
            return compressFiles(inputs, Compressor.of(config()));
        }
    }

    private CompressionResult compressFiles(List<CompressorInput> inputs, Compressor silent) throws IOException {
        CompressProgress progress = new CompressProgress(console);
        Compressor compressor = silent.withProgress(progress::read);
        CompressionResult result;
        if (out.equals(CompressInputs.STANDARD)) {
            OutputStream stream = new BufferedOutputStream(System.out);
            result = compressor.compress(inputs, stream);
        } else {
            result = compressor.compress(inputs, Path.of(out));
        }
        progress.done();
        return result;
    }

    private Compressor compressor() throws IOException {
        Compressor plain = maxError == null
                ? Compressor.of(config())
                : Compressor.of(config()).withMaxError(ErrorBound.parse(maxError));
        if (model == null) {
            return plain;
        }
        if (quality != null) {
            plain = plain.withQuality(PictureQuality.of(quality));
        } else if (bitsPerPixel != null) {
            plain = plain.withQuality(PictureQuality.bitsPerPixel(bitsPerPixel));
        }
        StoredModel stored = input.model(model);
        return isModelEmbedded ? plain.withEmbeddedModel(stored) : plain.withModel(stored);
    }

    private void compressCodes(Path modelFile) throws IOException {
        StoredModel stored = input.model(modelFile);
        List<CodeCompressor.Input> inputs = new ArrayList<>();
        for (String text : files) {
            DataSource source = input.source(text, console);
            inputs.add(new CodeCompressor.Input(source.shortName(), open(source, stored)));
        }
        CodeConfig config =
                CodeConfig.defaults().withModelEmbedded(isModelEmbedded).withCompressor(config());
        CodeCompressor.Result result =
                CodeCompressor.compress(stored, inputs, Path.of(out), bits == null ? config : config.withBits(bits));
        new CompressionReport(console, out).print(result, stored.sizeBytes(), !isUnverified);
    }

    /** A named set is read once; a file is streamed anew for each pass. */
    private static CodeCompressor.Source open(DataSource source, StoredModel stored) throws IOException {
        if (source.isNamed()) {
            Dataset samples = source.load(stored.model());
            return samples::reader;
        }
        return () -> source.open(stored.model());
    }
}
