package dev.hourglass.nn;

import dev.hourglass.model.ActivationFunction;
import dev.hourglass.model.Hierarchical;
import dev.hourglass.model.Latent;
import dev.hourglass.model.Likelihood;
import dev.hourglass.tensor.Shape;
import dev.hourglass.tensor.kernel.Kernels;

/** The one place that knows which operations the link of a chain becomes. */
final class LinkBinder {
    private final ProgramBuilder program;
    private final Kernels kernels;
    private final LayerBinder layers;
    private final int pixels;

    LinkBinder(ProgramBuilder program, boolean isTied) {
        this.program = program;
        this.kernels = program.kernels();
        this.layers = new LayerBinder(program, isTied);
        Shape shape = program.shape();
        this.pixels = shape.rank() == 3 ? shape.dimension(1) * shape.dimension(2) : shape.size();
    }

    /** Adds the operations of a link. */
    void add(Link link) {
        if (!goesOn(link)) {
            program.toRows();
        }
        if (link instanceof Link.Part part) {
            layers.add(part.path(), part.network());
        } else if (link instanceof Link.ToCode code) {
            toCode(code.latent());
        } else if (link instanceof Link.FromCode code) {
            fromCode(code.latent());
        } else if (link instanceof Link.Mean mean) {
            mean(mean.likelihood(), mean.features());
        } else if (link instanceof Link.Quantize quantize) {
            program.follow(
                    new QuantizeOperation(codebook(quantize.latent()), program.last(), quantize, program.seed()));
        } else if (link instanceof Link.Code code) {
            code(code);
        } else if (link instanceof Link.DrawLevels draw) {
            drawLevels(draw, 1);
        } else {
            addToRows(link);
        }
    }

    /** Says whether a link takes images as they are; the others take rows. */
    private boolean goesOn(Link link) {
        return (link instanceof Link.Part part && part.network().inputShape().equals(program.shape()))
                || (link instanceof Link.ToCode to && isPlain(to.latent()))
                || (link instanceof Link.FromCode from && isPlain(from.latent()))
                || link instanceof Link.Code;
    }

    /** Says whether codes are what the encoder gives and the decoder takes. */
    private static boolean isPlain(Latent latent) {
        return latent instanceof Latent.Point || latent instanceof Latent.Coded;
    }

    /** Adds what draws, disturbs or penalises the rows so far. */
    private void addToRows(Link link) {
        Slab rows = program.last();
        if (link instanceof Link.Corrupt corrupt) {
            program.follow(
                    new CorruptOperation(kernels.noise(), corrupt.corruption(), program.shape(), rows, program.seed()));
        } else if (link instanceof Link.MatchPrior match) {
            program.follow(new PriorMatchOperation(kernels.noise(), rows, match.weight(), program.seed()));
        } else if (link instanceof Link.MatchCode match) {
            program.follow(new MatchCodeOperation(program.input(), rows, match.weight()));
        } else if (link instanceof Link.Penalize penalize) {
            penalize(penalize.penalty());
        } else if (link instanceof Link.Contract contract) {
            Parameter weights = program.parameters().layout().parameter("encoder.0.weight");
            program.follow(new ContractOperation(kernels.reduction(), program.parameters(), weights, rows, contract));
        } else if (link instanceof Link.Perturb) {
            program.follow(new PerturbOperation(kernels.noise(), rows, program.seed()));
            program.factor(2 * program.factor());
        } else if (link instanceof Link.Pair pair) {
            program.put(new PairOperation(rows, pair.weight())); // the place of the encoder's outputs stays in pairs
            program.factor(program.factor() / 2);
        } else if (link instanceof Link.Draw draw) {
            int size = draw.latent().size();
            program.follow(new DrawOperation(kernels.noise(), rows, size, draw.divergence(), program.seed()));
        } else if (link instanceof Link.DrawMany draw) {
            drawMany(draw);
        } else {
            throw new AssertionError(link);
        }
    }

    private void drawMany(Link.DrawMany draw) {
        int size = draw.latent().size();
        DrawManyOperation operation =
                new DrawManyOperation(kernels.noise(), program.last(), size, draw.samples(), program.seed());
        program.follow(operation);
        program.drawMany(operation);
        program.factor(program.factor() * draw.samples());
    }

    private void penalize(CodePenalty penalty) {
        if (penalty instanceof CodePenalty.Magnitude magnitude) {
            program.follow(new MagnitudeOperation(program.last(), magnitude.weight()));
        } else if (penalty instanceof CodePenalty.Sparsity sparsity) {
            program.follow(new SparsityOperation(program.last(), sparsity));
        } else {
            throw new AssertionError(penalty);
        }
    }

    private void toCode(Latent latent) {
        if (latent.isNormal()) {
            program.follow(new HeadOperation(program.last(), program.rows(), latent.size()));
        } else if (latent instanceof Latent.Quantized quantized) {
            program.follow(new NearestOperation(codebook(quantized), quantized, program.last()));
        } else if (!isPlain(latent)) {
            throw new AssertionError(latent);
        }
    }

    private void fromCode(Latent latent) {
        if (latent instanceof Latent.Quantized quantized) {
            program.follow(new LookUpOperation(codebook(quantized), quantized, program.last()));
        }
    }

    private Codebook codebook(Latent.Quantized latent) {
        return new Codebook(kernels.matrix(), program.parameters(), latent);
    }

    private void mean(Likelihood likelihood, int features) {
        if (likelihood instanceof Likelihood.Bernoulli) {
            program.follow(new ActivationOperation(kernels, ActivationFunction.SIGMOID, program.last()));
        } else if (likelihood.planes() > 1) {
            program.follow(new MeanOperation(likelihood, program.last(), features));
        }
    }

    /** With a hyperprior, side information goes a way of its own and comes back as distributions. */
    private void code(Link.Code code) {
        Latent.Coded latent = code.latent();
        program.shape(latent.shape());
        program.toImages(latent.shape());
        RowTradeoffs tradeoffs =
                new RowTradeoffs(code, program.rows(), pixels, program.binding().seed());
        Slab numbers = program.last();
        Gains gains = new Gains(program.parameters(), latent);
        GainOperation gain = new GainOperation(gains, tradeoffs, numbers, code.settling(), program.factor());
        program.put(gain);
        round(1f);
        GainOperation inverse = gain.inverse(program.last());
        program.put(inverse);
        RateMeter meter = new RateMeter(tradeoffs, program.rows());
        if (latent.hasHyperprior()) {
            Slab kept = program.last();
            describe(latent, numbers, inverse, tradeoffs);
            program.put(new ConditionalRateOperation(inverse.steps(), meter, kept, program.last()));
        } else {
            price(inverse.steps(), meter);
        }
        if (code.seen() == Link.Code.Seen.LEVELS) {
            program.put(new LevelsOperation(numbers, inverse.steps(), program.last()));
        }
        program.shape(latent.shape());
    }

    /** Adds the networks of side information, from numbers to what tells of their distributions. */
    private void describe(Latent.Coded latent, Slab numbers, GainOperation inverse, RowTradeoffs tradeoffs) {
        program.put(new MagnitudesOperation(numbers, inverse.steps()));
        layers.add("hyper_encoder", latent.hyperEncoding());
        program.toImages(program.shape());
        round(CodedDistribution.SIDE_STEP);
        int maps = program.shape().dimension(0);
        RoundingSteps steps = RoundingSteps.all(CodedDistribution.SIDE_STEP, maps, program.rows());
        price(steps, new RateMeter(tradeoffs, program.rows()));
        layers.add("hyper_decoder", latent.hyperDecoding());
        program.toImages(program.shape());
    }

    private void price(RoundingSteps steps, RateMeter meter) {
        program.put(new FactorizedRateOperation(program.parameters(), steps, meter, program.last(), program.factor()));
    }

    private void round(float step) {
        program.put(new RoundOperation(kernels.noise(), step, program.last(), program.seed()));
    }

    /**
     * Draws a level from the end of the network below, and those above it on a way of their own, at whose end the next
     * level tells what this one was to be.
     */
    private void drawLevels(Link.DrawLevels draw, int level) {
        boolean isTop = level == draw.latent().levels();
        program.follow(
                new LevelDrawOperation(kernels.noise(), program.last(), levelCosts(draw), isTop, program.seed()));
        if (isTop) {
            return;
        }
        Slab drawn = program.last();
        program.put(new ForkOperation(drawn, drawn.hasGradients()));
        layers.add(Hierarchical.posteriorPath(level + 1), draw.latent().posterior(level + 1));
        drawLevels(draw, level + 1);
        layers.add(Hierarchical.priorPath(level), draw.latent().prior(level));
        program.put(new LevelPriorOperation(drawn, program.last(), levelCosts(draw)));
    }

    private LevelCosts levelCosts(Link.DrawLevels draw) {
        return new LevelCosts(draw.divergence(), program.rows());
    }
}
