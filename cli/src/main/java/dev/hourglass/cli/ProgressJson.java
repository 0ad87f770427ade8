package dev.hourglass.cli;

import dev.hourglass.file.Json;
import dev.hourglass.train.EpochRecord;
import dev.hourglass.train.TrainingListener;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;

/** Prints a JSON object an epoch, a line each. Not thread-safe; confine to one thread. */
final class ProgressJson implements TrainingListener {
    private final PrintWriter out;

    ProgressJson(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void epochEnded(EpochRecord epoch) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("epoch", epoch.epoch());
        fields.put("step", epoch.step());
        JsonFields.put(fields, "loss", epoch.loss());
        JsonFields.put(fields, "validationLoss", epoch.validationLoss());
        JsonFields.put(fields, "learningRate", epoch.learningRate());
        JsonFields.put(fields, "samplesPerSecond", epoch.samplesPerSecond());
        epoch.terms().forEach((name, value) -> JsonFields.put(fields, name, value));
        out.println(Json.print(fields));
        out.flush();
    }
}
