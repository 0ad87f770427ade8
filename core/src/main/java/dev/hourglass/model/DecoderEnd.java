package dev.hourglass.model;

import dev.hourglass.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Checks that a decoder ends where the encoder began, and says what would. */
final class DecoderEnd {
    private DecoderEnd() {}

    /**
     * Requires a decoder to give as many values as a likelihood takes of a sample.
     *
     * @param sample the shape of a sample
     * @param planes values of the likelihood for each value of a sample
     * @throws IllegalArgumentException if it gives more or fewer, with the layer that would mend it if there is one
     */
    static void require(Shape sample, int planes, Network decoder) {
        Shape found = decoder.outputShape();
        int wanted = Math.multiplyExact(sample.size(), planes);
        if (found.size() == wanted) {
            return;
        }
        if (sample.rank() != 3 || found.rank() != 3) {
            throw new IllegalArgumentException(
                    "the decoder must end in " + wanted + " values, but has " + found.size());
        }
        Shape end = Shape.of(sample.dimension(0) * planes, sample.dimension(1), sample.dimension(2));
        throw new IllegalArgumentException("the decoder must end in images of shape " + end + ", but ends in " + found
                + "; "
                + mended(end, decoder)
                        .orElse("undo each stride and each pooling of the encoder by one of the same size"));
    }

    /** Looks for an output padding that gives back the pixels a stride has dropped. */
    private static Optional<String> mended(Shape end, Network decoder) {
        for (int i = 0; i < decoder.layers().size(); i++) {
            if (decoder.layers().get(i) instanceof ConvTranspose2d conv) {
                for (int pixels = 0; pixels < conv.stride(); pixels++) {
                    ConvTranspose2d changed = withOutputPadding(conv, pixels);
                    if (end(decoder, i, changed).equals(Optional.of(end))) {
                        return Optional.of("make layer " + i + " of the decoder " + LayerText.print(changed));
                    }
                }
            }
        }
        return Optional.empty();
    }

    private static ConvTranspose2d withOutputPadding(ConvTranspose2d conv, int pixels) {
        return new ConvTranspose2d(
                conv.inputs(), conv.outputs(), conv.kernel(), conv.stride(), conv.padding(), conv.dilation(), pixels);
    }

    private static Optional<Shape> end(Network decoder, int index, Layer changed) {
        List<Layer> layers = new ArrayList<>(decoder.layers());
        layers.set(index, changed);
        try {
            return Optional.of(new Network(decoder.inputShape(), layers).outputShape());
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // a later layer does not take what this one gives
        }
    }
}
