package dev.hourglass.anomaly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.hourglass.artifact.TrainedModel.Reading;
import dev.hourglass.data.DataOptions;
import dev.hourglass.data.Dataset;
import dev.hourglass.data.ImageSchema;
import dev.hourglass.tensor.SeededRandom;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Images of a soft bar that stands somewhere; a spot beside it is an anomaly. */
final class ImageDetectorTest {
    private static final ImageSchema SCHEMA = new ImageSchema(1, 12, 12);
    private static final int SPOT = 2 * 12 + 9; // y 2 x 9
    private static final Subject SUBJECT =
            new Subject(DetectorKind.IMAGES, new Reading(SCHEMA, DataOptions.defaults()), Timing.NONE);
    private static final DetectorFit.Result FITTED = fit(DetectorConfig.forImages(SCHEMA.features()), 2);

    @Test
    void findsTheSpotAndSaysWhereItIs() {
        float[] images = images(40, 2);
        images[7 * 144 + SPOT] = 1;
        Verdicts verdicts = FITTED.detector().judge(images, 40);
        for (int i = 0; i < 40; i++) {
            assertThat(verdicts.score(7)).isGreaterThanOrEqualTo(verdicts.score(i));
        }
        assertThat(verdicts.isAlarm(7)).isTrue();
        Reason reason = verdicts.reasons(7, 3).get(0);
        assertThat(reason.column()).isEqualTo("y 2 x 9");
        assertThat(reason.found()).isEqualTo(1);
        assertThat(verdicts.reasons(7, 3)).hasSize(3);
    }

    @Test
    void rebuildsImagesWithoutTheSpot() {
        float[] images = images(1, 3);
        float[] broken = images.clone();
        broken[SPOT] = 1;
        float[] rebuilt = FITTED.detector().reconstruct(broken, 1).orElseThrow();
        for (int i = 0; i < images.length; i++) {
            assertThat(rebuilt[i]).isCloseTo(images[i], within(0.35f));
        }
    }

    @Test
    void theRehearsalTellsPatchesFromImages() {
        FitSummary.Candidate ensemble = FITTED.summary().candidates().get(0);
        assertThat(ensemble.scorer()).isEqualTo("autoencoder, reconstruction");
        assertThat(ensemble.rehearsal()).isGreaterThan(0.75);
    }

    @Test
    void theBitsDoNotDependOnThreads() {
        float[] images = images(300, 4);
        Detector again = fit(DetectorConfig.forImages(SCHEMA.features()), 1).detector();
        assertThat(again.score(images, 300)).isEqualTo(FITTED.detector().score(images, 300));
        assertThat(again.reconstruct(images, 300).orElseThrow())
                .isEqualTo(FITTED.detector()
                        .withThreads(3)
                        .reconstruct(images, 300)
                        .orElseThrow());
    }

    @Test
    void otherScorersRebuildNothing() {
        Detector forest = fit(DetectorConfig.forImages(144).withModel(ModelChoice.ISOLATION_FOREST), 1)
                .detector();
        assertThat(forest.reconstruct(images(1, 5), 1)).isEmpty();
    }

    @Test
    void thePixelsOfAColourImageAreColumns() {
        SourceColumns columns = new SourceColumns(new ImageSchema(3, 2, 2));
        assertThat(columns.names()).containsExactly("y 0 x 0", "y 0 x 1", "y 1 x 0", "y 1 x 1");
        float[] contributions = {0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 1, 0};
        List<Reason> reasons = columns.reasons(contributions, new float[12], 0, BinnedColumns.of(new float[24], 12), 1);
        assertThat(reasons).hasSize(1);
        assertThat(reasons.get(0).column()).isEqualTo("y 0 x 1");
        assertThat(reasons.get(0).share()).isEqualTo(0.75);
        assertThat(reasons.get(0).found()).isNaN();
    }

    private static DetectorFit.Result fit(DetectorConfig config, int threads) {
        Dataset data = Dataset.of("bars", SCHEMA, images(500, 1), List.of());
        return new DetectorFit(config, 1, threads).fit(SUBJECT, data, new boolean[0], text -> {});
    }

    private static float[] images(int count, long seed) {
        SeededRandom random = new SeededRandom(seed).fork("bars");
        float[] values = new float[count * 144];
        for (int i = 0; i < count; i++) {
            double place = 2 + 4 * random.nextDouble();
            for (int j = 0; j < 144; j++) {
                double distance = j % 12 - place;
                double noise = 0.02 * random.nextDouble();
                values[i * 144 + j] = (float) (Math.max(0, 1 - distance * distance / 6) * 0.9 + noise);
            }
        }
        return values;
    }
}
