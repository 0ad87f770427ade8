package dev.hourglass.bench;

/**
 * Ours beside one peer in one case.
 *
 * @param caseId the case
 * @param ours how long a step of ours takes
 * @param peer how long a step of the peer takes
 * @param agreement whether both did the same work
 * @param required how many times as fast ours has to be, or 0
 */
record Comparison(String caseId, Series ours, Series peer, Agreement agreement, double required) {
    /** The largest relative difference of losses between engines that did the same work. */
    private static final double MAX_LOSS_DIFFERENCE = 1e-3;

    /** How far from float64 our weights may be where the peer is at 1, and at least. */
    private static final double MAX_NOISE_RATIO = 4;

    private static final double MIN_NOISE = 2e-5;

    /**
     * What one engine did.
     *
     * @param engine its name
     * @param millis milliseconds of a step or call, by round
     * @param losses the loss after each round
     */
    @SuppressWarnings("ArrayRecordComponent") // measurements, compared by nobody
    record Series(String engine, double[] millis, double[] losses) {
        static Series of(String engine, int rounds) {
            return new Series(engine, new double[rounds], new double[rounds]);
        }
    }

    /**
     * How close two engines are.
     *
     * @param lossDifference the largest relative difference of their losses after a round
     * @param ourWeightError the largest difference of our weights from float64's after the check's steps; 0 for
     *     inference
     * @param peerWeightError the same of the peer
     */
    record Agreement(double lossDifference, double ourWeightError, double peerWeightError) {
        boolean isGood() {
            return lossDifference <= MAX_LOSS_DIFFERENCE
                    && ourWeightError <= Math.max(MIN_NOISE, MAX_NOISE_RATIO * peerWeightError);
        }
    }

    /** Returns the median of the ratios of the rounds: above 1 ours is faster. */
    double ratio() {
        double[] ratios = new double[ours.millis().length];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = peer.millis()[i] / ours.millis()[i];
        }
        return Statistics.median(ratios);
    }

    /** Returns whether ours is as fast as it has to be. */
    boolean isReached() {
        return ratio() >= required;
    }

    /** Returns the largest relative difference of two series of losses. */
    static double lossDifference(Series ours, Series peer) {
        double worst = 0;
        for (int i = 0; i < ours.losses().length; i++) {
            double difference = Math.abs(ours.losses()[i] - peer.losses()[i]) / Math.abs(peer.losses()[i]);
            // Written so that a loss that is not a number does not look like agreement.
            worst = difference <= worst ? worst : difference;
        }
        return worst;
    }
}
