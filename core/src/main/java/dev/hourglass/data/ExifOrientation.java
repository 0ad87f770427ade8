package dev.hourglass.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * How a JPEG file says that its picture is to be turned: the tag Orientation of its Exif segment. What cannot be read
 * counts as not turned.
 *
 * <p>Source: CIPA DC-008-2019, "Exif 2.32", sections 4.5 and 4.6.4.
 *
 * @param number 1 as it is, 2 mirrored left to right, 3 upside down, 4 mirrored top to bottom, 5 mirrored at the
 *     diagonal, 6 turned right, 7 mirrored at the other diagonal, 8 turned left
 */
record ExifOrientation(int number) {
    private static final ExifOrientation NONE = new ExifOrientation(1);
    private static final int LAST = 8;
    private static final int TAG = 0x0112;
    private static final int ENTRY_BYTES = 12;
    private static final int SEGMENT = 0xe1;
    private static final int START_OF_SCAN = 0xda;
    private static final byte[] EXIF = {'E', 'x', 'i', 'f', 0, 0};

    /** Reads it from the bytes of a picture file; only JPEG files have one. */
    static ExifOrientation of(byte[] file) {
        ByteBuffer in = ByteBuffer.wrap(file);
        int at = 2;
        while (at + 4 <= file.length && file[0] == (byte) 0xff && file[at] == (byte) 0xff) {
            int marker = file[at + 1] & 0xff;
            int length = Short.toUnsignedInt(in.getShort(at + 2));
            int end = at + 2 + length;
            if (marker == START_OF_SCAN || end > file.length) {
                return NONE;
            }
            if (marker == SEGMENT && isExif(file, at + 4, end)) {
                int start = at + 4 + EXIF.length;
                return ofTiff(in.slice(start, end - start));
            }
            at = end;
        }
        return NONE;
    }

    private static boolean isExif(byte[] file, int from, int end) {
        for (int i = 0; i < EXIF.length; i++) {
            if (from + i >= end || file[from + i] != EXIF[i]) {
                return false;
            }
        }
        return true;
    }

    /** Reads the first directory of a TIFF header. */
    private static ExifOrientation ofTiff(ByteBuffer tiff) {
        if (tiff.limit() < 8) {
            return NONE;
        }
        tiff.order(tiff.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        int directory = tiff.getInt(4);
        if (directory < 8 || directory > tiff.limit() - 2) {
            return NONE;
        }
        int entries = Short.toUnsignedInt(tiff.getShort(directory));
        for (int i = 0; i < entries; i++) {
            int entry = directory + 2 + i * ENTRY_BYTES;
            if (entry + ENTRY_BYTES > tiff.limit()) {
                return NONE;
            }
            if (Short.toUnsignedInt(tiff.getShort(entry)) == TAG) {
                int number = Short.toUnsignedInt(tiff.getShort(entry + 8));
                return number >= 1 && number <= LAST ? new ExifOrientation(number) : NONE;
            }
        }
        return NONE;
    }

    /** Returns a picture as it is to be seen. */
    Picture apply(Picture stored) {
        if (number == 1) {
            return stored;
        }
        boolean isTurned = number >= 5;
        int width = isTurned ? stored.height() : stored.width();
        int height = isTurned ? stored.width() : stored.height();
        int channels = stored.channels();
        byte[] samples = new byte[stored.samples().length];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int from = source(x, y, stored.width(), stored.height()) * channels;
                System.arraycopy(stored.samples(), from, samples, (y * width + x) * channels, channels);
            }
        }
        return Picture.of(channels, height, width, samples);
    }

    /** Returns the index of the stored pixel that is seen at a place. */
    private int source(int x, int y, int width, int height) {
        boolean isTurned = number >= 5;
        int across = isTurned ? y : x;
        int down = isTurned ? x : y;
        boolean isFromRight = number == 2 || number == 3 || number == 7 || number == 8;
        boolean isFromBottom = number == 3 || number == 4 || number == 6 || number == 7;
        int column = isFromRight ? width - 1 - across : across;
        int row = isFromBottom ? height - 1 - down : down;
        return row * width + column;
    }
}
