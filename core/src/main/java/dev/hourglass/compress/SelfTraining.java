package dev.hourglass.compress;

import dev.hourglass.artifact.ModelFile;
import dev.hourglass.artifact.StoredModel;
import dev.hourglass.artifact.TrainedModel;
import dev.hourglass.compress.codec.RowLayout;
import dev.hourglass.compress.lossless.CausalCoder;
import dev.hourglass.compress.lossless.CausalTraining;
import dev.hourglass.compress.lossless.ImageShape;
import dev.hourglass.error.MalformedDataException;
import dev.hourglass.train.RunOptions;
import dev.hourglass.train.TrainingListener;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Learns a model of the very files that are to be compressed, to be put into the compressed file: a classifier of
 * contexts, small beside what it saves. It learns from images of one to four channels with values of one byte or two,
 * as IDX and NPY files hold them.
 */
public final class SelfTraining {
    /** Images are sampled from the first so many bytes of each file. */
    private static final int SAMPLE_BYTES = 1 << 26;

    private static final int CONTEXTS = 300_000;
    private static final int EPOCHS_PER_LEVEL = 4;
    private static final int BYTE_LEVELS = 256;

    /** What a model learns from before it is known which kind is to be trained. */
    private static final int TRIAL_VALUES = 1 << 18;

    private static final int TRIAL_CONTEXTS = 50_000;
    private static final int TRIAL_EPOCHS = 2;

    private static final CausalTraining.Config LEVELS = CausalTraining.Config.defaults();
    private static final CausalTraining.Config DIFFERENCES = CausalTraining.Config.ofDifferences();

    private SelfTraining() {}

    /**
     * Trains on the largest array of images among some files.
     *
     * @param inputs the files; each is opened once, beside the time that compressing it takes
     * @param level effort, in [1, 9]
     * @param options the seed, threads
     * @param listener hears of the course
     * @param target the model file to make
     * @return the model
     * @throws MalformedDataException if no file holds such images
     * @throws IOException if a file cannot be read or the model cannot be written
     */
    public static StoredModel train(
            List<CompressorInput> inputs, int level, RunOptions options, TrainingListener listener, Path target)
            throws IOException {
        Images best = Images.NONE;
        for (CompressorInput input : inputs) {
            Images found = read(input);
            best = found.values().length > best.values().length ? found : best;
        }
        if (best.values().length == 0) {
            throw new MalformedDataException(
                    "the files",
                    "must have an array of images of one byte or two a value (IDX or NPY) to learn from, but"
                            + " have none; leave --train out, or name a model with -m");
        }
        ImageShape shape = best.shape();
        boolean isOfDifferences =
                shape.channels() > 1 || shape.bytesPerValue() > 1 || favoursDifferences(best, options);
        CausalTraining training = isOfDifferences
                ? new CausalTraining(DIFFERENCES.withContexts(CONTEXTS, EPOCHS_PER_LEVEL * level), shape)
                : new CausalTraining(
                        LEVELS.withContexts(CONTEXTS, EPOCHS_PER_LEVEL * level),
                        shape.height(),
                        shape.width(),
                        BYTE_LEVELS);
        return ModelFile.write(training.train(best.values(), best.rows(), options, listener), target);
    }

    /**
     * Tries both kinds of model on a few images of one channel: drawings ask for levels, photographs for differences.
     */
    private static boolean favoursDifferences(Images images, RunOptions options) throws IOException {
        ImageShape shape = images.shape();
        int rows = Math.max(1, Math.min(images.rows(), TRIAL_VALUES / shape.values()));
        int[] values = Arrays.copyOf(images.values(), rows * shape.values());
        CausalTraining levels = new CausalTraining(
                LEVELS.withContexts(TRIAL_CONTEXTS, TRIAL_EPOCHS), shape.height(), shape.width(), BYTE_LEVELS);
        CausalTraining differences = new CausalTraining(DIFFERENCES.withContexts(TRIAL_CONTEXTS, TRIAL_EPOCHS), shape);
        try {
            TrainedModel ofLevels = levels.train(values, rows, options, TrainingListener.SILENT);
            TrainedModel ofDifferences = differences.train(values, rows, options, TrainingListener.SILENT);
            return CausalCoder.create(ofDifferences, shape).encode(values, rows).length
                    < CausalCoder.create(ofLevels, shape.height(), shape.width(), BYTE_LEVELS)
                            .encode(values, rows)
                            .length;
        } catch (MalformedDataException plain) {
            return false; // too few of them to tell
        }
    }

    /** Images of one file. */
    @SuppressWarnings("ArrayRecordComponent") // handed on once, compared by nobody
    private record Images(int[] values, ImageShape shape) {
        static final Images NONE = new Images(new int[0], ImageShape.grey(1, 1));

        int rows() {
            return values.length / shape.values();
        }
    }

    private static Images read(CompressorInput input) throws IOException {
        try (InputStream in = input.opener().open()) {
            byte[] bytes = in.readNBytes(SAMPLE_BYTES);
            Content content = ContentSniffer.sniff(bytes);
            RowLayout layout = content.layout();
            int rows = (bytes.length - content.prologueBytes()) / layout.rowBytes();
            int channels = content.planes() > 1 ? content.planes() : layout.valuesPerPixel();
            Optional<ImageShape> shape = rows == 0 ? Optional.empty() : ModelCodecs.shape(layout, channels);
            if (content.isFloat() || shape.isEmpty()) {
                return Images.NONE;
            }
            int[] values = new int[rows * layout.valuesPerRow()];
            for (int i = 0; i < values.length; i++) {
                values[i] = value(bytes, content.prologueBytes(), layout, i);
            }
            return new Images(values, shape.get());
        }
    }

    private static int value(byte[] bytes, int from, RowLayout layout, int index) {
        if (layout.bytesPerValue() == 1) {
            return bytes[from + index] & 0xff;
        }
        int at = from + 2 * index;
        int high = layout.isBigEndian() ? at : at + 1;
        return (bytes[high] & 0xff) << Byte.SIZE | (bytes[2 * at + 1 - high] & 0xff);
    }
}
