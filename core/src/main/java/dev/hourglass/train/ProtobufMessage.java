package dev.hourglass.train;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Builds one Protocol Buffers message by hand; enough for event files.
 *
 * <p>Source: https://protobuf.dev/programming-guides/encoding.
 */
final class ProtobufMessage {
    private static final int VARINT = 0;
    private static final int FIXED_64 = 1;
    private static final int LENGTH_DELIMITED = 2;
    private static final int FIXED_32 = 5;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    ProtobufMessage putDouble(int field, double value) {
        putKey(field, FIXED_64);
        out.writeBytes(littleEndian(Long.BYTES).putDouble(value).array());
        return this;
    }

    ProtobufMessage putFloat(int field, float value) {
        putKey(field, FIXED_32);
        out.writeBytes(littleEndian(Integer.BYTES).putFloat(value).array());
        return this;
    }

    ProtobufMessage putLong(int field, long value) {
        putKey(field, VARINT);
        putVarint(value);
        return this;
    }

    ProtobufMessage putString(int field, String value) {
        return putBytes(field, value.getBytes(StandardCharsets.UTF_8));
    }

    ProtobufMessage putMessage(int field, ProtobufMessage value) {
        return putBytes(field, value.bytes());
    }

    byte[] bytes() {
        return out.toByteArray();
    }

    private ProtobufMessage putBytes(int field, byte[] value) {
        putKey(field, LENGTH_DELIMITED);
        putVarint(value.length);
        out.writeBytes(value);
        return this;
    }

    private void putKey(int field, int wireType) {
        putVarint(((long) field << 3) | wireType);
    }

    private void putVarint(long value) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            out.write((int) ((rest & 0x7f) | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
    }

    private static ByteBuffer littleEndian(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
