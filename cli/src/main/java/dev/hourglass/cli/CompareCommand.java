package dev.hourglass.cli;

import dev.hourglass.artifact.TrainedModel;
import dev.hourglass.data.Batch;
import dev.hourglass.data.ImageSchema;
import dev.hourglass.data.RowReader;
import dev.hourglass.error.MalformedDataException;
import dev.hourglass.report.ImageGrid;
import dev.hourglass.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Draws originals over their reconstructions. */
@Command(name = "compare", sortOptions = false, description = "Draws images over what the model makes of them.")
final class CompareCommand implements Callable<Integer> {
    private static final int DEFAULT_COUNT = 24;

    @Parameters(index = "0", paramLabel = "MODEL", description = "The model file.")
    private Path model = Path.of("");

    @Parameters(index = "1", paramLabel = "DATA", description = InputFlags.DATA)
    private String data = "";

    @Option(
            names = {"-o", "--out"},
            required = true,
            paramLabel = "OUT.png",
            description = "The picture.")
    private Path out = Path.of("");

    @Option(names = "--count", paramLabel = "N", description = "How many images, from the first; default 24.")
    private int count = DEFAULT_COUNT;

    @Mixin
    private InputFlags input = new InputFlags();

    @Mixin
    private Console console = new Console();

    @Override
    public Integer call() throws IOException {
        RowSink.requireFolder(out);
        TrainedModel trained = input.model(model).model();
        if (!(trained.schema() instanceof ImageSchema schema)) {
            throw new IllegalArgumentException("compare needs a model of images, but \"" + model + "\" takes samples of"
                    + " shape " + trained.schema().sampleShape() + "; use reconstruct");
        }
        Tensor originals = first(trained);
        Tensor restored = trained.reconstruct(originals);
        ImageGrid.writePng(out, ImageGrid.comparison(originals.values(), restored.values(), schema, originals.rows()));
        console.written(out, originals.rows(), "images");
        return 0;
    }

    private Tensor first(TrainedModel trained) throws IOException {
        try (RowReader reader = input.source(data, console).open(trained)) {
            Batch batch = new Batch(count, trained.features());
            int rows = reader.read(batch);
            if (rows == 0) {
                throw new MalformedDataException(data, "the data must hold at least one row, but holds none");
            }
            return Tensor.of(
                    trained.schema().sampleShape().batch(rows),
                    Arrays.copyOf(batch.values(), rows * trained.features()));
        }
    }
}
