package dev.hourglass.testkit;

import dev.hourglass.anomaly.scorer.PcaScorer;
import dev.hourglass.anomaly.scorer.PcaScorerConfig;
import dev.hourglass.anomaly.scorer.Scorer;
import dev.hourglass.file.JsonView;
import dev.hourglass.file.NamedArrays;

final class PcaScorerContractTest extends ScorerContract {
    @Override
    protected Scorer fit(float[] rows, int count, int features, long seed) {
        return PcaScorer.fit(rows, count, features, PcaScorerConfig.defaults());
    }

    @Override
    protected Scorer read(JsonView fields, NamedArrays arrays) {
        return PcaScorer.read(fields, arrays);
    }

    @Override
    protected boolean isRandom() {
        return false;
    }
}
