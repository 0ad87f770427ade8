package dev.hourglass.compress;

import dev.hourglass.artifact.ModelFile;
import dev.hourglass.artifact.StoredModel;
import dev.hourglass.compress.codec.RowLayout;
import dev.hourglass.compress.lossless.CausalTraining;
import dev.hourglass.error.MalformedDataException;
import dev.hourglass.train.RunOptions;
import dev.hourglass.train.TrainingListener;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;

/**
 * Learns a model of the very files that are to be compressed, to be put into the compressed file: a classifier of
 * contexts, small beside what it saves. It learns from images of one channel with values of one byte, as IDX and NPY
 * files hold them.
 */
public final class SelfTraining {
    /** Images are sampled from the first so many bytes of each file. */
    private static final int SAMPLE_BYTES = 1 << 26;

    private static final int CONTEXTS = 200_000;
    private static final int EPOCHS_PER_LEVEL = 4;
    private static final int LEVELS = 256;

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
                    "must have an array of images of one channel and one byte a pixel (IDX or NPY) to learn from, but"
                            + " have none; leave --train out, or name a model with -m");
        }
        CausalTraining.Config config =
                CausalTraining.Config.defaults().withContexts(CONTEXTS, EPOCHS_PER_LEVEL * level);
        CausalTraining training = new CausalTraining(config, best.height(), best.width(), LEVELS);
        return ModelFile.write(training.train(best.values(), best.rows(), options, listener), target);
    }

    /** Images of one file. */
    @SuppressWarnings("ArrayRecordComponent") // handed on once, compared by nobody
    private record Images(int[] values, int height, int width) {
        static final Images NONE = new Images(new int[0], 1, 1);

        int rows() {
            return values.length / (height * width);
        }
    }

    private static Images read(CompressorInput input) throws IOException {
        try (InputStream in = input.opener().open()) {
            byte[] bytes = in.readNBytes(SAMPLE_BYTES);
            Content content = ContentSniffer.sniff(bytes);
            RowLayout layout = content.layout();
            int rows = (bytes.length - content.prologueBytes()) / layout.rowBytes();
            if (!ModelCodecs.isImage(layout) || rows == 0) {
                return Images.NONE;
            }
            int[] values = new int[rows * layout.valuesPerRow()];
            for (int i = 0; i < values.length; i++) {
                values[i] = bytes[content.prologueBytes() + i] & 0xff;
            }
            return new Images(values, layout.valuesPerRow() / layout.valuesPerLine(), layout.valuesPerLine());
        }
    }
}
