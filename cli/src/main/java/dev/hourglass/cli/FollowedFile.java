package dev.hourglass.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Reads a file that others write to: at its end it waits for more. Ends where the file is cut short. */
final class FollowedFile extends InputStream {
    private static final long WAIT_MILLIS = 50;

    private final FileChannel channel;
    private final byte[] single = new byte[1];

    FollowedFile(Path file) throws IOException {
        this.channel = FileChannel.open(file, StandardOpenOption.READ);
    }

    @Override
    public int read() throws IOException {
        return read(single, 0, 1) < 0 ? -1 : single[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        ByteBuffer target = ByteBuffer.wrap(bytes, offset, length);
        while (length > 0) {
            int count = channel.read(target);
            if (count > 0) {
                return count;
            }
            if (channel.size() < channel.position()) {
                return -1;
            }
            try {
                Thread.sleep(WAIT_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return -1;
            }
        }
        return 0;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
