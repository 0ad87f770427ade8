package dev.hourglass.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.hourglass.artifact.ModelFile;
import dev.hourglass.artifact.Provenance;
import dev.hourglass.artifact.TrainedModel;
import dev.hourglass.data.DataOptions;
import dev.hourglass.data.Dataset;
import dev.hourglass.data.Normalization;
import dev.hourglass.tensor.Tensor;
import dev.hourglass.tensor.kernel.Kernels;
import dev.hourglass.train.EpochRecord;
import dev.hourglass.train.RunOptions;
import dev.hourglass.train.Trainer;
import dev.hourglass.train.TrainingListener;
import dev.hourglass.train.TrainingResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every family: the same bits everywhere, resuming, learning, and a file that gives the same back. */
final class FamilyContractTest {
    private static final Dataset DATA = Datasets.surface(107, FamilyCase.FEATURES, 3, 1);
    private static final Dataset VALIDATION = Datasets.surface(40, FamilyCase.FEATURES, 3, 1);
    private static final RunOptions OPTIONS = RunOptions.defaults(4).withThreads(1);

    @TempDir
    private Path directory;

    @ParameterizedTest
    @MethodSource("dev.hourglass.testkit.FamilyCase#all")
    void bitsDoNotDependOnThreadsOrKernels(FamilyCase family) throws IOException {
        TrainingResult expected = train(family, OPTIONS, Kernels.best());
        for (int threads : new int[] {2, 3, 8}) {
            Bits.assertSameRun(train(family, OPTIONS.withThreads(threads), Kernels.best()), expected);
        }
        for (int bits : new int[] {128, 256, 512}) {
            Bits.assertSameRun(train(family, OPTIONS, KernelWidths.vector(bits)), expected);
        }
        Bits.assertSameRun(train(family, OPTIONS.withThreads(2), Kernels.plain()), expected);
    }

    @ParameterizedTest
    @MethodSource("dev.hourglass.testkit.FamilyCase#all")
    void lossesFall(FamilyCase family) throws IOException {
        assumeTrue(family.lowersItsLoss());
        List<EpochRecord> epochs =
                train(family, OPTIONS, Kernels.best()).history().epochs();

        assertThat(epochs.get(epochs.size() - 1).validationLoss())
                .isLessThan(epochs.get(0).validationLoss());
    }

    @ParameterizedTest
    @MethodSource("dev.hourglass.testkit.FamilyCase#all")
    void resumedRunsEndLikeUninterruptedOnes(FamilyCase family) throws IOException {
        TrainingResult expected = train(family, OPTIONS, Kernels.best());
        RunOptions options = OPTIONS.withCheckpoint(directory.resolve("state"), 1);
        TrainingListener crash = new TrainingListener() {
            @Override
            public void epochEnded(EpochRecord epoch) {
                if (epoch.epoch() == 2) {
                    throw new IllegalStateException("crash");
                }
            }
        };
        assertThatThrownBy(() -> new Trainer(family.model(), family.training(), options).train(DATA, VALIDATION, crash))
                .hasMessage("crash");
        TrainingResult resumed = new Trainer(family.model(), family.training(), options)
                .resume(directory.resolve("state"), DATA, VALIDATION, TrainingListener.SILENT);
        Bits.assertSameRun(resumed, expected);
    }

    @ParameterizedTest
    @MethodSource("dev.hourglass.testkit.FamilyCase#all")
    void filesGiveTheSameBack(FamilyCase family) throws IOException {
        TrainedModel model = model(family, train(family, OPTIONS, Kernels.best()));
        Path file = directory.resolve("model.safetensors");
        ModelFile.write(model, file);
        TrainedModel read = ModelFile.read(file).model();
        Tensor codes = model.encode(DATA.tensor());

        assertThat(read.config()).isEqualTo(model.config());
        assertThat(read.parameters().values()).isEqualTo(model.parameters().values());
        assertThat(read.encode(DATA.tensor()).values()).isEqualTo(codes.values());
        assertThat(read.withThreads(3).decode(codes).values())
                .isEqualTo(model.reconstruct(DATA.tensor()).values());
    }

    @ParameterizedTest
    @MethodSource("dev.hourglass.testkit.FamilyCase#all")
    void reconstructionsAreWhatTheMeasuredLossSays(FamilyCase family) throws IOException {
        assumeTrue(family.measuresSquaredError());
        TrainingResult result = train(family, OPTIONS, Kernels.best());
        float[] given = VALIDATION.values();
        float[] back = model(family, result).reconstruct(VALIDATION.tensor()).values();
        double sum = 0;
        for (int i = 0; i < given.length; i++) {
            sum += ((double) back[i] - given[i]) * ((double) back[i] - given[i]);
        }
        List<EpochRecord> epochs = result.history().epochs();

        assertThat(sum / given.length)
                .isCloseTo(epochs.get(epochs.size() - 1).validationLoss(), withinPercentage(0.01));
    }

    private static TrainedModel model(FamilyCase family, TrainingResult result) {
        return new TrainedModel(
                family.model(),
                result.parameters(),
                Normalization.none(FamilyCase.FEATURES),
                new TrainedModel.Reading(DATA.schema(), DataOptions.defaults()),
                new Provenance("test", DATA.name(), DATA.fingerprint(), DATA.rows(), 4, Map.of(), Map.of()));
    }

    private static TrainingResult train(FamilyCase family, RunOptions options, Kernels kernels) throws IOException {
        return new Trainer(family.model(), family.training(), options, kernels)
                .train(DATA, VALIDATION, TrainingListener.SILENT);
    }
}
