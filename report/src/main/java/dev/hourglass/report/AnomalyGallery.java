package dev.hourglass.report;

import java.io.IOException;
import java.util.Base64;
import java.util.List;

/** Shows the most anomalous images with what is wrong with them, in place of a table of pixels. */
final class AnomalyGallery {
    private AnomalyGallery() {}

    /** Returns the section; nothing where there are no pictures. */
    static String of(List<DetectionReport.Picture> pictures) throws IOException {
        if (pictures.isEmpty()) {
            return "";
        }
        StringBuilder figures = new StringBuilder("<div class=\"gallery wide\">");
        for (DetectionReport.Picture picture : pictures) {
            figures.append(figure(picture));
        }
        return Html.section(
                "alarms",
                "The most anomalous images",
                "The image, its reconstruction where the detector has one, and where the two differ: yellow pixels add"
                        + " most to the score. Below: the image's number, its score, and how many normal images score as"
                        + " high.",
                figures.append("</div>").toString());
    }

    private static String figure(DetectionReport.Picture picture) throws IOException {
        DetectionReport.Alarm alarm = picture.alarm();
        String score = Html.escape(Figures.of(alarm.point().score()));
        return "<figure><img alt=\"image " + alarm.point().row() + " and where it is anomalous\""
                + " src=\"data:image/png;base64,"
                + Base64.getEncoder().encodeToString(ImageGrid.png(picture.image())) + "\"><figcaption>"
                + Html.escape(Figures.whole(alarm.point().row())) + ": "
                + (alarm.point().isAlarm() ? "<mark>" + score + "</mark>" : score) + ", "
                + Html.escape(DetectionPage.rarity(alarm.exceedance())) + "</figcaption></figure>";
    }
}
