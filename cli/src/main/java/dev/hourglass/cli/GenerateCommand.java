package dev.hourglass.cli;

import dev.hourglass.artifact.TrainedModel;
import dev.hourglass.data.Dataset;
import dev.hourglass.generate.AggregatePosterior;
import dev.hourglass.generate.AncestralPrior;
import dev.hourglass.generate.CodeSource;
import dev.hourglass.generate.GaussianMixture;
import dev.hourglass.generate.Generator;
import dev.hourglass.generate.MixtureConfig;
import dev.hourglass.generate.StandardNormal;
import dev.hourglass.model.Hierarchical;
import dev.hourglass.model.Latent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes new samples. */
@Command(
        name = "generate",
        sortOptions = false,
        description = {
            "Makes new samples of drawn codes.",
            "",
            "Codes come from the prior of variational models and of those trained by wae, aae or gan, from a"
                    + " mixture of normal distributions fitted to codes of data, or from the aggregate: codes of random"
                    + " rows of data, with the encoder's own noise where it has any. The same seed gives the same samples."
        })
final class GenerateCommand implements Callable<Integer> {
    private static final int DEFAULT_COUNT = 64;
    private static final int DEFAULT_COMPONENTS = 10;
    /** About a megabyte a block. */
    private static final int BLOCK_VALUES = 1 << 18;

    /** Where codes come from. */
    enum From {
        PRIOR,
        MIXTURE,
        AGGREGATE
    }

    @Parameters(index = "0", paramLabel = "MODEL", description = "The model file.")
    private Path model = Path.of("");

    @Option(
            names = {"-o", "--out"},
            required = true,
            paramLabel = "OUT",
            description = "Where to: .npy, .csv, .png (a grid), or a new folder for PNG files.")
    private Path out = Path.of("");

    @Option(names = "--count", paramLabel = "N", description = "How many samples; default 64.")
    private int count = DEFAULT_COUNT;

    @Option(
            names = "--from",
            paramLabel = "SOURCE",
            description = "Where codes come from: prior, mixture or aggregate; default prior.")
    private String from = Choice.name(From.PRIOR);

    @Option(names = "--data", paramLabel = "DATA", description = "Of mixture and aggregate: whose codes.")
    private @Nullable String data;

    @Option(names = "--components", paramLabel = "N", description = "Of the mixture: normal distributions; default 10.")
    private @Nullable Integer components;

    @Option(names = "--seed", paramLabel = "N", description = "Of everything random; default 1.")
    private long seed = 1;

    @Mixin
    private InputFlags input = new InputFlags();

    @Mixin
    private Console console = new Console();

    @Override
    public Integer call() throws IOException {
        From source = Choice.of(From.class, from, "--from");
        requireFlags(source);
        TrainedModel trained = input.model(model).model();
        Generator generator = new Generator(trained, source(source, trained), seed);
        int block = Math.max(1, BLOCK_VALUES / trained.features());
        try (RowSink sink = RowSink.open(out, RowFormat.samples(trained.schema()))) {
            for (int left = count; left > 0; left -= block) {
                int rows = Math.min(left, block);
                sink.write(generator.next(rows), rows);
            }
            sink.finish();
        }
        console.written(out, count, "samples");
        return 0;
    }

    /** Refuses flags that say nothing, before any work is done. */
    private void requireFlags(From source) throws IOException {
        RowSink.requireFolder(out);
        if (count < 1) {
            throw new IllegalArgumentException("--count must be at least 1, but was " + count);
        }
        if (source == From.PRIOR && data != null) {
            throw new IllegalArgumentException("--data must be left out with --from prior, which needs no data");
        }
        if (source != From.PRIOR && data == null) {
            throw new IllegalArgumentException("--data must be given with --from " + from + ", but is not");
        }
        if (source != From.MIXTURE && components != null) {
            throw new IllegalArgumentException(
                    "--components must be left out with --from " + from + ", which has none");
        }
    }

    private CodeSource source(From source, TrainedModel trained) throws IOException {
        if (data == null) {
            return prior(trained);
        }
        Dataset samples = input.source(data, console).load(trained);
        if (source == From.AGGREGATE) {
            return AggregatePosterior.of(trained, samples);
        }
        int size = trained.latentSize();
        MixtureConfig config = MixtureConfig.defaults(components == null ? DEFAULT_COMPONENTS : components, size);
        return GaussianMixture.fit(trained.encode(samples.values(), samples.rows()), size, config, seed);
    }

    /** Names the flags that help where there is no prior. */
    private static CodeSource prior(TrainedModel trained) {
        Latent latent = trained.autoencoder().latent();
        if (latent instanceof Hierarchical) {
            return AncestralPrior.of(trained);
        }
        if (!StandardNormal.isPriorOf(trained)) {
            throw new IllegalArgumentException("--from prior needs a variational model, or one trained by wae, aae or"
                    + " gan, but the latent variable of this one is " + latent.id() + "; give --from "
                    + (latent instanceof Latent.Quantized ? "aggregate" : "mixture or --from aggregate")
                    + ", with --data");
        }
        return new StandardNormal(trained.latentSize());
    }
}
