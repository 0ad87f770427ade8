package dev.hourglass.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.hourglass.artifact.StoredModel;
import dev.hourglass.compress.CodeCompressor;
import dev.hourglass.compress.Compressor;
import dev.hourglass.compress.CompressorConfig;
import dev.hourglass.compress.CompressorInput;
import dev.hourglass.compress.Decompressor;
import dev.hourglass.compress.DecompressorConfig;
import dev.hourglass.compress.EntryOutput;
import dev.hourglass.compress.container.EntryHeader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Any bytes as a compressed file, as they are and with checksums that fit. */
final class ContainerFuzzTest {
    /** One character a byte. */
    private static final Charset BYTES = StandardCharsets.ISO_8859_1;

    private static final long MAX_BYTES = 1L << 24;
    private static final Decompressor DECOMPRESSOR =
            Decompressor.of(DecompressorConfig.defaults().withMaxBytes(MAX_BYTES));
    private static final Compressor COMPRESSOR = Compressor.of(CompressorConfig.defaults());

    @FuzzTest
    void aStreamIsReadOrRefused(byte[] bytes) throws IOException {
        for (byte[] file : List.of(bytes, Checksums.repaired(bytes))) {
            Kept kept = new Kept();
            if (Fuzzing.reads(file, () -> DECOMPRESSOR.decompress(new ByteArrayInputStream(file), "fuzz.hgz", kept))) {
                assertComesBack(kept.contents());
            }
        }
    }

    @FuzzTest
    void anIndexIsReadOrRefused(byte[] bytes) throws IOException {
        for (byte[] content : List.of(bytes, Checksums.repaired(bytes))) {
            Path file = Fuzzing.file("index.hgz", content);
            Kept kept = new Kept();
            if (Fuzzing.reads(content, () -> DECOMPRESSOR.decompress(file, header -> true, kept))) {
                assertComesBack(kept.contents());
            }
        }
    }

    /** What is sound is the same whether the file is read whole or for what is left of it. */
    @FuzzTest
    void whatIsLeftIsSalvaged(byte[] bytes) throws IOException {
        for (byte[] content : List.of(bytes, Checksums.repaired(bytes))) {
            Path file = Fuzzing.file("salvage.hgz", content);
            Kept whole = new Kept();
            Kept left = new Kept();
            boolean isWhole = Fuzzing.reads(content, () -> DECOMPRESSOR.decompress(file, whole));
            boolean isSalvaged = Fuzzing.reads(content, () -> DECOMPRESSOR.salvage(file, left));
            if (isWhole) {
                assertThat(isSalvaged).isTrue();
                assertThat(left.contents()).isEqualTo(whole.contents());
            }
        }
    }

    @FuzzTest
    void codesAreDecodedOrRefused(byte[] bytes) throws IOException {
        StoredModel model = SmallModels.stored();
        for (byte[] content : List.of(bytes, Checksums.repaired(SmallModels.named(bytes, model)))) {
            Path file = Fuzzing.file("codes.hgz", content);
            Fuzzing.reads(
                    content,
                    () -> CodeCompressor.decompress(
                            model,
                            file,
                            (samples, rows) -> assertThat(samples.length)
                                    .isEqualTo(rows * model.model().features())));
        }
    }

    private static void assertComesBack(Map<String, String> contents) throws IOException {
        List<CompressorInput> inputs = new ArrayList<>();
        contents.forEach((name, content) ->
                inputs.add(new CompressorInput(name, () -> new ByteArrayInputStream(content.getBytes(BYTES)))));
        ByteArrayOutputStream again = new ByteArrayOutputStream();
        COMPRESSOR.compress(inputs, again);
        Kept kept = new Kept();
        DECOMPRESSOR.decompress(new ByteArrayInputStream(again.toByteArray()), "again.hgz", kept);
        assertThat(kept.contents()).isEqualTo(contents);
    }

    /** Keeps entries in memory. */
    private static final class Kept implements EntryOutput {
        private final Map<String, ByteArrayOutputStream> entries = new TreeMap<>();

        Map<String, String> contents() {
            Map<String, String> contents = new TreeMap<>();
            entries.forEach((name, stream) -> contents.put(name, stream.toString(BYTES)));
            return contents;
        }

        @Override
        public Optional<Sink> open(EntryHeader header) {
            ByteArrayOutputStream stream = new ByteArrayOutputStream();
            entries.put(header.name(), stream);
            return Optional.of(new Sink() {
                @Override
                public void write(byte[] bytes, int offset, int length) {
                    stream.write(bytes, offset, length);
                }

                @Override
                public void finish() {}

                @Override
                public void close() {}
            });
        }
    }
}
