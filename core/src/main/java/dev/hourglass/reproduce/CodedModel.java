package dev.hourglass.reproduce;

import dev.hourglass.artifact.ModelFile;
import dev.hourglass.artifact.Provenance;
import dev.hourglass.artifact.TrainedModel;
import dev.hourglass.compress.lossless.RowCoder;
import dev.hourglass.data.DataOptions;
import dev.hourglass.data.Dataset;
import dev.hourglass.data.Normalization;
import dev.hourglass.file.TemporaryFile;
import dev.hourglass.model.ModelConfig;
import dev.hourglass.train.TrainingResult;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;

/** Makes models that code images, and says what images and models come to. */
final class CodedModel {
    private CodedModel() {}

    /** Returns what a recipe has trained on images, which go into the network as they are. */
    static TrainedModel of(Recipe recipe, ModelConfig config, TrainingResult result, Dataset images) {
        return new TrainedModel(
                config,
                result.parameters(),
                Normalization.none(images.features()),
                new TrainedModel.Reading(images.schema(), DataOptions.defaults()),
                new Provenance(
                        Provenance.CURRENT_VERSION,
                        images.name(),
                        images.fingerprint(),
                        images.rows(),
                        result.seed(),
                        Map.of("recipe", recipe.name()),
                        Map.of()));
    }

    /** Returns the size of a model's file, in bytes. */
    static long fileBytes(TrainedModel model) throws IOException {
        try (TemporaryFile file = TemporaryFile.create(".safetensors")) {
            return ModelFile.write(model, file.path()).sizeBytes();
        }
    }

    /** Codes images as one chunk, decodes them again and returns the bytes they took. */
    static int codedBytes(RowCoder coder, String name, int[] pixels, int rows) {
        byte[] bytes = coder.encode(pixels, rows);
        if (!Arrays.equals(coder.decode(name, bytes, rows), pixels)) {
            throw new AssertionError("decoded pixels must be those that were coded, but are not");
        }
        return bytes.length;
    }

    /** Returns the 8-bit levels of images in [0, 1]. */
    static int[] levels(Dataset images) {
        int[] levels = new int[images.values().length];
        for (int i = 0; i < levels.length; i++) {
            levels[i] = Math.round(images.values()[i] * 255);
        }
        return levels;
    }
}
