package dev.hourglass.anomaly.threshold;

import dev.hourglass.evaluate.detection.AlarmCounts;
import dev.hourglass.evaluate.detection.BestThreshold;
import java.util.function.ToDoubleFunction;

/** What rules that need labels share. */
final class LabelledRule {
    private LabelledRule() {}

    static AlarmCounts best(ThresholdRule rule, HeldOutScores heldOut, ToDoubleFunction<AlarmCounts> merit) {
        if (!heldOut.hasBothKinds()) {
            throw new IllegalArgumentException("the rule " + rule.id()
                    + " needs held-out rows with labels, anomalous ones among them, but none was labelled so");
        }
        return BestThreshold.of(heldOut.scores(), heldOut.anomalous(), merit);
    }

    static Threshold threshold(ThresholdRule rule, HeldOutScores heldOut, AlarmCounts best, String reason) {
        double falseAlarms = heldOut.falseAlarmsPerThousand(best.threshold());
        return new Threshold(best.threshold(), rule, reason, falseAlarms);
    }
}
