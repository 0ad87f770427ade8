package dev.hourglass.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hourglass.nn.Parameters;
import dev.hourglass.tensor.kernel.Lanes;
import dev.hourglass.train.EpochRecord;
import dev.hourglass.train.History;
import dev.hourglass.train.TrainingResult;
import java.util.Arrays;
import java.util.List;

/** Compares runs bit by bit. */
public final class Bits {
    private Bits() {}

    /** Asserts equal weights, to the bit, and an equal course of training but for its speed. */
    public static void assertSameRun(TrainingResult obtained, TrainingResult expected) {
        assertThat(obtained.history().stopReason()).isEqualTo(expected.history().stopReason());
        assertThat(obtained.history().warnings()).isEqualTo(expected.history().warnings());
        assertThat(course(obtained.history())).isEqualTo(course(expected.history()));
        assertThat(hash(obtained.parameters())).as("hash of the weights").isEqualTo(hash(expected.parameters()));
    }

    /** Returns a hash of the bits of all weights, padding included. */
    public static long hash(Parameters parameters) {
        float[] values = parameters.values();
        return hash(Arrays.copyOfRange(values, Lanes.FIRST, values.length));
    }

    /** Returns a hash of the bits of some floats. */
    public static long hash(float[] values) {
        long hash = 1469598103934665603L; // FNV-1a, a word at a time
        for (float value : values) {
            hash = (hash ^ Float.floatToIntBits(value)) * 1099511628211L;
        }
        return hash;
    }

    private static History course(History history) {
        List<EpochRecord> epochs = history.epochs().stream()
                .map(epoch -> new EpochRecord(
                        epoch.epoch(),
                        epoch.step(),
                        epoch.loss(),
                        epoch.validationLoss(),
                        epoch.learningRate(),
                        0,
                        epoch.layers(),
                        epoch.terms()))
                .toList();
        return new History(epochs, history.bestEpoch(), history.stopReason(), history.warnings(), 0);
    }
}
