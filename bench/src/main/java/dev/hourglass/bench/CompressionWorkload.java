package dev.hourglass.bench;

import dev.hourglass.artifact.ModelFile;
import dev.hourglass.artifact.Provenance;
import dev.hourglass.artifact.StoredModel;
import dev.hourglass.artifact.TrainedModel;
import dev.hourglass.compress.Compressor;
import dev.hourglass.compress.CompressorConfig;
import dev.hourglass.compress.Decompressor;
import dev.hourglass.compress.DecompressorConfig;
import dev.hourglass.compress.ErrorBound;
import dev.hourglass.compress.PictureQuality;
import dev.hourglass.compress.lossless.CausalTraining;
import dev.hourglass.data.DataLocator;
import dev.hourglass.data.DataOptions;
import dev.hourglass.data.Dataset;
import dev.hourglass.data.DigitsDemo;
import dev.hourglass.data.ImageSchema;
import dev.hourglass.data.Normalization;
import dev.hourglass.data.Picture;
import dev.hourglass.data.PictureReader;
import dev.hourglass.data.SensorTables;
import dev.hourglass.file.NpyFile;
import dev.hourglass.model.ConvConfig;
import dev.hourglass.model.Latent;
import dev.hourglass.nn.ParameterLayout;
import dev.hourglass.nn.WeightInitializer;
import dev.hourglass.tensor.Shape;
import dev.hourglass.tensor.Tensor;
import dev.hourglass.train.RunOptions;
import dev.hourglass.train.TrainingListener;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Something to compress and to restore, and how.
 *
 * @param name in tables
 * @param content a file's bytes; not modified
 * @param compressor ready to compress it, without reading back what it writes
 * @param decompressor ready to restore it
 * @param check whether what comes back is what it has to be
 * @param goal what is asked for
 */
@SuppressWarnings("ArrayRecordComponent")
record CompressionWorkload(
        String name,
        byte[] content,
        Compressor compressor,
        Decompressor decompressor,
        Check check,
        CompressionGoal goal) {
    private static final int REPEATS = 4;
    private static final int DIGITS = 10_000;
    private static final int SIDE = 28;
    private static final int TRAINED_DIGITS = 1000;
    private static final int TRAINED_CONTEXTS = 100_000;
    private static final int TRAINED_EPOCHS = 2;
    private static final int WIDTH = 768;
    private static final int HEIGHT = 512;
    private static final int MODEL_SIDE = 128;
    private static final double TABLE_MEGABYTES = 30;
    private static final double LOSSLESS_MEGABYTES = 2;
    private static final double PICTURE_SECONDS = 1;
    private static final double LEAST_DECIBELS = 20;

    /** Makes a workload when its turn comes: models take room. */
    interface Source {
        CompressionWorkload make() throws IOException;
    }

    /** Tells whether what comes back is what it has to be. */
    interface Check {
        boolean isPassed(byte[] back) throws IOException;
    }

    /** The case that needs data, and which. */
    static final String TABLES = "tables";

    static final String TABLE_SET = "smd";
    /** Names of cases. */
    static final List<String> CASES = List.of(TABLES, "digits", "picture");

    /**
     * Returns the workloads of a case; model files are written to a folder.
     *
     * @throws IllegalArgumentException if there is no such case
     */
    static List<Source> of(String name, DataLocator locator, int threads, Path folder) {
        return switch (name) {
            case TABLES ->
                List.of(
                        () -> bounded("SMD within 0.1 % of a column's range", table(locator), 1e-3, threads),
                        () -> bounded("SMD within 1 % of a column's range", table(locator), 1e-2, threads));
            case "digits" -> List.of(() -> digits(threads, folder.resolve("digits.safetensors")));
            case "picture" -> {
                CompressionGoal goal = CompressionGoal.seconds(PICTURE_SECONDS);
                Path file = folder.resolve("factorised.safetensors");
                Path other = folder.resolve("hyperprior.safetensors");
                yield List.of(
                        () -> picture("0.4 megapixels, factorised prior", false, goal, threads, file),
                        () -> picture("0.4 megapixels, hyperprior", true, CompressionGoal.NONE, threads, other));
            }
            default ->
                throw new IllegalArgumentException("--cases must be of " + CASES + ", but one was \"" + name + "\"");
        };
    }

    private static Compressor compressor(int threads) {
        return Compressor.of(CompressorConfig.defaults().withThreads(threads).withVerification(false));
    }

    private static Decompressor decompressor(int threads) {
        return Decompressor.of(DecompressorConfig.defaults().withThreads(threads));
    }

    private static CompressionWorkload bounded(String name, byte[] table, double part, int threads) {
        return new CompressionWorkload(
                name,
                table,
                compressor(threads).withMaxError(ErrorBound.relative(part)),
                decompressor(threads),
                back -> isWithin(table, back, part),
                CompressionGoal.megabytesPerSecond(TABLE_MEGABYTES));
    }

    /** Returns all tables of the server machines, one below the other, a few times over: as NPY, float32. */
    private static byte[] table(DataLocator locator) throws IOException {
        List<float[]> tables = new ArrayList<>();
        int rows = 0;
        int columns = 0;
        for (Path file : SensorTables.files(TABLE_SET, locator)) {
            Tensor table = SensorTables.read(file);
            tables.add(table.values());
            rows += table.shape().dimension(0);
            columns = table.shape().dimension(1);
        }
        float[] all = new float[REPEATS * rows * columns];
        int at = 0;
        for (int repeat = 0; repeat < REPEATS; repeat++) {
            for (float[] values : tables) {
                System.arraycopy(values, 0, all, at, values.length);
                at += values.length;
            }
        }
        ByteArrayOutputStream npy = new ByteArrayOutputStream();
        NpyFile.write(npy, Tensor.of(Shape.of(REPEATS * rows, columns), all));
        return npy.toByteArray();
    }

    /** Returns whether a table's bytes are as many, and every value within a part of its column's range. */
    private static boolean isWithin(byte[] table, byte[] back, double part) throws IOException {
        NpyFile.Header header = NpyFile.readHeader(new ByteArrayInputStream(table), "table");
        int columns = Math.toIntExact(header.shape().get(1));
        int first = header.dataOffset();
        if (back.length != table.length || !Arrays.equals(table, 0, first, back, 0, first)) {
            return false;
        }
        FloatBuffer before = floats(table, first);
        FloatBuffer after = floats(back, first);
        for (int column = 0; column < columns; column++) {
            float least = Float.POSITIVE_INFINITY;
            float most = Float.NEGATIVE_INFINITY;
            double off = 0;
            for (int i = column; i < before.capacity(); i += columns) {
                least = Math.min(least, before.get(i));
                most = Math.max(most, before.get(i));
                off = Math.max(off, Math.abs((double) before.get(i) - after.get(i)));
            }
            if (!(off <= part * ((double) most - least))) {
                return false;
            }
        }
        return true;
    }

    private static FloatBuffer floats(byte[] npy, int first) {
        return ByteBuffer.wrap(npy, first, npy.length - first)
                .slice()
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer();
    }

    /**
     * Returns drawn digits, without loss, pixel by pixel; how long the network has learned does not matter for speed.
     */
    private static CompressionWorkload digits(int threads, Path file) throws IOException {
        CausalTraining.Config config = CausalTraining.Config.defaults().withContexts(TRAINED_CONTEXTS, TRAINED_EPOCHS);
        Dataset drawn = DigitsDemo.draw(TRAINED_DIGITS, 2);
        RunOptions options = RunOptions.defaults(1).withThreads(threads);
        StoredModel stored = ModelFile.write(
                new CausalTraining(config, SIDE, SIDE, 256)
                        .train(levels(drawn), TRAINED_DIGITS, options, TrainingListener.SILENT),
                file);
        byte[] content = idx(DigitsDemo.draw(DIGITS, 1));
        return new CompressionWorkload(
                "10,000 digits without loss, pixel by pixel",
                content,
                compressor(threads).withModel(stored),
                decompressor(threads).withModel(stored),
                back -> Arrays.equals(content, back),
                CompressionGoal.megabytesPerSecond(LOSSLESS_MEGABYTES));
    }

    private static byte[] idx(Dataset digits) {
        ByteBuffer file = ByteBuffer.allocate(4 * Integer.BYTES + digits.values().length);
        file.putInt(0x0803).putInt(digits.rows()).putInt(SIDE).putInt(SIDE);
        for (int level : levels(digits)) {
            file.put((byte) level);
        }
        return file.array();
    }

    private static int[] levels(Dataset digits) {
        int[] levels = new int[digits.values().length];
        for (int i = 0; i < levels.length; i++) {
            levels[i] = Math.round(digits.values()[i] * 255);
        }
        return levels;
    }

    /** Returns a drawn picture, with loss; the model is untrained, the cosine transform, of as many weights as any. */
    private static CompressionWorkload picture(
            String name, boolean hasHyperprior, CompressionGoal goal, int threads, Path file) throws IOException {
        Shape shape = Shape.of(3, MODEL_SIDE, MODEL_SIDE);
        ConvConfig config = ConvConfig.pictureCodec(shape);
        if (!hasHyperprior && config.latent() instanceof Latent.Coded coded) {
            config = config.withLatent(new Latent.Coded(coded.shape(), coded.tradeoffs(), List.of(), List.of()));
        }
        TrainedModel model = new TrainedModel(
                config,
                WeightInitializer.initialize(ParameterLayout.of(config.build()), config.initializer(), 1),
                Normalization.none(shape.size()),
                new TrainedModel.Reading(new ImageSchema(3, MODEL_SIDE, MODEL_SIDE), DataOptions.defaults()),
                new Provenance(Provenance.CURRENT_VERSION, "none", "0".repeat(64), 1, 1, Map.of(), Map.of()));
        StoredModel stored = ModelFile.write(model, file);
        return new CompressionWorkload(
                name,
                drawn(),
                compressor(threads).withModel(stored).withQuality(PictureQuality.of(50)),
                decompressor(threads).withModel(stored),
                back -> isSimilar(drawn(), back),
                goal);
    }

    private static boolean isSimilar(byte[] picture, byte[] back) {
        Optional<Picture> before = PictureReader.read(picture, "drawn");
        Optional<Picture> after = PictureReader.read(back, "restored");
        return before.isPresent()
                && after.isPresent()
                && before.get().psnr(after.get().toRgb()) > LEAST_DECIBELS;
    }

    /** Returns waves of several lengths in three colours, as PPM. */
    private static byte[] drawn() {
        byte[] header = ("P6 " + WIDTH + " " + HEIGHT + " 255\n").getBytes(StandardCharsets.US_ASCII);
        ByteBuffer file =
                ByteBuffer.allocate(header.length + 3 * WIDTH * HEIGHT).put(header);
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                for (int colour = 0; colour < 3; colour++) {
                    double level = 128;
                    for (int wave = 1; wave <= 64; wave *= 2) {
                        level += 60.0 / wave * Math.sin(wave * (x * (1 + colour) + y * (3 - colour)) / 97.0 + wave);
                    }
                    file.put((byte) Math.max(0, Math.min(255, Math.round(level))));
                }
            }
        }
        return file.array();
    }
}
