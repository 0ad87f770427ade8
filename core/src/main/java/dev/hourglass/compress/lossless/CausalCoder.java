package dev.hourglass.compress.lossless;

import dev.hourglass.artifact.TrainedModel;
import dev.hourglass.compress.entropy.RansStack;
import dev.hourglass.error.WrongModelException;
import dev.hourglass.nn.Chain;
import dev.hourglass.nn.Inference;
import dev.hourglass.tensor.kernel.Kernels;
import dev.hourglass.tensor.kernel.Lanes;

/**
 * Codes images pixel by pixel: a classifier tells the next symbol from what is above and to the left, levels in images
 * of one channel, or differences from predictions in images of any. All images of a chunk are at the same pixel at a
 * time, so that the network sees many contexts at once in the decoder too. Pixels in whose context nothing is to be
 * seen need no network. Source of the idea: van den Oord et al. 2016, "Pixel recurrent neural networks",
 * https://arxiv.org/abs/1601.06759.
 *
 * <p>Coding never fails for data that is far from what the model learned; it only takes more bytes. The same rows and
 * model give the same bytes on every machine, with any kernels and any number of threads. Chunks know nothing of each
 * other. Not thread-safe; confine to one thread.
 */
public final class CausalCoder implements RowCoder {
    /** Contexts of one run of the network; the bytes do not depend on it. */
    private static final int BLOCK = 256;

    private static final int LANES = 1;
    /**
     * Contexts whose probabilities are summed up at once: each sum waits for the one before, so four take as long as
     * one.
     */
    private static final int TOGETHER = 4;

    private final PixelContext context;
    private final Kernels kernels;
    private final Inference network;
    private final int classes;
    /** Of each symbol its class, or any where it has none. */
    private final int[] classOfSymbol;
    /** Of each symbol 1, or 0 where it has no class. */
    private final float[] hasClass;

    private final float[] contexts;
    private final float[] outputs;
    private final boolean[] isBlank = new boolean[BLOCK];
    private final float[] noTarget;
    private final float[] lanes = new float[Lanes.SCRATCH];
    /** [TOGETHER, symbols] running sums of probabilities. */
    private final double[][] sums;

    private CausalCoder(TrainedModel model, PixelContext context, Kernels kernels) {
        this.classes = model.classes().size();
        this.context = context;
        this.kernels = kernels;
        this.network = Inference.create(
                Chain.classify(model.autoencoder(), classes), model.parameters(), model.threads(), kernels);
        int[] symbolOfClass = symbolsOfClasses(model, context.symbols());
        this.classOfSymbol = new int[context.symbols()];
        this.hasClass = new float[context.symbols()];
        for (int i = 0; i < classes; i++) {
            classOfSymbol[symbolOfClass[i]] = i;
            hasClass[symbolOfClass[i]] = 1;
        }
        this.contexts = new float[BLOCK * context.size()];
        this.outputs = new float[BLOCK * classes];
        this.noTarget = new float[classes];
        this.sums = new double[TOGETHER][context.symbols()];
    }

    /**
     * Builds a coder of images of one channel.
     *
     * @param model as {@link CausalTraining} makes it of such images
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
        if (CausalModels.kind(model).filter(kind -> !kind.isOfDifferences()).isEmpty()) {
            throw CausalModels.refused(model);
        }
        return new CausalCoder(
                model, new CausalContext(CausalModels.levelRadius(model), height, width, levels), kernels);
    }

    /**
     * Builds a coder of images of any channels, by differences from predictions.
     *
     * @param model as {@link CausalTraining} makes it of such images
     * @param shape of an image
     * @return the coder
     * @throws WrongModelException if the model is no such model
     */
    public static CausalCoder create(TrainedModel model, ImageShape shape) {
        return create(model, shape, Kernels.best());
    }

    static CausalCoder create(TrainedModel model, ImageShape shape, Kernels kernels) {
        CausalModels.Kind kind = CausalModels.kind(model)
                .filter(CausalModels.Kind::isOfDifferences)
                .orElseThrow(() -> CausalModels.refused(model));
        if (kind.channels() != shape.channels() || kind.bytesPerValue() != shape.bytesPerValue()) {
            throw new WrongModelException("the model codes images of " + kind.channels() + " channels of "
                    + kind.bytesPerValue() + " bytes, but these have " + shape.channels() + " of "
                    + shape.bytesPerValue());
        }
        return new CausalCoder(model, new DifferenceContext(kind.radius(), shape), kernels);
    }

    private static int[] symbolsOfClasses(TrainedModel model, int symbols) {
        int[] symbolOfClass = new int[model.classes().size()];
        for (int i = 0; i < symbolOfClass.length; i++) {
            String name = model.classes().get(i);
            if (!name.matches("[0-9]{1,5}") || Integer.parseInt(name) >= symbols) {
                throw new WrongModelException("classes of a model that codes by pixel must be levels in [0, " + symbols
                        + "), but one is \"" + name + "\"");
            }
            symbolOfClass[i] = Integer.parseInt(name);
        }
        return symbolOfClass;
    }

    /** Returns whether a model is a classifier of contexts. */
    public static boolean suits(TrainedModel model) {
        return CausalModels.kind(model).isPresent();
    }

    @Override
    public int levels() {
        return context.levels();
    }

    @Override
    public byte[] encode(int[] values, int rows) {
        Levels.require(values, rows, context.values(), context.levels());
        PixelCoding.Recording coding = new PixelCoding.Recording();
        pass(values, rows, coding);
        RansStack stack = RansStack.empty(LANES);
        coding.pushTo(stack);
        return stack.toBytes();
    }

    @Override
    public int[] decode(String name, byte[] bytes, int rows) {
        RansStack stack = RansStack.read(name, bytes, LANES);
        int[] values = new int[Math.multiplyExact(rows, context.values())];
        pass(values, rows, new PixelCoding.Popping(stack));
        stack.requireStart();
        return values;
    }

    /** Goes over all steps; what is coded is read from the values, or written to them. */
    private void pass(int[] values, int rows, PixelCoding coding) {
        BlankPixels blank = new BlankPixels(context.symbols());
        for (int step = 0; step < context.steps(); step++) {
            blank.nextPosition();
            for (int first = 0; first < rows; first += BLOCK) {
                int count = Math.min(BLOCK, rows - first);
                int runs = gather(values, first, count, step);
                network.run(contexts, 0, outputs, runs);
                int run = 0;
                for (int row = 0; row < count; row++) {
                    int image = (first + row) * context.values();
                    int symbol = context.symbol(values, image, step);
                    int coded = isBlank[row]
                            ? blank.code(coding, symbol)
                            : coding.level(symbol, sums(run++, runs), context.symbols());
                    if (coded != symbol) { // never while encoding
                        context.put(values, image, step, coded);
                    }
                }
            }
        }
    }

    /** Writes the contexts that are not blank, and returns how many they are. */
    private int gather(int[] values, int first, int count, int step) {
        int written = 0;
        for (int row = 0; row < count; row++) {
            int image = (first + row) * context.values();
            isBlank[row] = !context.write(values, image, step, contexts, written * context.size());
            written += isBlank[row] ? 0 : 1;
        }
        return written;
    }

    /**
     * Returns the running sums of the probabilities of symbols in a context of so many; those without a class have
     * none.
     */
    private double[] sums(int run, int runs) {
        if (run % TOGETHER == 0) {
            for (int i = run; i < Math.min(runs, run + TOGETHER); i++) {
                int from = i * classes;
                // The gradient of the loss against no target is the softmax itself.
                kernels.loss().softmaxCrossEntropy(outputs, from, noTarget, 0, outputs, from, classes, 1f, lanes);
            }
            sumUp(run * classes, sums[0], sums[1], sums[2], sums[3]);
        }
        return sums[run % TOGETHER];
    }

    private void sumUp(int from, double[] sums0, double[] sums1, double[] sums2, double[] sums3) {
        double sum0 = 0;
        double sum1 = 0;
        double sum2 = 0;
        double sum3 = 0;
        for (int symbol = 0; symbol < classOfSymbol.length; symbol++) {
            int at = from + classOfSymbol[symbol];
            float share = hasClass[symbol];
            sum0 += share * outputs[at];
            sum1 += share * outputs[at + classes];
            sum2 += share * outputs[at + 2 * classes];
            sum3 += share * outputs[at + 3 * classes];
            sums0[symbol] = sum0;
            sums1[symbol] = sum1;
            sums2[symbol] = sum2;
            sums3[symbol] = sum3;
        }
    }
}
