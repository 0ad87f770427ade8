package dev.hourglass.reproduce;

import dev.hourglass.artifact.ModelFile;
import dev.hourglass.artifact.TrainedModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Says what the model costs that coded files need. */
final class CodedModel {
    private CodedModel() {}

    /** Returns the size of a model's file, in bytes. */
    static long fileBytes(TrainedModel model) throws IOException {
        Path folder = Files.createTempDirectory("hourglass");
        Path file = folder.resolve("model.safetensors");
        try {
            return ModelFile.write(model, file).sizeBytes();
        } finally {
            Files.deleteIfExists(file);
            Files.delete(folder);
        }
    }
}
