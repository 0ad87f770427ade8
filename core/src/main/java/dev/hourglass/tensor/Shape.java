package dev.hourglass.tensor;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Lists the sizes of a tensor's dimensions, outermost first.
 *
 * <p>Immutable and safe for concurrent use.
 *
 * @param dimensions each at least 1; their product at most {@link Integer#MAX_VALUE}
 */
public record Shape(List<Integer> dimensions) {
    public Shape {
        dimensions = List.copyOf(dimensions);
        long size = 1;
        for (int dimension : dimensions) {
            if (dimension < 1) {
                throw new IllegalArgumentException("dimensions must be at least 1, but were " + dimensions);
            }
            size *= dimension;
            if (size > Integer.MAX_VALUE) {
                throw new IllegalArgumentException(
                        "shape must hold at most " + Integer.MAX_VALUE + " elements, but was " + dimensions);
            }
        }
    }

    /** Returns the shape with these dimensions. */
    public static Shape of(int... dimensions) {
        return new Shape(Arrays.stream(dimensions).boxed().toList());
    }

    /** Returns the number of dimensions. */
    public int rank() {
        return dimensions.size();
    }

    /** Returns the size of dimension {@code index}, counted from 0. */
    public int dimension(int index) {
        return dimensions.get(index);
    }

    /** Returns the number of elements; 1 for a scalar. */
    public int size() {
        int size = 1;
        for (int i = 0; i < dimensions.size(); i++) { // no iterator: asked for in loops that allocate nothing
            size *= dimensions.get(i);
        }
        return size;
    }

    /** Returns this shape with {@code rows} put before its dimensions. */
    public Shape batch(int rows) {
        int[] batched = new int[rank() + 1];
        batched[0] = rows;
        for (int i = 0; i < rank(); i++) {
            batched[i + 1] = dimension(i);
        }
        return of(batched);
    }

    @Override
    public String toString() {
        return dimensions.stream().map(String::valueOf).collect(Collectors.joining(", ", "[", "]"));
    }
}
