package dev.hourglass.reproduce;

import dev.hourglass.artifact.ModelFile;
import dev.hourglass.artifact.TrainedModel;
import dev.hourglass.file.TemporaryFile;
import java.io.IOException;

/** Says what the model costs that coded files need. */
final class CodedModel {
    private CodedModel() {}

    /** Returns the size of a model's file, in bytes. */
    static long fileBytes(TrainedModel model) throws IOException {
        try (TemporaryFile file = TemporaryFile.create(".safetensors")) {
            return ModelFile.write(model, file.path()).sizeBytes();
        }
    }
}
