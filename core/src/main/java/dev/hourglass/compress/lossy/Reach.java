package dev.hourglass.compress.lossy;

import dev.hourglass.model.Activation;
import dev.hourglass.model.Conv2d;
import dev.hourglass.model.ConvTranspose2d;
import dev.hourglass.model.Gdn;
import dev.hourglass.model.Layer;
import dev.hourglass.model.Padding;
import dev.hourglass.model.Residual;
import java.util.List;

/** How far around an output a network looks: what a tile needs around its core. */
final class Reach {
    private Reach() {}

    /** Returns whether it is known for all layers. */
    static boolean isKnown(List<Layer> layers) {
        return layers.stream()
                .allMatch(layer -> layer instanceof Conv2d
                        || layer instanceof ConvTranspose2d
                        || layer instanceof Gdn
                        || (layer instanceof Residual residual && isKnown(residual.body()))
                        || layer instanceof Activation);
    }

    /** Returns the inputs on each side of an output's own place that it may depend on. */
    static int of(List<Layer> layers) {
        int reach = 0;
        for (int i = layers.size() - 1; i >= 0; i--) {
            if (layers.get(i) instanceof Residual residual) {
                reach += of(residual.body());
            } else if (layers.get(i) instanceof Conv2d conv) {
                reach = reach * conv.stride() + span(conv);
            } else if (layers.get(i) instanceof ConvTranspose2d conv) {
                reach = (reach + span(conv.convolution()) + conv.stride() - 1) / conv.stride();
            }
        }
        return reach;
    }

    private static int span(Conv2d conv) {
        Padding padding = conv.padding();
        int taps = (conv.kernel() - 1) * conv.dilation();
        int before = Math.max(padding.top(), padding.left());
        return Math.max(before, taps - Math.min(padding.top(), padding.left()));
    }
}
