package dev.hourglass.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.hourglass.artifact.StoredModel;
import dev.hourglass.artifact.TrainedModel;
import dev.hourglass.compress.codec.BoundedCodec;
import dev.hourglass.compress.codec.ChunkCodec;
import dev.hourglass.compress.codec.CodecId;
import dev.hourglass.compress.codec.DeflateCodec;
import dev.hourglass.compress.codec.ModelCodec;
import dev.hourglass.compress.codec.NumbersCodec;
import dev.hourglass.compress.codec.PackedCodec;
import dev.hourglass.compress.codec.RawCodec;
import dev.hourglass.compress.codec.RowLayout;
import dev.hourglass.compress.codec.TableCodec;
import dev.hourglass.compress.codec.TableRounder;
import dev.hourglass.compress.codec.TileCodec;
import dev.hourglass.compress.codec.ValueGrid;
import dev.hourglass.compress.lossless.BitsBack;
import dev.hourglass.compress.lossy.TileCoderPool;
import dev.hourglass.compress.lossy.TileCoders;
import dev.hourglass.compress.table.NumberColumn;
import dev.hourglass.compress.table.TableFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Any bytes as the payload of each codec, and as its rows. The first byte of an input chooses the codec's layout, the
 * second the number of rows.
 */
final class CodecFuzzTest {
    private static final List<ChunkCodec> RAW = List.of(new RawCodec());
    private static final List<ChunkCodec> DEFLATE = layouts().stream()
            .<ChunkCodec>map(layout -> new DeflateCodec(layout, 6))
            .toList();
    private static final List<ChunkCodec> PACKED = List.of(
            new PackedCodec(RowLayout.of(3, 1), List.of(0, 3, 8)),
            new PackedCodec(RowLayout.of(5, 2), List.of(1, 9, 16, 0, 12)));
    private static final List<ChunkCodec> BOUNDED = layouts().stream()
            .filter(layout -> layout.bytesPerValue() >= 4)
            .<ChunkCodec>map(CodecFuzzTest::bounded)
            .toList();

    private static final List<TableFormat> TABLES = List.of(
            new TableFormat((byte) ',', false, List.of(new NumberColumn(true, 3, 1, 20, 0, false), NumberColumn.TEXT)),
            new TableFormat(
                    (byte) ';',
                    true,
                    List.of(new NumberColumn(true, 0, 0, 1, 0, false), new NumberColumn(true, 2, 2, 7, 1, true))),
            new TableFormat((byte) ' ', false, List.of(new NumberColumn(true, 15, 0, 1L << 40, 0, false))));

    /** Made when its target first needs it. */
    private static final class BitsBackCodec {
        private static final TrainedModel MODEL = SmallModels.variational(SmallModels.FEATURES);
        static final List<ChunkCodec> CODECS = List.of(new ModelCodec(
                CodecId.BITS_BACK,
                RowLayout.of(SmallModels.FEATURES, 1),
                () -> BitsBack.create(MODEL, BitsBack.levels(MODEL))));

        private BitsBackCodec() {}
    }

    /** Made when its target first needs it. */
    private static final class BitSwapCodec {
        static final RowLayout LAYOUT = new BitSwapCodecContractTest().layouts().get(0);
        static final List<ChunkCodec> CODECS = List.of(new BitSwapCodecContractTest().codec(LAYOUT));

        private BitSwapCodec() {}
    }

    /** Made when its target first needs it. */
    private static final class CausalCodec {
        static final RowLayout LAYOUT = new CausalCodecContractTest().layouts().get(0);
        static final List<ChunkCodec> CODECS = List.of(new CausalCodecContractTest().codec(LAYOUT));

        private CausalCodec() {}
    }

    /** Made when its target first needs it. */
    private static final class TransformCodec {
        static final List<TileCoderPool> CODERS = List.of(coders(false), coders(true));

        private TransformCodec() {}

        private static TileCoderPool coders(boolean hasHyperprior) {
            try {
                Path folder = Files.createTempDirectory("hourglass-fuzz-");
                StoredModel model = PictureModels.write(hasHyperprior, "gdn", folder);
                Files.delete(model.file());
                Files.delete(folder);
                return new TileCoderPool(TileCoders.of(model).orElseThrow());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static List<RowLayout> layouts() {
        return IntStream.of(1, 2, 4, 8)
                .mapToObj(bytes -> List.of(
                        RowLayout.of(1, bytes),
                        RowLayout.of(12, bytes).withNeighbours(4, 2).bigEndian(),
                        RowLayout.of(5, bytes)))
                .flatMap(List::stream)
                .toList();
    }

    private static ChunkCodec bounded(RowLayout layout) {
        int columns = layout.valuesPerRow();
        double[] origins = new double[columns];
        double[] bounds = new double[columns];
        for (int i = 0; i < columns; i++) {
            origins[i] = i;
            bounds[i] = i * 0.01;
        }
        return new BoundedCodec(new ValueGrid(layout, origins, bounds), 9);
    }

    @FuzzTest
    void raw(byte[] input) throws IOException {
        check(RAW, List.of(RowLayout.bytes()), input);
    }

    @FuzzTest
    void deflate(byte[] input) throws IOException {
        check(DEFLATE, layouts(), input);
    }

    @FuzzTest
    void packed(byte[] input) throws IOException {
        check(PACKED, List.of(RowLayout.of(3, 1), RowLayout.of(5, 2)), input);
    }

    @FuzzTest
    void bounded(byte[] input) throws IOException {
        check(
                BOUNDED,
                layouts().stream().filter(layout -> layout.bytesPerValue() >= 4).toList(),
                input);
    }

    @FuzzTest
    void table(byte[] input) throws IOException {
        check(List.of(new TableCodec(RowLayout.bytes(), 9)), List.of(RowLayout.bytes()), input);
    }

    /** The first byte chooses the columns, the rest is a payload, and a text that is rounded, then coded. */
    @FuzzTest
    void numbers(byte[] input) throws IOException {
        List<RowLayout> layouts =
                TABLES.stream().map(table -> RowLayout.bytes()).toList();
        List<ChunkCodec> codecs = TABLES.stream()
                .<ChunkCodec>map(table -> new NumbersCodec(RowLayout.bytes(), table, 6))
                .toList();
        check(codecs, layouts, input);
        if (input.length > 0) {
            TableFormat table = TABLES.get((input[0] & 0xff) % TABLES.size());
            double[] bounds = table.columns().stream()
                    .mapToDouble(column -> column.step() / 2)
                    .toArray();
            byte[] text = Arrays.copyOfRange(input, 1, input.length);
            byte[] rounded = new TableRounder(table, bounds).round(text);
            assertThat(rounded.length).isLessThanOrEqualTo(text.length);
            assertComesBack(new NumbersCodec(RowLayout.bytes(), table, 6), rounded, rounded.length);
        }
    }

    @FuzzTest
    void bitsBack(byte[] input) throws IOException {
        check(BitsBackCodec.CODECS, List.of(RowLayout.of(SmallModels.FEATURES, 1)), input);
    }

    @FuzzTest
    void bitSwap(byte[] input) throws IOException {
        check(BitSwapCodec.CODECS, List.of(BitSwapCodec.LAYOUT), input);
    }

    @FuzzTest
    void causal(byte[] input) throws IOException {
        check(CausalCodec.CODECS, List.of(CausalCodec.LAYOUT), input);
    }

    @FuzzTest
    void tiles(byte[] input) throws IOException {
        check(
                TransformCodec.CODERS.stream()
                        .<ChunkCodec>map(coders -> new TileCodec(coders, 0.75))
                        .toList(),
                TransformCodec.CODERS.stream().map(TileCodec::layout).toList(),
                input);
    }

    private static void check(List<ChunkCodec> codecs, List<RowLayout> layouts, byte[] input) throws IOException {
        if (input.length < 2) {
            return;
        }
        int choice = (input[0] & 0xff) % codecs.size();
        ChunkCodec codec = codecs.get(choice);
        int rowBytes = layouts.get(choice).rowBytes();
        byte[] payload = Arrays.copyOfRange(input, 2, input.length);
        int count = (input[1] & 0xff);
        byte[] rows = new byte[count * rowBytes];
        if (Fuzzing.reads(input, () -> codec.decode(payload, count, rows))) {
            assertComesBack(codec, rows, count);
        }
        int whole = payload.length / rowBytes;
        assertComesBack(codec, Arrays.copyOf(payload, whole * rowBytes), whole);
    }

    private static void assertComesBack(ChunkCodec codec, byte[] rows, int count) {
        Optional<byte[]> payload = codec.encode(rows, count);
        if (payload.isPresent()) {
            byte[] back = new byte[rows.length];
            codec.decode(payload.get(), count, back);
            assertThat(back).isEqualTo(rows);
        }
    }
}
