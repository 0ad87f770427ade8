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
    /**
     * What one engine did.
     *
     * @param engine its name
     * @param millis milliseconds of a step or call, by round
     * @param losses the mean loss of the last 25 steps of each round
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
     * @param drift the largest relative difference of their losses at the end of a round
     * @param ours how far ours is from float64 after the check's steps
     * @param peer how far the peer is
     * @param tolerance how close they have to be
     */
    record Agreement(double drift, Check ours, Check peer, Tolerance tolerance) {
        boolean isGood() {
            return drift <= tolerance.drift() && ours.isNoise(tolerance) && peer.isNoise(tolerance);
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

    /** Returns the largest relative difference of the losses of two engines. */
    static double drift(Series ours, Series peer) {
        double worst = 0;
        for (int i = 0; i < ours.losses().length; i++) {
            double difference = Math.abs(ours.losses()[i] - peer.losses()[i]) / Math.abs(peer.losses()[i]);
            // Written so that a loss that is not a number does not look like agreement.
            worst = difference <= worst ? worst : difference;
        }
        return worst;
    }
}
