package dev.hourglass.file;

import dev.hourglass.error.CorruptArtifactException;
import dev.hourglass.file.SafetensorsHeader.TensorInfo;
import dev.hourglass.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/** Reads the JSON header of a safetensors file strictly: known keys only, each once, nothing after the object. */
final class SafetensorsHeaderParser {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(SafetensorsFormat.MAX_HEADER_BYTES)
                    .build())
            .build();

    private final String file;
    private final JsonParser json;

    private SafetensorsHeaderParser(String file, JsonParser json) {
        this.file = file;
        this.json = json;
    }

    /**
     * Parses a header.
     *
     * @param file the file's name, for messages
     * @param header the header's bytes
     * @return what it says; offsets are not yet compared with each other
     * @throws CorruptArtifactException if the header is not what the format says
     */
    static SafetensorsHeader parse(String file, byte[] header) {
        try (JsonParser json = FACTORY.createParser(ObjectReadContext.empty(), header)) {
            return new SafetensorsHeaderParser(file, json).parse();
        } catch (JacksonException e) {
            long offset =
                    e.getLocation() == null ? 0 : Math.max(0, e.getLocation().getByteOffset());
            throw new CorruptArtifactException(
                    file,
                    SafetensorsFormat.LENGTH_BYTES + offset,
                    "header must be a JSON object with each key once, but: " + e.getOriginalMessage());
        }
    }

    private SafetensorsHeader parse() {
        Map<String, String> metadata = new LinkedHashMap<>();
        List<TensorInfo> tensors = new ArrayList<>();
        expect(json.nextToken(), JsonToken.START_OBJECT, "header");
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            expect(json.nextToken(), JsonToken.START_OBJECT, quoted(name));
            if (name.equals(SafetensorsFormat.METADATA)) {
                parseMetadata(metadata);
            } else {
                tensors.add(parseTensor(name));
            }
        }
        if (json.nextToken() != null) {
            throw corrupt("header must end with its object, but goes on");
        }
        return new SafetensorsHeader(metadata, tensors);
    }

    private void parseMetadata(Map<String, String> metadata) {
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String key = json.currentName();
            expect(json.nextToken(), JsonToken.VALUE_STRING, "metadata " + quoted(key));
            metadata.put(key, json.getString());
        }
    }

    private TensorInfo parseTensor(String name) {
        String dtype = null;
        Shape shape = null;
        long[] offsets = null;
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String key = json.currentName();
            JsonToken value = json.nextToken();
            switch (key) {
                case "dtype" -> dtype = parseDtype(name, value);
                case "shape" -> shape = parseShape(name, parseNumbers(name, key, value));
                case "data_offsets" -> offsets = parseNumbers(name, key, value);
                default -> throw corrupt("tensor " + quoted(name) + " must not have the key " + quoted(key));
            }
        }
        if (dtype == null || shape == null || offsets == null || offsets.length != 2) {
            throw corrupt("tensor " + quoted(name) + " must have dtype, shape and two data_offsets");
        }
        long length = (long) Float.BYTES * shape.size();
        if (offsets[1] - offsets[0] != length) {
            throw corrupt("data_offsets of tensor " + quoted(name) + " must lie " + length + " bytes apart for shape "
                    + shape + ", but were " + Arrays.toString(offsets));
        }
        return new TensorInfo(name, shape, offsets[0], offsets[1]);
    }

    private String parseDtype(String name, @Nullable JsonToken value) {
        expect(value, JsonToken.VALUE_STRING, "dtype of tensor " + quoted(name));
        String dtype = json.getString();
        if (!dtype.equals("F32")) {
            throw corrupt("dtype of tensor " + quoted(name) + " must be F32, but was " + quoted(dtype)
                    + "; convert the tensor to float32");
        }
        return dtype;
    }

    private Shape parseShape(String name, long[] dimensions) {
        int[] sizes = new int[dimensions.length];
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = (int) Math.min(dimensions[i], Integer.MAX_VALUE);
        }
        try {
            return Shape.of(sizes);
        } catch (IllegalArgumentException e) {
            throw corrupt("shape of tensor " + quoted(name) + " must have dimensions of at least 1 and at most "
                    + Integer.MAX_VALUE + " elements, but was " + Arrays.toString(dimensions));
        }
    }

    private long[] parseNumbers(String name, String key, @Nullable JsonToken value) {
        String what = key + " of tensor " + quoted(name);
        expect(value, JsonToken.START_ARRAY, what);
        List<Long> numbers = new ArrayList<>();
        for (JsonToken token = json.nextToken(); token != JsonToken.END_ARRAY; token = json.nextToken()) {
            expect(token, JsonToken.VALUE_NUMBER_INT, what);
            long number = json.getLongValue();
            if (number < 0) {
                throw corrupt(what + " must not be negative, but was " + number);
            }
            numbers.add(number);
        }
        return numbers.stream().mapToLong(Long::longValue).toArray();
    }

    private void expect(@Nullable JsonToken found, JsonToken expected, String what) {
        if (found != expected) {
            throw corrupt(what + " must be " + words(expected) + ", but was " + words(found));
        }
    }

    private static String words(@Nullable JsonToken token) {
        if (token == null) {
            return "missing";
        }
        return switch (token) {
            case START_OBJECT -> "an object";
            case START_ARRAY -> "an array";
            case VALUE_STRING -> "a string";
            case VALUE_NUMBER_INT -> "an integer";
            case VALUE_NUMBER_FLOAT -> "a fraction";
            default -> "something else";
        };
    }

    private CorruptArtifactException corrupt(String problem) {
        long offset = Math.max(0, json.currentTokenLocation().getByteOffset());
        return new CorruptArtifactException(file, SafetensorsFormat.LENGTH_BYTES + offset, problem);
    }

    private static String quoted(String name) {
        return '"' + name + '"';
    }
}
