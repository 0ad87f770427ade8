package dev.hourglass.anomaly.series;

import dev.hourglass.anomaly.scorer.Scorer;
import dev.hourglass.anomaly.scorer.StoredScorer;
import java.util.List;
import java.util.Map;

/** Scores rows by their squared distance from 0: what a test can add up by hand. */
record DistanceScorer(int features) implements Scorer {
    @Override
    public String id() {
        return "distance";
    }

    @Override
    public double[] score(float[] rows, int count, int threads) {
        double[] scores = new double[count];
        for (int i = 0; i < count * features; i++) {
            scores[i / features] += (double) rows[i] * rows[i];
        }
        return scores;
    }

    @Override
    public float[] contributions(float[] rows, int count, int threads) {
        float[] contributions = new float[count * features];
        for (int i = 0; i < contributions.length; i++) {
            contributions[i] = rows[i] * rows[i];
        }
        return contributions;
    }

    @Override
    public StoredScorer store() {
        return new StoredScorer(Map.of(StoredScorer.KIND, id()), List.of());
    }
}
