package dev.hourglass.testkit;

import dev.hourglass.anomaly.scorer.OneClassSvm;
import dev.hourglass.anomaly.scorer.OneClassSvmConfig;
import dev.hourglass.anomaly.scorer.Scorer;
import dev.hourglass.file.JsonView;
import dev.hourglass.file.NamedArrays;

final class OneClassSvmContractTest extends ScorerContract {
    @Override
    protected Scorer fit(float[] rows, int count, int features, long seed) {
        return OneClassSvm.fit(rows, count, features, new OneClassSvmConfig(0.1, 1, 400, seed));
    }

    @Override
    protected Scorer read(JsonView fields, NamedArrays arrays) {
        return OneClassSvm.read(fields, arrays);
    }

    @Override
    protected boolean isRandom() {
        return true;
    }
}
