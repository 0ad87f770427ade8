package dev.hourglass.bench;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files of bare little-endian numbers, which NumPy reads with {@code fromfile}. */
final class NumberFiles {
    private NumberFiles() {}

    static void writeFloats(Path file, float[] values) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
            byte[] bytes = new byte[Float.BYTES];
            ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
            for (float value : values) {
                buffer.putFloat(0, value);
                out.write(bytes);
            }
        }
    }

    static void writeDoubles(Path file, double[] values) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asDoubleBuffer().put(values);
        Files.write(file, bytes.array());
    }

    static void writeInts(Path file, int[] values) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asIntBuffer().put(values);
        Files.write(file, bytes.array());
    }

    static float[] readFloats(Path file) throws IOException {
        float[] values = new float[(int) (Files.size(file) / Float.BYTES)];
        map(file).asFloatBuffer().get(values);
        return values;
    }

    static double[] readDoubles(Path file) throws IOException {
        double[] values = new double[(int) (Files.size(file) / Double.BYTES)];
        map(file).asDoubleBuffer().get(values);
        return values;
    }

    static int[] readInts(Path file) throws IOException {
        int[] values = new int[(int) (Files.size(file) / Integer.BYTES)];
        map(file).asIntBuffer().get(values);
        return values;
    }

    private static ByteBuffer map(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            return channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size()).order(ByteOrder.LITTLE_ENDIAN);
        }
    }
}
