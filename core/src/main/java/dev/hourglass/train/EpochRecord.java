package dev.hourglass.train;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one epoch showed.
 *
 * @param epoch counted from 1
 * @param step steps taken since the start of training
 * @param loss the mean training loss of the epoch, penalties included
 * @param validationLoss the loss on the validation part after the epoch, or NaN without one
 * @param learningRate the rate of the epoch's last step
 * @param samplesPerSecond training throughput
 * @param layers one record a layer with weights, measured on the epoch's first step
 * @param terms what else the algorithm measured after the epoch, by name ({@code free_energy_gap}) in a fixed order
 */
public record EpochRecord(
        int epoch,
        long step,
        double loss,
        double validationLoss,
        double learningRate,
        double samplesPerSecond,
        List<LayerRecord> layers,
        Map<String, Double> terms) {
    public EpochRecord {
        layers = List.copyOf(layers);
        terms = Collections.unmodifiableMap(new LinkedHashMap<>(terms));
    }

    /** Makes the record of an epoch without terms of its own. */
    public EpochRecord(
            int epoch,
            long step,
            double loss,
            double validationLoss,
            double learningRate,
            double samplesPerSecond,
            List<LayerRecord> layers) {
        this(epoch, step, loss, validationLoss, learningRate, samplesPerSecond, layers, Map.of());
    }

    /**
     * How one layer fared.
     *
     * @param layer the layer's path, for example {@code encoder.0}
     * @param gradientNorm the Euclidean norm of the gradient of its weights
     * @param activationMean the mean of its outputs after activation
     * @param activationDeviation the standard deviation of its outputs after activation
     * @param zeroShare the share of outputs that are exactly 0, in [0, 1]
     */
    public record LayerRecord(
            String layer, double gradientNorm, double activationMean, double activationDeviation, double zeroShare) {}
}
