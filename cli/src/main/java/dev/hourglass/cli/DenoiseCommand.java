package dev.hourglass.cli;

import dev.hourglass.artifact.TrainedModel;
import dev.hourglass.data.Batch;
import dev.hourglass.data.Corruption;
import dev.hourglass.data.ImageSchema;
import dev.hourglass.data.RowReader;
import dev.hourglass.evaluate.Denoising;
import dev.hourglass.file.Json;
import dev.hourglass.report.Figures;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Cleans damaged samples. */
@Command(
        name = "denoise",
        sortOptions = false,
        description = {
            "Cleans damaged samples: writes what comes back from a model trained to restore them.",
            "",
            "With --noise the data is taken as clean and damaged first, and the errors before and after are printed."
        })
final class DenoiseCommand implements Callable<Integer> {
    /** About a megabyte a block. */
    private static final int BLOCK_VALUES = 1 << 18;

    @Parameters(index = "0", paramLabel = "MODEL", description = "The model file.")
    private Path model = Path.of("");

    @Parameters(index = "1", paramLabel = "DATA", description = InputFlags.DATA)
    private String data = "";

    @Option(
            names = {"-o", "--out"},
            required = true,
            paramLabel = "OUT",
            description = "Where to: .npy, .csv, .png (a grid), or a new folder for PNG files.")
    private Path out = Path.of("");

    @Option(
            names = "--noise",
            paramLabel = "NOISE",
            description = "Damages the data first: gaussian:SIGMA, masking:RATE, salt-and-pepper:RATE or blur:SIGMA.")
    private @Nullable String noise;

    @Option(names = "--noisy-out", paramLabel = "OUT", description = "Where to write the damaged samples, if at all.")
    private @Nullable Path noisyOut;

    @Option(names = "--seed", paramLabel = "N", description = "Of the noise; default 1.")
    private long seed = 1;

    @Mixin
    private InputFlags input = new InputFlags();

    @Mixin
    private Console console = new Console();

    @Override
    public Integer call() throws IOException {
        if (noise == null) {
            return restore();
        }
        Corruption corruption = Corruption.from(noise);
        TrainedModel trained = input.model(model).model();
        Denoising denoising = new Denoising(trained, corruption, seed);
        long rows = noisyOut == null ? run(trained, denoising) : run(trained, denoising, noisyOut);
        print(denoising.result(), rows, trained.schema() instanceof ImageSchema);
        return 0;
    }

    /** Restores samples that are damaged as they come. */
    private int restore() throws IOException {
        if (noisyOut != null) {
            throw new IllegalArgumentException(
                    "--noisy-out must be left out without --noise, since nothing is damaged");
        }
        TrainedModel trained = input.model(model).model();
        try (RowReader reader = input.source(data, console).open(trained)) {
            long rows = RowPipe.run(
                    reader,
                    (samples, count) -> trained.decode(trained.encode(samples, count), count),
                    out,
                    RowFormat.samples(trained.schema()));
            console.written(out, rows, "restored samples");
        }
        return 0;
    }

    private long run(TrainedModel trained, Denoising denoising) throws IOException {
        try (RowReader reader = input.source(data, console).open(trained)) {
            return RowPipe.run(
                    reader,
                    (samples, count) -> denoising.restore(denoising.damage(samples, count), count),
                    out,
                    RowFormat.samples(trained.schema()));
        }
    }

    /** Writes the damaged samples beside the restored ones. */
    private long run(TrainedModel trained, Denoising denoising, Path damagedOut) throws IOException {
        if (damagedOut.toAbsolutePath().normalize().equals(out.toAbsolutePath().normalize())) {
            throw new IllegalArgumentException("--noisy-out must be another file than --out, but was the same");
        }
        RowFormat format = RowFormat.samples(trained.schema());
        Batch batch = new Batch(Math.max(1, BLOCK_VALUES / trained.features()), trained.features());
        try (RowReader reader = input.source(data, console).open(trained);
                RowSink restored = RowSink.open(out, format);
                RowSink damaged = RowSink.open(damagedOut, format)) {
            long total = 0;
            for (int rows = reader.read(batch); rows > 0; rows = reader.read(batch)) {
                float[] noisy = denoising.damage(batch.values(), rows);
                damaged.write(noisy, rows);
                restored.write(denoising.restore(noisy, rows), rows);
                total += rows;
            }
            damaged.finish();
            restored.finish();
            return total;
        }
    }

    private void print(Denoising.Result result, long rows, boolean isImage) {
        if (console.isJson()) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("out", out.toString());
            fields.put("rows", rows);
            JsonFields.put(fields, "mseBefore", result.squaredErrorBefore());
            JsonFields.put(fields, "mseAfter", result.squaredErrorAfter());
            if (isImage) {
                JsonFields.put(fields, "psnrBefore", result.signalToNoiseBefore());
                JsonFields.put(fields, "psnrAfter", result.signalToNoiseAfter());
            }
            console.out().println(Json.print(fields));
        } else if (console.isForPeople()) {
            TextTable table = new TextTable("error to the clean samples", "damaged", "restored");
            table.row("MSE", Figures.of(result.squaredErrorBefore()), Figures.of(result.squaredErrorAfter()));
            if (isImage) {
                table.row(
                        "PSNR (dB)", Figures.of(result.signalToNoiseBefore()), Figures.of(result.signalToNoiseAfter()));
            }
            console.out().print(table.print());
            console.written(out, rows, "restored samples");
        }
    }
}
