package dev.hourglass.train;

import dev.hourglass.error.CorruptArtifactException;
import dev.hourglass.error.WrongModelException;
import dev.hourglass.file.SafetensorsFile;
import dev.hourglass.nn.Parameter;
import dev.hourglass.nn.ParameterLayout;
import dev.hourglass.nn.Parameters;
import dev.hourglass.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The state of a run after an epoch: all that the next epoch depends on, so that a resumed run takes the same steps to
 * the bit. A safetensors file; numbers in its metadata are printed so that they read back exactly.
 */
final class Checkpoint {
    private static final String RUN = "run";
    private static final String STEP = "step";
    private static final String SCHEDULE = "schedule";
    private static final String STOPPING = "stopping";
    private static final String REASON = "reason";
    private static final String EPOCHS = "epochs";
    private static final String WARNINGS = "warnings";

    final long step;
    final double[] schedule;
    final double[] stopping;
    /** Why the run ended, in words; empty where it goes on. */
    final String reason;

    final List<EpochRecord> epochs;
    final List<String> warnings;
    /** Weights, weights of the best epoch, then the session's state. */
    final List<Parameters> arrays;

    Checkpoint(
            long step,
            double[] schedule,
            double[] stopping,
            String reason,
            List<EpochRecord> epochs,
            List<String> warnings,
            List<Parameters> arrays) {
        this.step = step;
        this.schedule = schedule;
        this.stopping = stopping;
        this.reason = reason;
        this.epochs = epochs;
        this.warnings = warnings;
        this.arrays = arrays;
    }

    /** Writes the state; {@code run} names everything that must be equal for a resumed run to be the same run. */
    void write(Path file, String run) throws IOException {
        Map<String, String> metadata = new TreeMap<>();
        metadata.put(RUN, run);
        metadata.put(STEP, Long.toString(step));
        metadata.put(SCHEDULE, print(schedule));
        metadata.put(STOPPING, print(stopping));
        metadata.put(REASON, reason);
        metadata.put(EPOCHS, EpochText.print(epochs));
        metadata.put(WARNINGS, String.join("\n", warnings));
        List<SafetensorsFile.Entry> entries = new ArrayList<>();
        for (int i = 0; i < arrays.size(); i++) {
            for (Parameter parameter : arrays.get(i).layout().parameters()) {
                Tensor tensor = arrays.get(i).tensor(parameter);
                entries.add(new SafetensorsFile.Entry(i + "." + parameter.name(), tensor.shape(), tensor.values()));
            }
        }
        SafetensorsFile.write(file, metadata, entries);
    }

    /**
     * Reads the state of a run.
     *
     * @param weights the layout of the weights
     * @param state arrays laid out like the session's state
     * @throws CorruptArtifactException if the file is damaged
     * @throws WrongModelException if it is the state of another run
     */
    static Checkpoint read(Path file, String run, ParameterLayout weights, List<Parameters> state) throws IOException {
        SafetensorsFile stored = SafetensorsFile.read(file);
        Map<String, String> metadata = stored.metadata();
        if (!run.equals(metadata.get(RUN))) {
            throw new WrongModelException(file + " must be a checkpoint of the same model, data, settings and seed, but"
                    + " was made by another run; give the settings of that run, or start without --resume");
        }
        List<Parameters> arrays = new ArrayList<>();
        arrays.add(array(file, stored, 0, weights));
        arrays.add(array(file, stored, 1, weights));
        for (Parameters part : state) {
            arrays.add(array(file, stored, arrays.size(), part.layout()));
        }
        try {
            return new Checkpoint(
                    Long.parseLong(metadata.getOrDefault(STEP, "")),
                    parse(metadata.getOrDefault(SCHEDULE, "")),
                    parse(metadata.getOrDefault(STOPPING, "")),
                    metadata.getOrDefault(REASON, ""),
                    EpochText.parse(metadata.getOrDefault(EPOCHS, "")),
                    metadata.getOrDefault(WARNINGS, "").lines().toList(),
                    arrays);
        } catch (IllegalArgumentException e) {
            throw new CorruptArtifactException(
                    file.toString(), 0, "must hold numbers in its metadata, but: " + e.getMessage());
        }
    }

    private static Parameters array(Path file, SafetensorsFile stored, int number, ParameterLayout layout) {
        Parameters parameters = new Parameters(layout);
        for (Parameter parameter : layout.parameters()) {
            String name = number + "." + parameter.name();
            parameters.set(
                    parameter,
                    stored.entry(name)
                            .orElseThrow(() -> new CorruptArtifactException(
                                    file.toString(), 0, "must hold \"" + name + "\", but does not"))
                            .values());
        }
        return parameters;
    }

    private static String print(double[] numbers) {
        return Arrays.stream(numbers).mapToObj(Double::toString).collect(Collectors.joining(" "));
    }

    private static double[] parse(String text) {
        return text.isEmpty()
                ? new double[0]
                : Arrays.stream(text.split(" ", -1))
                        .mapToDouble(Double::parseDouble)
                        .toArray();
    }
}
