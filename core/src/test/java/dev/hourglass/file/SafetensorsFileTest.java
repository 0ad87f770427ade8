package dev.hourglass.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hourglass.error.CorruptArtifactException;
import dev.hourglass.file.SafetensorsFile.Entry;
import dev.hourglass.peer.Python;
import dev.hourglass.tensor.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SafetensorsFileTest {
    private static final Map<String, String> METADATA = Map.of("manifest", "{\"a/b\":\"\u00e9\u23f3\"}", "z", "");
    private static final List<Entry> ENTRIES = List.of(
            new Entry("encoder.0.weight", Shape.of(2, 3), new float[] {1, -2, 3.5f, -0f, Float.MIN_VALUE, 1e30f}),
            new Entry("encoder.0.bias", Shape.of(3), new float[] {0, Float.NaN, Float.NEGATIVE_INFINITY}),
            new Entry("count", Shape.of(), new float[] {7}));

    @TempDir
    private Path directory;

    @Test
    void roundTripKeepsEveryBit() throws IOException {
        SafetensorsFile read = SafetensorsFile.read(write());
        assertThat(read.metadata()).isEqualTo(METADATA);
        assertThat(read.entries()).hasSize(3);
        for (int i = 0; i < 3; i++) {
            Entry found = read.entries().get(i);
            assertThat(found.name()).isEqualTo(ENTRIES.get(i).name());
            assertThat(found.shape()).isEqualTo(ENTRIES.get(i).shape());
            assertThat(bits(found.values())).isEqualTo(bits(ENTRIES.get(i).values()));
        }
        assertThat(read.entry("count")).isPresent();
        assertThat(read.entry("none")).isEmpty();
    }

    @Test
    void roundTripKeepsTensorsLargerThanTheBuffer() throws IOException {
        float[] values = new float[40_001];
        for (int i = 0; i < values.length; i++) {
            values[i] = i * 0.1f;
        }
        Path file = directory.resolve("large.safetensors");
        SafetensorsFile.write(file, Map.of(), List.of(new Entry("w", Shape.of(40_001), values)));
        assertThat(SafetensorsFile.read(file).entries().get(0).values()).isEqualTo(values);
    }

    @Test
    void headerIsAlignedAndSealedInTheStatedPlace() throws IOException {
        byte[] bytes = Files.readAllBytes(write());
        long length = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
        assertThat((8 + length) % 8).isZero();
        assertThat(new String(bytes, 8, (int) length, StandardCharsets.UTF_8))
                .startsWith("{\"__metadata__\":{\"hourglass.sha256\":\"")
                .contains("\"manifest\":\"{\\\"a/b\\\":\\\"\u00e9\u23f3\\\"}\",\"z\":\"\"}")
                .contains("\"encoder.0.bias\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[24,36]}");
    }

    @Test
    void writesTheSameBytesTwice() throws IOException {
        Path first = write();
        Path second = directory.resolve("again.safetensors");
        SafetensorsFile.write(second, METADATA, ENTRIES);
        assertThat(second).hasSameBinaryContentAs(first);
        assertThat(SafetensorsFile.identity(second)).hasSize(64).isEqualTo(SafetensorsFile.identity(first));
    }

    @Test
    void bytesArePinned() throws IOException {
        assertThat(SafetensorsFile.identity(write()))
                .isEqualTo("6383daa2a2a6f2fc1e6287da7edb125e62d73fe6a71ad20ae801dc0d7880b75b");
    }

    @Test
    void refusesEveryFlippedByte() throws IOException {
        byte[] bytes = Files.readAllBytes(write());
        Path damaged = directory.resolve("damaged.safetensors");
        for (int i = 0; i < bytes.length; i++) {
            for (int mask : new int[] {1, 0x20, 0x80, 0xff}) {
                byte[] flipped = bytes.clone();
                flipped[i] ^= (byte) mask;
                Files.write(damaged, flipped);
                assertThatThrownBy(() -> SafetensorsFile.read(damaged))
                        .as("byte %d ^ %d", i, mask)
                        .isInstanceOf(CorruptArtifactException.class)
                        .hasMessageStartingWith(damaged + " at byte ");
            }
        }
    }

    @Test
    void refusesEveryTruncationAndAnExtraByte() throws IOException {
        byte[] bytes = Files.readAllBytes(write());
        Path damaged = directory.resolve("damaged.safetensors");
        for (int length = 0; length <= bytes.length + 1; length++) {
            if (length == bytes.length) {
                continue;
            }
            Files.write(damaged, Arrays.copyOf(bytes, length));
            assertThatThrownBy(() -> SafetensorsFile.read(damaged))
                    .as("%d bytes", length)
                    .isInstanceOf(CorruptArtifactException.class)
                    .hasMessageStartingWith(damaged + " at byte " + length);
        }
    }

    @Test
    void namesAnAlteredWeight() throws IOException {
        Path file = write();
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 1] ^= 1;
        Files.write(file, bytes);
        assertThatThrownBy(() -> SafetensorsFile.read(file))
                .hasMessageMatching(".* at byte 45: SHA-256 of the content must be [0-9a-f]{64}, but is [0-9a-f]{64}; "
                        + "the file was altered or damaged");
    }

    @Test
    void readsAForeignFileOnlyWhereAsked() throws IOException {
        Path file = foreign("{\"w\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}  ", 4);
        assertThat(SafetensorsFile.readForeign(file).entries().get(0).values()).containsExactly(0);
        assertThatThrownBy(() -> SafetensorsFile.read(file))
                .isInstanceOf(CorruptArtifactException.class)
                .hasMessage(file + " at byte 8: header must start with the 64 digits of \"hourglass.sha256\"; "
                        + "the file is damaged or another program wrote it");
    }

    @Test
    void readsASealedFileAsForeign() throws IOException {
        assertThat(SafetensorsFile.readForeign(write()).entries()).hasSize(3);
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            [] | header must start with {
            {"w":1} | "w" must be an object, but was an integer
            {"w":{"dtype":"F32","shape":[1]}} | tensor "w" must have dtype, shape and two data_offsets
            {"w":{"dtype":"F64","shape":[1],"data_offsets":[0,8]}} | dtype of tensor "w" must be F32, but was "F64"
            {"w":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}} | must lie 8 bytes apart for shape [2], but were [0, 4]
            {"w":{"dtype":"F32","shape":[0],"data_offsets":[0,0]}} | but was [0]
            {"w":{"dtype":"F32","shape":[65536,65536],"data_offsets":[0,4]}} | but was [65536, 65536]
            {"w":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}} | shape of tensor "w" must not be negative, but was -1
            {"w":{"dtype":"F32","shape":[1.5],"data_offsets":[0,4]}} | must be an integer, but was a fraction
            {"w":{"dtype":"F32","shape":[99999999999999999999],"data_offsets":[0,4]}} | out of range of `long`
            {"w":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}} | must start here, without gap or overlap, but starts 4 bytes further
            {"w":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"v":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}} | but starts -4 bytes further
            {"w":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"w":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}} | Duplicate Object property "w"
            {"w":{"dtype":"F32","shape":[100000000],"data_offsets":[0,400000000]}} | it was truncated
            {"w":{"dtype":"F32","shape":[1],"data_offsets":[0,4],"x":1}} | tensor "w" must not have the key "x"
            {"__metadata__":{"a":1}} | metadata "a" must be a string, but was an integer
            {} {} | header must end with its object, but goes on
            {"w":{"dtype":"F32" | header must be a JSON object with each key once, but: Unexpected end-of-input
            """)
    void refusesAMalformedHeader(String header, String problem) throws IOException {
        Path file = foreign(header, 4);
        assertThatThrownBy(() -> SafetensorsFile.readForeign(file))
                .isInstanceOf(CorruptArtifactException.class)
                .hasMessageStartingWith(file + " at byte ")
                .hasMessageContaining(problem);
    }

    @Test
    void refusesAHeaderLongerThanAnyFile() throws IOException {
        Path file = directory.resolve("huge.safetensors");
        byte[] bytes = new byte[64];
        Arrays.fill(bytes, 0, 8, (byte) 0xff);
        Files.write(file, bytes);
        assertThatThrownBy(() -> SafetensorsFile.readForeign(file))
                .isInstanceOf(CorruptArtifactException.class)
                .hasMessage(file + " at byte 0: length of the header must be in [2, 100000000], but was "
                        + "18446744073709551615; this is no model file or it is damaged");
    }

    @Test
    void refusesANameTwiceBeforeWriting() {
        Entry entry = new Entry("w", Shape.of(1), new float[1]);
        Path file = directory.resolve("twice.safetensors");
        assertThatThrownBy(() -> SafetensorsFile.write(file, Map.of(), List.of(entry, entry)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("name \"w\" must occur once, but occurs twice");
        assertThat(file).doesNotExist();
    }

    @Test
    void pythonReadsTheFileAndItsSeal() throws IOException, InterruptedException {
        Python.assumeImports("safetensors.numpy");
        String output = Python.run("""
                import sys, hashlib
                from safetensors import safe_open
                with safe_open(sys.argv[1], "np") as f:
                    digits = f.metadata()["hourglass.sha256"].encode()
                    print(f.metadata()["manifest"].encode("unicode_escape").decode())
                    for k in sorted(f.keys()): print(k, f.get_tensor(k).shape, f.get_tensor(k).ravel()[0])
                blob = open(sys.argv[1], "rb").read().replace(digits, b"0" * 64, 1)
                print(hashlib.sha256(blob).hexdigest().encode() == digits)
                """, write());
        assertThat(output.lines())
                .containsExactly(
                        "{\"a/b\":\"\\xe9\\u23f3\"}",
                        "count () 7.0",
                        "encoder.0.bias (3,) 0.0",
                        "encoder.0.weight (2, 3) 1.0",
                        "True");
    }

    @Test
    void readsWhatPythonWrites() throws IOException, InterruptedException {
        Python.assumeImports("safetensors.numpy");
        Path file = directory.resolve("python.safetensors");
        String output = Python.run("""
                import sys, numpy
                from safetensors.numpy import save_file
                save_file({"b": numpy.arange(6, dtype="float32").reshape(2, 3),
                           "a": numpy.ones(1, "float32")}, sys.argv[1], {"k": "v"})
                """, file);
        assertThat(output).isEmpty();
        SafetensorsFile read = SafetensorsFile.readForeign(file);
        assertThat(read.metadata()).isEqualTo(Map.of("k", "v"));
        assertThat(read.entry("b").orElseThrow().shape()).isEqualTo(Shape.of(2, 3));
        assertThat(read.entry("b").orElseThrow().values()).containsExactly(0, 1, 2, 3, 4, 5);
    }

    private Path write() throws IOException {
        Path file = directory.resolve("model.safetensors");
        SafetensorsFile.write(file, METADATA, ENTRIES);
        return file;
    }

    private Path foreign(String header, int dataBytes) throws IOException {
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(8 + text.length + dataBytes).order(ByteOrder.LITTLE_ENDIAN);
        Path file = directory.resolve("foreign.safetensors");
        Files.write(file, bytes.putLong(text.length).put(text).array());
        return file;
    }

    private static int[] bits(float[] values) {
        int[] bits = new int[values.length];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = Float.floatToRawIntBits(values[i]);
        }
        return bits;
    }
}
