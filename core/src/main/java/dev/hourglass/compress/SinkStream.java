package dev.hourglass.compress;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/** Hands what is written on as arrays. */
final class SinkStream extends OutputStream {
    private final OrderedTasks.Sink<byte[]> sink;

    SinkStream(OrderedTasks.Sink<byte[]> sink) {
        this.sink = sink;
    }

    @Override
    public void write(int value) throws IOException {
        sink.accept(new byte[] {(byte) value});
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        sink.accept(Arrays.copyOfRange(bytes, offset, offset + length));
    }
}
