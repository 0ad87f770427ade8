package dev.hourglass.nn;

import dev.hourglass.model.Activation;
import dev.hourglass.model.ActivationFunction;
import dev.hourglass.model.Conv2d;
import dev.hourglass.model.ConvTranspose2d;
import dev.hourglass.model.Layer;
import dev.hourglass.model.Pool;
import dev.hourglass.tensor.Shape;
import java.util.List;
import java.util.function.Predicate;

/** Layers that follow each other and are faster as one operation, or in another order. */
enum LayerGroup {
    /** A layer by itself. */
    ONE(1),
    /** A rectifier before pooling may as well come after it, on a quarter of the values. */
    RECTIFIER_POOL(2),
    /** {@link ConvPoolOperation}. */
    CONVOLUTION_POOL(2),
    /** {@link ConvPoolOperation}, then the rectifier. */
    CONVOLUTION_RECTIFIER_POOL(3),
    /** {@link DecodeOperation}: a transposed convolution, a rectifier and a convolution. */
    DECODER(3);

    private static final Layer RECTIFIER = new Activation(ActivationFunction.RELU);

    private final int length;

    LayerGroup(int length) {
        this.length = length;
    }

    /** Returns how many layers it has. */
    int length() {
        return length;
    }

    /**
     * Finds the group that begins at a layer.
     *
     * @param list the layers
     * @param i the first of the group
     * @param shape what it takes
     * @param isTraining whether it is to run backward too
     * @param input where its inputs are
     */
    static LayerGroup at(List<Layer> list, int i, Shape shape, boolean isTraining, Slab input) {
        boolean isRectified = is(list, i + 1, RECTIFIER::equals);
        if (is(list, i, RECTIFIER::equals) && is(list, i + 1, LayerGroup::isMaxPool)) {
            return RECTIFIER_POOL;
        }
        int pool = isRectified ? i + 2 : i + 1;
        if (list.get(i) instanceof Conv2d conv
                && is(list, pool, LayerGroup::isMaxPool)
                && ConvPoolOperation.suits(conv, (Pool) list.get(pool), shape, isTraining, input)) {
            return isRectified ? CONVOLUTION_RECTIFIER_POOL : CONVOLUTION_POOL;
        }
        boolean isDecoder = isRectified
                && list.get(i) instanceof ConvTranspose2d up
                && is(list, i + 2, Conv2d.class::isInstance)
                && DecodeOperation.suits(up, (Conv2d) list.get(i + 2), shape);
        return isDecoder ? DECODER : ONE;
    }

    private static boolean is(List<Layer> list, int index, Predicate<Layer> wanted) {
        return index < list.size() && wanted.test(list.get(index));
    }

    private static boolean isMaxPool(Layer layer) {
        return layer instanceof Pool pool && pool.kind() == Pool.Kind.MAX;
    }
}
