package dev.hourglass.data;

/**
 * Groups what each kind of file needs to know to be read.
 *
 * @param csv for CSV and TSV files
 * @param images for folders of images
 * @param arrayName the array of an NPZ file; empty for the only one
 */
public record DataOptions(CsvOptions csv, ImageOptions images, String arrayName) {

    /** Returns the defaults of each kind. */
    public static DataOptions defaults() {
        return new DataOptions(CsvOptions.defaults(), ImageOptions.defaults(), "");
    }

    /** Returns a copy with other options for CSV files. */
    public DataOptions withCsv(CsvOptions changed) {
        return new DataOptions(changed, images, arrayName);
    }

    /** Returns a copy with other options for images. */
    public DataOptions withImages(ImageOptions changed) {
        return new DataOptions(csv, changed, arrayName);
    }

    /** Returns a copy with another array name. */
    public DataOptions withArrayName(String changed) {
        return new DataOptions(csv, images, changed);
    }
}
