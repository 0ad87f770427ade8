package dev.hourglass.data;

import dev.hourglass.tensor.Shape;
import dev.hourglass.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/**
 * Samples held in memory, [N, D] float32, with what they mean; N may be 0.
 *
 * <p>The values are shared, not copied, and are not to be written to once the data set is built. Safe for concurrent
 * use under that rule.
 */
public final class Dataset {
    private final String name;
    private final DataSchema schema;
    private final float[] values;
    private final int rows;
    private final List<String> labels;

    private Dataset(String name, DataSchema schema, float[] values, int rows, List<String> labels) {
        this.name = Objects.requireNonNull(name, "name");
        this.schema = Objects.requireNonNull(schema, "schema");
        this.values = values;
        this.rows = rows;
        this.labels = List.copyOf(labels);
        if (values.length != (long) rows * schema.features()) {
            throw new IllegalArgumentException("values must be rows x features = " + rows + " x " + schema.features()
                    + ", but were " + values.length);
        }
        if (!this.labels.isEmpty() && this.labels.size() != rows) {
            throw new IllegalArgumentException(
                    "labels must be none or one a row (" + rows + "), but were " + labels.size());
        }
    }

    /**
     * Wraps values.
     *
     * @param name a name for people
     * @param schema what one sample means
     * @param values row-major [N, D]; shared
     * @param labels one a row, or empty
     * @return the data set
     */
    public static Dataset of(String name, DataSchema schema, float[] values, List<String> labels) {
        return new Dataset(name, schema, values, values.length / schema.features(), labels);
    }

    /** Returns the name. */
    public String name() {
        return name;
    }

    /** Returns what one sample means. */
    public DataSchema schema() {
        return schema;
    }

    /** Returns N, the number of samples. */
    public int rows() {
        return rows;
    }

    /** Returns D, the number of values of one sample. */
    public int features() {
        return schema.features();
    }

    /** Returns the values, row-major [N, D]; shared, not to be written to. */
    public float[] values() {
        return values;
    }

    /** Returns one label a row, or an empty list. */
    public List<String> labels() {
        return labels;
    }

    /**
     * Returns the values as a tensor [N, ...sample shape]; shared.
     *
     * @throws IllegalStateException if there are no rows: a tensor has no empty dimension
     */
    public Tensor tensor() {
        if (rows == 0) {
            throw new IllegalStateException("data set \"" + name + "\" must have at least one row, but has none");
        }
        Shape shape = schema.sampleShape().batch(rows);
        return Tensor.of(shape, values);
    }

    /** Returns a reader of these rows, for what takes its samples from a stream; closing it does nothing. */
    public RowReader reader() {
        return new DatasetReader(this);
    }

    /** Returns the chosen rows, copied, in the order given. */
    public Dataset select(int[] chosen) {
        int features = features();
        float[] copy = new float[Math.multiplyExact(chosen.length, features)];
        List<String> chosenLabels = new ArrayList<>(labels.isEmpty() ? 0 : chosen.length);
        for (int i = 0; i < chosen.length; i++) {
            System.arraycopy(values, chosen[i] * features, copy, i * features, features);
            if (!labels.isEmpty()) {
                chosenLabels.add(labels.get(chosen[i]));
            }
        }
        return new Dataset(name, schema, copy, chosen.length, chosenLabels);
    }

    /** Returns the first {@code count} rows, or all of them where there are fewer. */
    public Dataset head(int count) {
        int[] chosen = new int[Math.min(count, rows)];
        for (int i = 0; i < chosen.length; i++) {
            chosen[i] = i;
        }
        return select(chosen);
    }

    /** Returns this data set with other values of the same meaning; the array is shared. */
    public Dataset withValues(float[] replaced) {
        return new Dataset(name, schema, replaced, rows, labels);
    }

    /**
     * Returns the SHA-256 of the schema and the values, as 64 hexadecimal digits: the provenance of what is trained.
     */
    public String fingerprint() {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
        digest.update(shapeText().getBytes(StandardCharsets.UTF_8));
        ByteBuffer block = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            if (!block.hasRemaining()) {
                digest.update(block.flip());
                block.clear();
            }
            block.putFloat(value);
        }
        digest.update(block.flip());
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Prints the shape with its rows, as a shape would if it could be empty. */
    private String shapeText() {
        return "[" + rows + ", " + schema.sampleShape().toString().substring(1);
    }
}
