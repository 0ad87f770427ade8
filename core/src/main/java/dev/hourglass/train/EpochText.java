package dev.hourglass.train;

import dev.hourglass.train.EpochRecord.LayerRecord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Prints epoch records one a line, tab-separated, so that they read back exactly; for checkpoints. */
final class EpochText {
    private static final int EPOCH_FIELDS = 7;
    private static final int LAYER_FIELDS = 5;

    private EpochText() {}

    static String print(List<EpochRecord> epochs) {
        StringBuilder text = new StringBuilder();
        for (EpochRecord epoch : epochs) {
            text.append(epoch.epoch()).append('\t').append(epoch.step()).append('\t');
            text.append(epoch.loss())
                    .append('\t')
                    .append(epoch.validationLoss())
                    .append('\t');
            text.append(epoch.learningRate()).append('\t').append(epoch.samplesPerSecond());
            text.append('\t').append(epoch.layers().size());
            for (LayerRecord layer : epoch.layers()) {
                text.append('\t').append(layer.layer()).append('\t').append(layer.gradientNorm());
                text.append('\t').append(layer.activationMean());
                text.append('\t').append(layer.activationDeviation());
                text.append('\t').append(layer.zeroShare());
            }
            epoch.terms()
                    .forEach((name, value) ->
                            text.append('\t').append(name).append('\t').append(value));
            text.append('\n');
        }
        return text.toString();
    }

    /** Reads what {@link #print} wrote; throws IllegalArgumentException for anything else. */
    static List<EpochRecord> parse(String text) {
        return text.lines().map(EpochText::parseLine).toList();
    }

    private static EpochRecord parseLine(String line) {
        String[] fields = line.split("\t", -1);
        int end = fields.length < EPOCH_FIELDS
                ? Integer.MAX_VALUE
                : EPOCH_FIELDS + LAYER_FIELDS * Integer.parseInt(fields[EPOCH_FIELDS - 1]);
        if (end < EPOCH_FIELDS || end > fields.length || (fields.length - end) % 2 != 0) {
            throw new IllegalArgumentException("an epoch has " + fields.length + " fields");
        }
        List<LayerRecord> layers = new ArrayList<>();
        for (int i = EPOCH_FIELDS; i < end; i += LAYER_FIELDS) {
            layers.add(new LayerRecord(
                    fields[i],
                    Double.parseDouble(fields[i + 1]),
                    Double.parseDouble(fields[i + 2]),
                    Double.parseDouble(fields[i + 3]),
                    Double.parseDouble(fields[i + 4])));
        }
        Map<String, Double> terms = new LinkedHashMap<>();
        for (int i = end; i < fields.length; i += 2) {
            terms.put(fields[i], Double.valueOf(fields[i + 1]));
        }
        return new EpochRecord(
                Integer.parseInt(fields[0]),
                Long.parseLong(fields[1]),
                Double.parseDouble(fields[2]),
                Double.parseDouble(fields[3]),
                Double.parseDouble(fields[4]),
                Double.parseDouble(fields[5]),
                layers,
                terms);
    }
}
