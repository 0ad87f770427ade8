package dev.hourglass.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hourglass.error.MalformedDataException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ImageFolderReaderTest {
    private static final ImageOptions DEFAULTS = ImageOptions.defaults();

    @TempDir
    private Path folder;

    private Dataset load(ImageOptions options) throws IOException {
        return TestFiles.load(ImageFolderReader.open(folder, options));
    }

    @Test
    void readsGreyImagesSortedAndLabelledByFolder() throws IOException {
        TestFiles.png(folder.resolve("dog/a.png"), 2, 0, 51);
        TestFiles.png(folder.resolve("cat/b.png"), 2, 255, 102);

        Dataset data = load(DEFAULTS);

        assertThat(data.schema()).isEqualTo(new ImageSchema(1, 1, 2));
        assertThat(data.values()).containsExactly(1, 0.4f, 0, 0.2f);
        assertThat(data.labels()).containsExactly("cat", "dog");
    }

    @Test
    void splitsColoursIntoPlanesAndMixesThemToGrey() throws IOException {
        BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_INT_RGB);
        image.setRGB(0, 0, 0xff0000);
        image.setRGB(1, 0, 0x0033ff);
        ImageIO.write(image, "png", folder.resolve("a.png").toFile());

        assertThat(load(DEFAULTS).values()).containsExactly(1, 0, 0, 0.2f, 0, 1);
        // 0.299 * 255 = 76.2; 0.587 * 51 + 0.114 * 255 = 59.0
        assertThat(load(DEFAULTS.withChannels(1)).values()).containsExactly(76 / 255f, 59 / 255f);
    }

    @Test
    void keepsTheStoredLevelsOfGreyFiles() throws IOException {
        TestFiles.png(folder.resolve("a.png"), 2, 100, 200);

        assertThat(load(DEFAULTS.withChannels(3)).values())
                .containsExactly(100 / 255f, 200 / 255f, 100 / 255f, 200 / 255f, 100 / 255f, 200 / 255f);
    }

    @Test
    void averagesDownAndInterpolatesUp() throws IOException {
        TestFiles.png(folder.resolve("a.png"), 4, 0, 51, 102, 255, 51, 0, 153, 0);

        assertThat(load(DEFAULTS.withSize(1, 2).withFit(ImageOptions.Fit.STRETCH))
                        .values())
                .containsExactly(0.1f, 0.5f);
        assertThat(load(DEFAULTS.withSize(2, 8).withFit(ImageOptions.Fit.STRETCH))
                        .values())
                .startsWith(0, 0.05f, 0.15f, 0.25f, 0.35f);
    }

    @Test
    void cutsTheCentreWhereProportionsDiffer() throws IOException {
        TestFiles.png(folder.resolve("a.png"), 4, 0, 51, 102, 255);

        assertThat(load(DEFAULTS.withSize(1, 2)).values()).containsExactly(0.2f, 0.4f);
    }

    @Test
    void rejectsMixedSizesByBothNames() throws IOException {
        Path first = TestFiles.png(folder.resolve("a.png"), 2, 1, 2);
        Path second = TestFiles.png(folder.resolve("b.png"), 1, 1, 2, 3);

        assertThatThrownBy(() -> load(DEFAULTS))
                .isInstanceOf(MalformedDataException.class)
                .hasMessage(second + ": all images must have one size, but this is 1 x 3 and " + first
                        + " is 2 x 1; give a size to bring them to");
    }

    @Test
    void rejectsFilesThatAreNoImages() throws IOException {
        Path text = Files.writeString(folder.resolve("a.png"), "hello");

        assertThatThrownBy(() -> load(DEFAULTS))
                .isInstanceOf(MalformedDataException.class)
                .hasMessage(text + ": the file must be a whole PNG or JPEG image, but is neither");
    }

    @Test
    void rejectsTruncatedImages() throws IOException {
        Path file = TestFiles.png(folder.resolve("a.png"), 64, new int[64 * 64]);
        Files.write(file, java.util.Arrays.copyOf(Files.readAllBytes(file), 60));

        assertThatThrownBy(() -> load(DEFAULTS))
                .isInstanceOf(MalformedDataException.class)
                .hasMessageStartingWith(
                        file + ": the file must be a whole PNG or JPEG image, but could not be decoded");
    }

    @Test
    void rejectsEmptyFilesAndFolders() throws IOException {
        assertThatThrownBy(() -> load(DEFAULTS))
                .hasMessage(folder + ": the folder must hold PNG or JPEG images (.png, .jpg, .jpeg), but holds none");
        Path empty = Files.createFile(folder.resolve("a.png"));
        assertThatThrownBy(() -> load(DEFAULTS))
                .hasMessage(empty + ": the file must hold an image, but is empty (0 bytes)");
    }
}
