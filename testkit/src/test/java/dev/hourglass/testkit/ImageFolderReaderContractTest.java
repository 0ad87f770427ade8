package dev.hourglass.testkit;

import dev.hourglass.data.ImageFolderReader;
import dev.hourglass.data.ImageOptions;
import dev.hourglass.data.RowReader;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

final class ImageFolderReaderContractTest extends DataReaderContract {
    @Override
    protected RowReader open() throws IOException {
        for (int i = 0; i < rows(); i++) {
            BufferedImage image = new BufferedImage(4 + i, 5, BufferedImage.TYPE_INT_RGB);
            image.setRGB(i, i % 5, 0xff8000 + i);
            Path parent = Files.createDirectories(folder.resolve("kind" + i % 2));
            ImageIO.write(image, "png", parent.resolve(i + ".png").toFile());
        }
        return ImageFolderReader.open(folder, ImageOptions.defaults().withSize(3, 3));
    }

    @Override
    protected int rows() {
        return 6;
    }

    @Override
    protected boolean hasLabels() {
        return true;
    }
}
