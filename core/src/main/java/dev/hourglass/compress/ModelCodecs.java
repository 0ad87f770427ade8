package dev.hourglass.compress;

import dev.hourglass.artifact.StoredModel;
import dev.hourglass.artifact.TrainedModel;
import dev.hourglass.compress.codec.ChunkCodec;
import dev.hourglass.compress.codec.CodecId;
import dev.hourglass.compress.codec.ModelCodec;
import dev.hourglass.compress.codec.RowLayout;
import dev.hourglass.compress.lossless.BitSwap;
import dev.hourglass.compress.lossless.BitsBack;
import dev.hourglass.compress.lossless.CausalCoder;
import dev.hourglass.compress.lossless.CausalModels;
import dev.hourglass.compress.lossless.ImageShape;
import dev.hourglass.compress.lossless.RowCoder;
import dev.hourglass.compress.lossy.TileCoderPool;
import dev.hourglass.compress.lossy.TileCoders;
import dev.hourglass.error.WrongModelException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Makes the codecs that a model offers for rows of a layout; empty where it takes other rows. {@link Compressor} and
 * {@link Decompressor} add these codecs to raw and Deflate, and each chunk goes to whichever makes it smallest.
 * Implementations are safe for concurrent use.
 */
@FunctionalInterface
public interface ModelCodecs {
    /** Offers nothing. */
    ModelCodecs NONE = layout -> List.of();

    /** The levels of a byte. */
    int BYTE_LEVELS = 256;

    /**
     * Returns the codecs for a layout; the same when compressing and when decompressing.
     *
     * @param layout how values lie
     */
    List<ChunkCodec> codecs(RowLayout layout);

    /** Returns what codes tiles of pictures with loss; the same coders whenever it is called. */
    default Optional<TileCoderPool> tileCoders() {
        return Optional.empty();
    }

    /**
     * Returns what a model offers: bits-back coding by a variational model, or Bit-Swap coding by one of several latent
     * levels, for rows of as many values as it has features, coding pixel by pixel by a classifier of contexts for
     * images of the channels it was made for, coding of pictures with loss by a transform; nothing where it is none of
     * these.
     *
     * @param stored the model
     */
    static ModelCodecs of(StoredModel stored) {
        Optional<TileCoders> pictures = TileCoders.of(stored);
        if (pictures.isPresent()) {
            return new PictureModel(new TileCoderPool(pictures.get()));
        }
        TrainedModel model = stored.model().withThreads(1); // chunks are coded side by side
        Optional<CausalModels.Kind> kind = CausalModels.kind(model);
        if (kind.isPresent()) {
            return layout -> causal(model, kind.get(), layout);
        }
        if (BitSwap.suits(model)) {
            int levels = BitSwap.levels(model);
            return bytes(model, CodecId.BIT_SWAP, () -> BitSwap.create(model, levels));
        }
        if (BitsBack.suits(model)) {
            int levels = BitsBack.levels(model);
            return bytes(model, CodecId.BITS_BACK, () -> BitsBack.create(model, levels));
        }
        return NONE;
    }

    private static ModelCodecs bytes(TrainedModel model, CodecId id, Supplier<RowCoder> coder) {
        return layout -> layout.bytesPerValue() == 1 && layout.valuesPerRow() == model.features()
                ? List.of(new ModelCodec(id, layout, coder))
                : List.of();
    }

    /**
     * Returns what a model offers.
     *
     * @param stored the model
     * @throws WrongModelException if it codes neither files without loss nor pictures with it
     */
    static ModelCodecs require(StoredModel stored) {
        ModelCodecs codecs = of(stored);
        if (codecs.equals(NONE)) {
            throw new WrongModelException(stored.file() + ": a model for lossless compression must have a gaussian"
                    + " or hierarchical latent variable and a likelihood, but this one has "
                    + stored.model().autoencoder().latent().id() + " and "
                    + stored.model().autoencoder().likelihood().id()
                    + "; train it with objective elbo, or keep quantised codes with --codes");
        }
        return codecs;
    }

    private static List<ChunkCodec> causal(TrainedModel model, CausalModels.Kind kind, RowLayout layout) {
        boolean isImage =
                layout.valuesPerLine() < layout.valuesPerRow() && layout.bytesPerValue() == kind.bytesPerValue();
        if (!isImage || !kind.isOfDifferences()) {
            return isImage && layout.valuesPerPixel() == 1 ? List.of(causalOfLevels(model, layout)) : List.of();
        }
        return shape(layout, kind.channels())
                .map(shape -> List.<ChunkCodec>of(
                        new ModelCodec(CodecId.CAUSAL, layout, () -> CausalCoder.create(model, shape))))
                .orElse(List.of());
    }

    private static ChunkCodec causalOfLevels(TrainedModel model, RowLayout layout) {
        int height = layout.valuesPerRow() / layout.valuesPerLine();
        return new ModelCodec(
                CodecId.CAUSAL, layout, () -> CausalCoder.create(model, height, layout.valuesPerLine(), BYTE_LEVELS));
    }

    /**
     * Returns how rows are images of so many channels: pixel by pixel where a pixel has as many values, channel by
     * channel where a pixel is one value and the lines can be shared out; else nothing.
     */
    static Optional<ImageShape> shape(RowLayout layout, int channels) {
        int lines = layout.valuesPerRow() / layout.valuesPerLine();
        int bytes = layout.bytesPerValue();
        if (lines < 2 || bytes > 2 || layout.valuesPerRow() % layout.valuesPerLine() != 0) {
            return Optional.empty();
        }
        if (layout.valuesPerPixel() == channels && layout.valuesPerLine() % channels == 0) {
            return Optional.of(new ImageShape(lines, layout.valuesPerLine() / channels, channels, bytes, false));
        }
        return layout.valuesPerPixel() == 1 && lines % channels == 0
                ? Optional.of(new ImageShape(lines / channels, layout.valuesPerLine(), channels, bytes, true))
                : Optional.empty();
    }
}
