package dev.hourglass.file;

import dev.hourglass.tensor.Shape;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;

/**
 * What the JSON header of a safetensors file says.
 *
 * @param metadata the texts under {@code __metadata__}, the seal included where there is one
 * @param tensors in the order of the header
 */
record SafetensorsHeader(Map<String, String> metadata, List<TensorInfo> tensors) {
    /**
     * Where one float32 tensor lies.
     *
     * @param name the tensor's name
     * @param shape its shape
     * @param begin its first byte, counted from the start of the data
     * @param end the byte after its last
     */
    record TensorInfo(String name, Shape shape, long begin, long end) {}

    /** Lays the entries out one after the other under a blank seal. */
    static SafetensorsHeader layOut(Map<String, String> metadata, List<SafetensorsFile.Entry> entries) {
        List<TensorInfo> tensors = new ArrayList<>();
        long position = 0;
        for (SafetensorsFile.Entry entry : entries) {
            long end = position + (long) Float.BYTES * entry.values().length;
            tensors.add(new TensorInfo(entry.name(), entry.shape(), position, end));
            position = end;
        }
        Map<String, String> sealed = new TreeMap<>(metadata);
        sealed.put(SafetensorsFormat.SEAL, SafetensorsFormat.BLANK_SEAL);
        return new SafetensorsHeader(sealed, tensors);
    }

    /** Returns the header's bytes: the seal first, then the metadata by key, then the tensors; padded with spaces. */
    byte[] print() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        JsonFactory factory = JsonFactory.builder()
                .disable(JsonWriteFeature.ESCAPE_FORWARD_SLASHES)
                .build();
        try (JsonGenerator json = factory.createGenerator(ObjectWriteContext.empty(), out)) {
            json.writeStartObject();
            printMetadata(json);
            tensors.forEach(tensor -> printTensor(json, tensor));
            json.writeEndObject();
        }
        byte[] text = out.toByteArray();
        int excess = (SafetensorsFormat.LENGTH_BYTES + text.length) % SafetensorsFormat.ALIGNMENT_BYTES;
        int padding = excess == 0 ? 0 : SafetensorsFormat.ALIGNMENT_BYTES - excess;
        byte[] padded = Arrays.copyOf(text, text.length + padding);
        Arrays.fill(padded, text.length, padded.length, (byte) ' ');
        return padded;
    }

    private void printMetadata(JsonGenerator json) {
        Map<String, String> others = new TreeMap<>(metadata);
        json.writeName(SafetensorsFormat.METADATA);
        json.writeStartObject();
        json.writeStringProperty(SafetensorsFormat.SEAL, others.remove(SafetensorsFormat.SEAL));
        others.forEach(json::writeStringProperty);
        json.writeEndObject();
    }

    private static void printTensor(JsonGenerator json, TensorInfo tensor) {
        json.writeName(tensor.name());
        json.writeStartObject();
        json.writeStringProperty("dtype", "F32");
        json.writeName("shape");
        json.writeStartArray();
        tensor.shape().dimensions().forEach(json::writeNumber);
        json.writeEndArray();
        json.writeName("data_offsets");
        json.writeStartArray();
        json.writeNumber(tensor.begin());
        json.writeNumber(tensor.end());
        json.writeEndArray();
        json.writeEndObject();
    }
}
