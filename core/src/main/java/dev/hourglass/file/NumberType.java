package dev.hourglass.file;

import java.nio.ByteBuffer;

/** Names the ways numbers lie in array files, and turns them into float32. */
public enum NumberType {
    /** Unsigned 8-bit integers. */
    U8(1) {
        @Override
        public float decode(ByteBuffer source, int at) {
            return source.get(at) & 0xff;
        }
    },
    /** Signed 8-bit integers. */
    I8(1) {
        @Override
        public float decode(ByteBuffer source, int at) {
            return source.get(at);
        }
    },
    /** Unsigned 16-bit integers. */
    U16(2) {
        @Override
        public float decode(ByteBuffer source, int at) {
            return source.getShort(at) & 0xffff;
        }
    },
    /** Signed 16-bit integers. */
    I16(2) {
        @Override
        public float decode(ByteBuffer source, int at) {
            return source.getShort(at);
        }
    },
    /** Unsigned 32-bit integers. */
    U32(4) {
        @Override
        public float decode(ByteBuffer source, int at) {
            return (float) (source.getInt(at) & 0xffff_ffffL);
        }
    },
    /** Signed 32-bit integers. */
    I32(4) {
        @Override
        public float decode(ByteBuffer source, int at) {
            return (float) source.getInt(at);
        }
    },
    /** Signed 64-bit integers. */
    I64(8) {
        @Override
        public float decode(ByteBuffer source, int at) {
            return (float) source.getLong(at);
        }
    },
    /** IEEE 754 numbers of 32 bits. */
    F32(4) {
        @Override
        public float decode(ByteBuffer source, int at) {
            return source.getFloat(at);
        }
    },
    /** IEEE 754 numbers of 64 bits, rounded to the nearest float32. */
    F64(8) {
        @Override
        public float decode(ByteBuffer source, int at) {
            return (float) source.getDouble(at);
        }
    };

    private final int sizeBytes;

    NumberType(int sizeBytes) {
        this.sizeBytes = sizeBytes;
    }

    /** Returns how many bytes one number takes. */
    public int sizeBytes() {
        return sizeBytes;
    }

    /** Returns whether the type can hold NaN and infinities. */
    public boolean isFloating() {
        return this == F32 || this == F64;
    }

    /**
     * Returns one number as the nearest float32.
     *
     * @param source the bytes, in the source's byte order; its position is neither used nor moved
     * @param at the index of the number's first byte
     * @return the number; infinite where a float64 lies beyond float32
     */
    public abstract float decode(ByteBuffer source, int at);
}
