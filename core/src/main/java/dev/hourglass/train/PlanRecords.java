package dev.hourglass.train;

import dev.hourglass.nn.LayerStatistics;
import dev.hourglass.nn.TrainingPlan;
import dev.hourglass.train.EpochRecord.LayerRecord;
import java.util.ArrayList;
import java.util.List;

/** Tells of the layers of a plan after a probed step. */
final class PlanRecords {
    private PlanRecords() {}

    /** Returns how each layer with weights fared. */
    static List<LayerRecord> of(TrainingPlan plan) {
        List<LayerRecord> records = new ArrayList<>();
        List<String> paths = plan.layerPaths();
        for (int i = 0; i < paths.size(); i++) {
            LayerStatistics outputs = plan.statistics(i);
            records.add(new LayerRecord(
                    paths.get(i),
                    plan.gradientNorm(paths.get(i) + "."),
                    outputs.mean(),
                    outputs.deviation(),
                    outputs.zeroShare()));
        }
        return records;
    }

    /** Returns the path of the first layer whose outputs are not finite, or else of the last. */
    static String brokenLayer(TrainingPlan plan) {
        List<String> paths = plan.layerPaths();
        String layer = paths.get(paths.size() - 1);
        for (int i = paths.size() - 1; i >= 0; i--) {
            layer = plan.statistics(i).isFinite() ? layer : paths.get(i);
        }
        return layer;
    }
}
