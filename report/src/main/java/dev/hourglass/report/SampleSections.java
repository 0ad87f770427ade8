package dev.hourglass.report;

import dev.hourglass.data.ImageSchema;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;

/** Writes reconstructions to look at: pictures of images, errors by feature for tables. */
final class SampleSections {
    private final Samples samples;

    SampleSections(Samples samples) {
        this.samples = samples;
    }

    /** Returns the sections. */
    String write() throws IOException {
        if (samples instanceof Samples.Images images) {
            return Html.section(
                            "reconstructions",
                            "Originals over reconstructions",
                            "Drawn at random. The upper image is the original, the lower one what came back from the"
                                    + " code; the figure is the mean squared error.",
                            gallery(images.schema(), images.random()))
                    + Html.section("worst", "Worst reconstructions", "", gallery(images.schema(), images.worst()))
                    + Html.section("best", "Best reconstructions", "", gallery(images.schema(), images.best()));
        }
        if (samples instanceof Samples.Features features) {
            return Html.section(
                    "features",
                    "Error by feature",
                    "Root mean squared error beside the feature's own standard deviation, which is the error of always"
                            + " answering the mean. Worst first.",
                    featureTable(features.errors()));
        }
        throw new AssertionError(samples);
    }

    private static String gallery(ImageSchema schema, Samples.Pairs pairs) throws IOException {
        StringBuilder figures = new StringBuilder("<div class=\"gallery\">");
        for (int i = 0; i < pairs.errors().size(); i++) {
            String original = image(schema, pairs.originals().values(), i, "original");
            String reconstruction = image(schema, pairs.reconstructions().values(), i, "reconstruction");
            figures.append("<figure>")
                    .append(original)
                    .append(reconstruction)
                    .append("<figcaption>")
                    .append(Html.escape(Figures.of(pairs.errors().get(i))))
                    .append("</figcaption></figure>");
        }
        return figures.append("</div>").toString();
    }

    private static String image(ImageSchema schema, float[] values, int index, String what) throws IOException {
        int features = schema.features();
        float[] one = Arrays.copyOfRange(values, index * features, (index + 1) * features);
        byte[] png = ImageGrid.png(ImageGrid.of(one, schema, new ImageGrid.Layout(1, 0, 1)));
        return "<img alt=\"" + what + "\" src=\"data:image/png;base64,"
                + Base64.getEncoder().encodeToString(png) + "\">";
    }

    private static String featureTable(List<Samples.FeatureError> errors) {
        List<Samples.FeatureError> sorted = new ArrayList<>(errors);
        sorted.sort(Comparator.comparingDouble(SampleSections::unexplained).reversed());
        List<String> rows = new ArrayList<>();
        for (Samples.FeatureError error : sorted) {
            rows.add(Html.row(
                    Html.text(error.feature()),
                    Html.number(Figures.of(error.rootMeanSquaredError())),
                    Html.number(Figures.of(error.deviation())),
                    "<td class=\"bar\"><meter min=\"0\" max=\"1\" value=\"" + Figures.of(unexplained(error))
                            + "\"></meter></td>"));
        }
        return Html.table(List.of("feature", "RMSE", "deviation", "share left unexplained"), rows);
    }

    private static double unexplained(Samples.FeatureError error) {
        if (error.deviation() > 0) {
            return Math.min(1, error.rootMeanSquaredError() / error.deviation());
        }
        return error.rootMeanSquaredError() > 0 ? 1 : 0;
    }
}
