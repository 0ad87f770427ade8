package dev.hourglass.cli;

import dev.hourglass.compress.EntryResult;
import dev.hourglass.compress.PictureResult;
import dev.hourglass.report.Figures;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * Sums up pictures that were coded with loss.
 *
 * @param pictures what each came to
 */
record PictureSummary(List<PictureResult> pictures) {
    static PictureSummary of(List<EntryResult> entries) {
        return new PictureSummary(entries.stream()
                .map(EntryResult::picture)
                .flatMap(Optional::stream)
                .toList());
    }

    /** Says which of so many files come back exactly. */
    String loss(int files) {
        if (pictures.isEmpty()) {
            return "lossless, for no file is a picture that would be smaller with loss";
        }
        String lossy = "pictures with loss";
        return pictures.size() == files
                ? lossy
                : lossy + " in " + pictures.size() + " of them, the others lossless: no pictures, or not smaller so";
    }

    /** Says how near pictures come back; nothing where there is none. */
    List<String> lines() {
        if (pictures.isEmpty()) {
            return List.of();
        }
        return List.of("pictures  PSNR " + span(PictureResult::psnr) + " dB, " + span(PictureResult::bitsPerPixel)
                + " bits per pixel, quality " + span(PictureResult::quality));
    }

    void put(Map<String, Object> fields) {
        fields.put("pictures", pictures.size());
        if (!pictures.isEmpty()) {
            JsonFields.put(fields, "psnr", mean(PictureResult::psnr));
            JsonFields.put(fields, "bitsPerPixel", mean(PictureResult::bitsPerPixel));
            JsonFields.put(fields, "quality", mean(PictureResult::quality));
        }
    }

    private double mean(ToDoubleFunction<PictureResult> figure) {
        return pictures.stream().mapToDouble(figure).average().orElse(0);
    }

    /** Prints the mean, and where it says less than all, the least and the largest. */
    private String span(ToDoubleFunction<PictureResult> figure) {
        double min = pictures.stream().mapToDouble(figure).min().orElse(0);
        double max = pictures.stream().mapToDouble(figure).max().orElse(0);
        String mean = Figures.of(mean(figure));
        return min == max ? mean : mean + " (" + Figures.of(min) + " to " + Figures.of(max) + ")";
    }
}
