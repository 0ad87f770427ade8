package dev.hourglass.testkit;

import dev.hourglass.anomaly.scorer.IsolationForest;
import dev.hourglass.anomaly.scorer.IsolationForestConfig;
import dev.hourglass.anomaly.scorer.Scorer;
import dev.hourglass.file.JsonView;
import dev.hourglass.file.NamedArrays;

final class IsolationForestContractTest extends ScorerContract {
    @Override
    protected Scorer fit(float[] rows, int count, int features, long seed) {
        return IsolationForest.fit(rows, count, features, IsolationForestConfig.defaults(seed));
    }

    @Override
    protected Scorer read(JsonView fields, NamedArrays arrays) {
        return IsolationForest.read(fields, arrays);
    }

    @Override
    protected boolean isRandom() {
        return true;
    }
}
