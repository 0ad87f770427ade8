package dev.hourglass.testkit;

import dev.hourglass.anomaly.scorer.AutoencoderConfig;
import dev.hourglass.anomaly.scorer.AutoencoderFit;
import dev.hourglass.anomaly.scorer.AutoencoderScorer;
import dev.hourglass.anomaly.scorer.Scorer;
import dev.hourglass.file.JsonView;
import dev.hourglass.file.NamedArrays;

final class AutoencoderScorerContractTest extends ScorerContract {
    @Override
    protected Scorer fit(float[] rows, int count, int features, long seed) {
        return new AutoencoderFit(AutoencoderConfig.defaults(), seed, 2).fit(rows, count, features);
    }

    @Override
    protected Scorer read(JsonView fields, NamedArrays arrays) {
        return AutoencoderScorer.read(fields, arrays);
    }

    @Override
    protected boolean isRandom() {
        return true;
    }
}
