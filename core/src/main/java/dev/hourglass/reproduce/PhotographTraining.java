package dev.hourglass.reproduce;

import dev.hourglass.artifact.ModelFile;
import dev.hourglass.artifact.StoredModel;
import dev.hourglass.data.Augmentation;
import dev.hourglass.data.DataOptions;
import dev.hourglass.data.Dataset;
import dev.hourglass.data.Datasets;
import dev.hourglass.data.ImageOptions;
import dev.hourglass.data.Normalization;
import dev.hourglass.data.Split;
import dev.hourglass.data.SplitConfig;
import dev.hourglass.experiment.Experiment;
import dev.hourglass.model.ConvConfig;
import dev.hourglass.nn.Penalty;
import dev.hourglass.tensor.Shape;
import dev.hourglass.train.Freezing;
import dev.hourglass.train.InputConfig;
import dev.hourglass.train.Objective;
import dev.hourglass.train.ScheduleConfig;
import dev.hourglass.train.TrainerConfig;
import dev.hourglass.train.TrainingListener;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Learns a codec of pictures from patches of the photographs of BSDS500, as {@code experiments/image-codec.yaml}. */
final class PhotographTraining implements KodakPhotographs.Training {
    private static final int SIDE = 128;
    private static final int PATCHES = 20;
    private static final int EPOCHS = 12;
    private static final int BATCH = 16;
    /** The cosine transform stays: what the model thinks levels cost is not what they cost in files. */
    private static final Freezing FREEZING = new Freezing(List.of("encoder", "rate.gain"));

    private static final int WARM_UP_STEPS = 300;
    private static final double LEARNING_RATE = 0.0006;
    private static final double CLIP_NORM = 1;
    private static final double VALIDATION = 0.02;
    private static final int QUICK_ROWS = 32;

    @Override
    public StoredModel train(Reproduction run, TrainingListener listener, Path file) throws IOException {
        boolean isQuick = run.options().isQuick();
        ImageOptions images =
                ImageOptions.defaults().withChannels(3).withSize(SIDE, SIDE).withPatches(isQuick ? 1 : PATCHES);
        DataOptions reading = DataOptions.defaults().withImages(images);
        Path folder = run.options().locator().folder("bsds500");
        Dataset all = Datasets.load(Datasets.open(folder, reading), "bsds500");
        Dataset patches = isQuick ? all.head(QUICK_ROWS) : all;
        TrainerConfig defaults = TrainerConfig.defaults(Objective.from("rate-distortion"), isQuick ? 1 : EPOCHS);
        TrainerConfig training = defaults.withBatchSize(BATCH)
                .withLearningRate(LEARNING_RATE)
                .withSchedule(new ScheduleConfig.WarmUp(WARM_UP_STEPS, ScheduleConfig.from("cosine")))
                .withPenalty(new Penalty(0, 0, CLIP_NORM, 0))
                .withFreezing(FREEZING)
                .withInput(InputConfig.NONE.withAugmentation(Augmentation.from("flip")));
        Experiment experiment = new Experiment(
                Split.of(patches, new SplitConfig(VALIDATION, 0, run.options().seed())),
                reading,
                Normalization.Kind.NONE,
                ConvConfig.pictureCodec(Shape.of(3, SIDE, SIDE)),
                training,
                Optional.empty());
        return ModelFile.write(experiment.run(run.training(), listener).model(), file);
    }
}
