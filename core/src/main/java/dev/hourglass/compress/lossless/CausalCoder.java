package dev.hourglass.compress.lossless;

import dev.hourglass.artifact.TrainedModel;
import dev.hourglass.compress.entropy.RansStack;
import dev.hourglass.error.WrongModelException;
import dev.hourglass.nn.Chain;
import dev.hourglass.nn.Inference;
import dev.hourglass.tensor.kernel.Kernels;
import dev.hourglass.tensor.kernel.Lanes;

/**
 * Codes images of one channel pixel by pixel: a classifier tells the level of a pixel from those above and to the left.
 * All images of a chunk are at the same pixel at a time, so that the network sees many contexts at once in the decoder
 * too. Pixels whose context is all 0 need no network. Source of the idea: van den Oord et al. 2016, "Pixel recurrent
 * neural networks", https://arxiv.org/abs/1601.06759.
 *
 * <p>Coding never fails for data that is far from what the model learned; it only takes more bytes. The same rows and
 * model give the same bytes on every machine, with any kernels and any number of threads. Chunks know nothing of each
 * other. Not thread-safe; confine to one thread.
 */
public final class CausalCoder implements RowCoder {
    /** Contexts of one run of the network; the bytes do not depend on it. */
    private static final int BLOCK = 256;

    private static final int LANES = 1;

    private final CausalContext context;
    private final Kernels kernels;
    private final Inference network;
    private final int[] levelOfClass;

    private final float[] contexts;
    private final float[] outputs;
    private final boolean[] isBlank = new boolean[BLOCK];
    private final float[] noTarget;
    private final float[] lanes = new float[Lanes.SCRATCH];
    private final double[] weights;

    private CausalCoder(TrainedModel model, CausalContext context, Kernels kernels) {
        int classes = model.classes().size();
        this.context = context;
        this.kernels = kernels;
        this.network = Inference.create(
                Chain.classify(model.autoencoder(), classes), model.parameters(), model.threads(), kernels);
        this.levelOfClass = levels(model, context.levels());
        this.contexts = new float[BLOCK * context.size()];
        this.outputs = new float[BLOCK * classes];
        this.noTarget = new float[classes];
        this.weights = new double[context.levels()];
    }

    /**
     * Builds a coder.
     *
     * @param model as {@link CausalTraining} makes it
     * @param height of an image, in pixels
     * @param width of an image, in pixels
     * @param levels n: values are whole numbers in [0, n)
     * @return the coder
     * @throws WrongModelException if the model is no such model, or knows other levels
     */
    public static CausalCoder create(TrainedModel model, int height, int width, int levels) {
        return create(model, height, width, levels, Kernels.best());
    }

    static CausalCoder create(TrainedModel model, int height, int width, int levels, Kernels kernels) {
        if (!suits(model)) {
            throw new WrongModelException("coding by pixel needs a classifier of contexts, of 2 r^2 + 2 r + 2 values,"
                    + " but the model takes " + model.features() + " values and has "
                    + model.classes().size() + " classes");
        }
        return new CausalCoder(model, new CausalContext(radius(model), height, width, levels), kernels);
    }

    private static int[] levels(TrainedModel model, int levels) {
        int[] levelOfClass = new int[model.classes().size()];
        for (int i = 0; i < levelOfClass.length; i++) {
            String name = model.classes().get(i);
            if (!name.matches("[0-9]{1,5}") || Integer.parseInt(name) >= levels) {
                throw new WrongModelException("classes of a model that codes by pixel must be levels in [0, " + levels
                        + "), but one is \"" + name + "\"");
            }
            levelOfClass[i] = Integer.parseInt(name);
        }
        return levelOfClass;
    }

    /** Returns whether a model is a classifier of contexts. */
    public static boolean suits(TrainedModel model) {
        return !model.classes().isEmpty() && CausalContext.size(radius(model)) == model.features();
    }

    private static int radius(TrainedModel model) {
        int radius = 1;
        while (CausalContext.size(radius) < model.features()) {
            radius++;
        }
        return radius;
    }

    @Override
    public int levels() {
        return context.levels();
    }

    @Override
    public byte[] encode(int[] values, int rows) {
        Levels.require(values, rows, context.pixels(), context.levels());
        PixelCoding.Recording coding = new PixelCoding.Recording();
        pass(values, rows, coding);
        RansStack stack = RansStack.empty(LANES);
        coding.pushTo(stack);
        return stack.toBytes();
    }

    @Override
    public int[] decode(String name, byte[] bytes, int rows) {
        RansStack stack = RansStack.read(name, bytes, LANES);
        int[] values = new int[Math.multiplyExact(rows, context.pixels())];
        pass(values, rows, new PixelCoding.Popping(stack));
        stack.requireStart();
        return values;
    }

    /** Goes over all pixels; what is coded is read from, and written to, the values. */
    private void pass(int[] values, int rows, PixelCoding coding) {
        BlankPixels blank = new BlankPixels(context.levels());
        for (int position = 0; position < context.pixels(); position++) {
            blank.nextPosition();
            for (int first = 0; first < rows; first += BLOCK) {
                int count = Math.min(BLOCK, rows - first);
                network.run(contexts, 0, outputs, gather(values, first, count, position));
                int run = 0;
                for (int row = 0; row < count; row++) {
                    int at = (first + row) * context.pixels() + position;
                    values[at] = isBlank[row]
                            ? blank.code(coding, values[at])
                            : coding.level(values[at], sums(run++), context.levels());
                }
            }
        }
    }

    /** Writes the contexts that are not blank, and returns how many they are. */
    private int gather(int[] values, int first, int count, int position) {
        int written = 0;
        for (int row = 0; row < count; row++) {
            int image = (first + row) * context.pixels();
            isBlank[row] = !context.write(values, image, position, contexts, written * context.size());
            written += isBlank[row] ? 0 : 1;
        }
        return written;
    }

    /** Returns the running sums of the probabilities of levels; levels without a class have none. */
    private double[] sums(int run) {
        int classes = levelOfClass.length;
        int from = run * classes;
        // The gradient of the loss against no target is the softmax itself.
        kernels.loss().softmaxCrossEntropy(outputs, from, noTarget, 0, outputs, from, classes, 1f, lanes);
        if (classes < weights.length) {
            java.util.Arrays.fill(weights, 0);
        }
        for (int i = 0; i < classes; i++) {
            weights[levelOfClass[i]] = outputs[from + i];
        }
        double sum = 0;
        for (int k = 0; k < weights.length; k++) {
            sum += weights[k];
            weights[k] = sum;
        }
        return weights;
    }
}
