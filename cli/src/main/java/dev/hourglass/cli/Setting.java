package dev.hourglass.cli;

import dev.hourglass.train.Objective;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Lists what an experiment is made of: one line a key, which is at once a key in YAML ({@code training: epochs:}) and a
 * flag ({@code --epochs}). Defaults are not here but in the configs of the library.
 */
enum Setting {
    NAME(Section.RUN, "name", Kind.TEXT, "NAME", "The run's name and folder; default the data's name."),

    SOURCE(Section.DATA, "source", "--data", Kind.TEXT, "DATA", "A file, a folder of images, or a named set."),
    DATA_DIR(Section.DATA, "dir", "--data-dir", Kind.TEXT, "DIR", "Where named sets lie, searched first."),
    LABEL(Section.DATA, "label", Kind.TEXTS, "COLUMN", "CSV columns set aside as labels."),
    IGNORE(Section.DATA, "ignore", Kind.TEXTS, "COLUMN", "CSV columns left out."),
    CATEGORICAL(
            Section.DATA, "categorical", Kind.TEXTS, "COLUMN[:N]", "CSV columns of categories; with N, hashed into N."),
    DELIMITER(Section.DATA, "delimiter", Kind.TEXT, "CHAR", "Between CSV cells; \"tab\" for a tab."),
    NO_HEADER(
            Section.DATA,
            "no-header",
            Kind.FLAG,
            "",
            "--no-header: the CSV's first line is data; columns are 1, 2, ..."),
    MISSING(Section.DATA, "missing", Kind.TEXT, "HOW", "Missing CSV cells: error, mean or median."),
    MISSING_INDICATOR(Section.DATA, "missing-indicator", Kind.FLAG, "", "Adds a feature that marks missing cells."),
    IMAGE_SIZE(Section.DATA, "image-size", Kind.TEXT, "HxW", "Images of a folder are brought to this size."),
    PATCHES(Section.DATA, "patches", Kind.WHOLE, "N", "Cuts so many samples of image-size from each image instead."),
    CHANNELS(Section.DATA, "channels", Kind.WHOLE, "N", "1 for grey, 3 for RGB; default as the first image."),
    FIT(Section.DATA, "fit", Kind.TEXT, "HOW", "How images get to the size: crop or stretch."),
    ARRAY(Section.DATA, "array", Kind.TEXT, "NAME", "The array of an NPZ file."),
    VALIDATION(Section.DATA, "validation", Kind.NUMBER, "SHARE", "The share of rows to choose by; default 0.1."),
    TEST(Section.DATA, "test", Kind.NUMBER, "SHARE", "The share of rows to judge by; default 0, or the set's own."),
    NORMALIZATION(
            Section.DATA,
            "normalization",
            Kind.TEXT,
            "HOW",
            "none, min-max, standardize or robust; default none for images, min-max under bce, else standardize."),

    FAMILY(Section.MODEL, "family", Kind.TEXT, "NAME", "dense or conv; default dense."),
    STAGES(
            Section.MODEL,
            "stages",
            Kind.WHOLES,
            "N",
            "Of conv: channels of the convolutions, each halving the image; default 16,32."),
    HIDDEN(Section.MODEL, "hidden", Kind.WHOLES, "N", "Sizes of the layers between input and code; default none."),
    LATENT(
            Section.MODEL,
            "latent",
            Kind.WHOLE,
            "N",
            "The size of the code; default a quarter of a sample, at most 32; the whole of it under code-matching."),
    ACTIVATION(
            Section.MODEL,
            "activation",
            Kind.TEXT,
            "F",
            "Of hidden layers: linear, relu, leaky-relu, elu, gelu, tanh or sigmoid; default relu."),
    CODE_ACTIVATION(
            Section.MODEL, "code-activation", Kind.TEXT, "F", "Of the code; default linear, sigmoid under cd and pcd."),
    OUTPUT_ACTIVATION(
            Section.MODEL,
            "output-activation",
            Kind.TEXT,
            "F",
            "Of the last layer; default sigmoid where values are in [0, 1] (images, min-max, bce), else linear."),
    ENCODER(
            Section.MODEL,
            "encoder",
            Kind.TEXTS,
            "LAYER",
            "Layers one by one instead, as in 256:relu,32:linear; of conv as in conv:16:3,batch-norm,relu,max-pool:2,residual[conv:16:3,relu]."),
    DECODER(
            Section.MODEL,
            "decoder",
            Kind.TEXTS,
            "LAYER",
            "Layers one by one; default the encoder's mirror image; of conv as in deconv:8:2:stride=2,sigmoid."),
    LATENT_KIND(
            Section.MODEL,
            "latent-kind",
            Kind.TEXT,
            "KIND",
            "point, gaussian, hierarchical or quantized; default what the objective needs."),
    UPPER_LATENTS(
            Section.MODEL,
            "upper-latents",
            Kind.WHOLES,
            "N",
            "Of elbo: sizes of latent levels above the code, each told by the one below."),
    BETWEEN_LATENTS(
            Section.MODEL,
            "between-latents",
            Kind.WHOLES,
            "N",
            "Of upper-latents: sizes of the layers between two levels; default 100."),
    CODEBOOK(Section.MODEL, "codebook", Kind.WHOLE, "N", "Of quantized codes: entries; default 256."),
    CODE_DIMENSION(Section.MODEL, "code-dimension", Kind.WHOLE, "N", "Of quantized codes: values a vector; default 8."),
    TRADEOFFS(
            Section.MODEL,
            "tradeoffs",
            Kind.TEXTS,
            "LAMBDA",
            "Of rate-distortion: what a squared error costs in bits a pixel, rising; default 0.0004 to 0.02."),
    HYPER_ENCODER(
            Section.MODEL,
            "hyper-encoder",
            Kind.TEXTS,
            "LAYER",
            "Of rate-distortion: from codes to side information; default none, which is a factorised prior."),
    HYPER_DECODER(
            Section.MODEL,
            "hyper-decoder",
            Kind.TEXTS,
            "LAYER",
            "Of rate-distortion: from side information to a mean and a scale for each code value."),
    LIKELIHOOD(
            Section.MODEL,
            "likelihood",
            Kind.TEXT,
            "NAME",
            "What outputs mean under nll, elbo and iwae: bernoulli, gaussian, gaussian-variance, logistic-mixture,"
                    + " beta-binomial or categorical; default bernoulli where values are in [0, 1], else gaussian."),
    DEVIATION(Section.MODEL, "deviation", Kind.NUMBER, "X", "Of the gaussian likelihood; default 1."),
    COMPONENTS(Section.MODEL, "components", Kind.WHOLE, "N", "Of the logistic mixture; default 5."),
    CLASSES(Section.MODEL, "classes", Kind.WHOLE, "N", "Of the categorical likelihood; default 256."),
    TIED(Section.MODEL, "tied", Kind.FLAG, "", "The decoder shares the encoder's weights, transposed."),
    BATCH_NORM(Section.MODEL, "batch-norm", Kind.FLAG, "", "Standardises hidden layers over the batch."),
    DROPOUT(Section.MODEL, "dropout", Kind.NUMBER, "SHARE", "The share of hidden values dropped; default 0."),
    INIT(Section.MODEL, "init", Kind.TEXT, "HOW", "First weights: glorot, he, orthogonal or uniform; default glorot."),
    INIT_FROM(Section.MODEL, "init-from", Kind.TEXT, "MODEL", "Starts from the weights of a saved model."),
    INITIAL_ENCODER(
            Section.MODEL,
            "initial-encoder",
            Kind.TEXT,
            "MODEL",
            "Starts from the weights of a saved model's encoder; layers must match."),
    INITIAL_DECODER(
            Section.MODEL,
            "initial-decoder",
            Kind.TEXT,
            "MODEL",
            "Starts from the weights of a saved model's decoder; layers must match."),
    FREEZE(
            Section.TRAINING,
            "freeze",
            Kind.TEXTS,
            "PATH",
            "Weights that stay as they are: encoder, decoder, or layers as in encoder.0,encoder.2."),

    OBJECTIVE(Section.TRAINING, "objective", Kind.TEXT, "LOSS", String.join(", ", Objective.IDS) + "; default mse."),
    CORRUPTION(
            Section.TRAINING,
            "corruption",
            Kind.TEXT,
            "HOW",
            "Damages what the encoder sees, not the target: gaussian:SIGMA, masking:SHARE, salt-and-pepper:SHARE or"
                    + " blur:SIGMA; default none."),
    AUGMENTATION(
            Section.TRAINING,
            "augmentation",
            Kind.TEXTS,
            "HOW",
            "Varies samples, targets too: shift:PIXELS, rotate:DEGREES, scale:RANGE, flip, noise:SIGMA."),
    CODE_PENALTY(
            Section.TRAINING,
            "code-penalty",
            Kind.TEXT,
            "HOW",
            "What codes add to the loss: none, l1 (their magnitudes), kl (the distance of mean activations of sigmoid"
                    + " codes from a small target) or contractive (how much they change with the sample); default"
                    + " none."),
    CODE_WEIGHT(
            Section.TRAINING,
            "code-weight",
            Kind.NUMBER,
            "X",
            "The weight of that penalty; default 0.0001 (l1) or 0.1."),
    CODE_TARGET(
            Section.TRAINING, "code-target", Kind.NUMBER, "X", "Of kl: the target of mean activations; default 0.05."),
    HUBER_DELTA(Section.TRAINING, "huber-delta", Kind.NUMBER, "X", "Where huber turns from square to line."),
    BETA(Section.TRAINING, "beta", Kind.NUMBER, "X", "Of elbo: the weight of the divergence; default 1."),
    SETTLING(
            Section.TRAINING,
            "settling",
            Kind.WHOLE,
            "STEP",
            "Of rate-distortion: before this step only priors and decoder learn; default 0."),
    DISTORTION(
            Section.TRAINING,
            "distortion",
            Kind.TEXT,
            "HOW",
            "Of rate-distortion: squared-error or ms-ssim, which takes the same tradeoffs; default squared-error."),
    KL_WARM_UP(
            Section.TRAINING,
            "kl-warm-up",
            Kind.WHOLE,
            "STEPS",
            "Of elbo: steps over which beta, or the capacity, rises; default 0."),
    FREE_NATS(Section.TRAINING, "free-nats", Kind.NUMBER, "X", "Of elbo: free nats a dimension; default 0."),
    CAPACITY(Section.TRAINING, "capacity", Kind.NUMBER, "X", "Of elbo: nats the divergence is held to; default none."),
    IMPORTANCE_SAMPLES(Section.TRAINING, "importance-samples", Kind.WHOLE, "K", "Of iwae: draws a sample; default 5."),
    RECONSTRUCTION(
            Section.TRAINING,
            "reconstruction",
            Kind.TEXT,
            "LOSS",
            "Of vq, wae, code-matching, aae, gan, vae-gan: mse, bce, mae or huber; default mse."),
    ALPHA(
            Section.TRAINING,
            "alpha",
            Kind.NUMBER,
            "X",
            "Of code-matching: the share of the distance of codes from samples; default 0.5."),
    PRIOR_WEIGHT(
            Section.TRAINING,
            "prior-weight",
            Kind.NUMBER,
            "X",
            "Of wae: the weight of the codes' distance from the prior; default 10."),
    CRITIC(
            Section.TRAINING,
            "critic",
            Kind.WHOLES,
            "N",
            "Of aae, gan and vae-gan: sizes of the critic's hidden layers; default 256,256."),
    COMMITMENT(Section.TRAINING, "commitment", Kind.NUMBER, "X", "Of vq: the encoder's share; default 0.25."),
    CODEBOOK_DECAY(Section.TRAINING, "codebook-decay", Kind.NUMBER, "X", "Of vq: kept a step; default 0.99."),
    GIBBS_STEPS(Section.TRAINING, "gibbs-steps", Kind.WHOLE, "N", "Of cd and pcd: steps of a chain; default 1."),
    PRETRAINING(
            Section.TRAINING,
            "pretraining",
            Kind.TEXT,
            "KIND",
            "Trains layers one by one first: none, rbm or denoising; default none."),
    PRETRAINING_EPOCHS(Section.TRAINING, "pretraining-epochs", Kind.WHOLE, "N", "Of each layer; default 10."),
    PRETRAINING_RATE(
            Section.TRAINING,
            "pretraining-rate",
            Kind.NUMBER,
            "X",
            "The learning rate of pretraining; default 0.05 (rbm) or 0.001 (denoising)."),
    PRETRAINING_BATCH(Section.TRAINING, "pretraining-batch", Kind.WHOLE, "N", "Samples a step; default 100."),
    MASKING(
            Section.TRAINING,
            "masking",
            Kind.TEXTS,
            "SHARE",
            "Of denoising: values masked, layer by layer; default 0.3."),
    OPTIMIZER(
            Section.TRAINING,
            "optimizer",
            Kind.TEXT,
            "NAME",
            "sgd, rmsprop, adadelta (at a rate of 1), adam or adamw; default adam."),
    LEARNING_RATE(Section.TRAINING, "learning-rate", Kind.NUMBER, "X", "The base rate; default 0.001."),
    MOMENTUM(Section.TRAINING, "momentum", Kind.NUMBER, "X", "Of sgd; default 0.9."),
    NESTEROV(Section.TRAINING, "nesterov", Kind.FLAG, "", "Of sgd: looks ahead."),
    DECAY(Section.TRAINING, "decay", Kind.NUMBER, "X", "Of rmsprop (default 0.9) and adadelta (0.95)."),
    BETA1(Section.TRAINING, "beta1", Kind.NUMBER, "X", "Of adam and adamw; default 0.9."),
    BETA2(Section.TRAINING, "beta2", Kind.NUMBER, "X", "Of adam and adamw; default 0.999."),
    EPSILON(
            Section.TRAINING,
            "epsilon",
            Kind.NUMBER,
            "X",
            "Of rmsprop (default 1e-7), adadelta (1e-6), adam and adamw (1e-8)."),
    WEIGHT_DECAY(Section.TRAINING, "weight-decay", Kind.NUMBER, "X", "Of adamw; default 0.01."),
    SCHEDULE(
            Section.TRAINING,
            "schedule",
            Kind.TEXT,
            "NAME",
            "constant, step, exponential, cosine or plateau; default constant."),
    SCHEDULE_EVERY(Section.TRAINING, "schedule-every", Kind.WHOLE, "EPOCHS", "Of step; default 10."),
    SCHEDULE_FACTOR(
            Section.TRAINING, "schedule-factor", Kind.NUMBER, "X", "Of step (0.5), exponential (0.95), plateau (0.5)."),
    SCHEDULE_PATIENCE(Section.TRAINING, "schedule-patience", Kind.WHOLE, "EPOCHS", "Of plateau; default 5."),
    SCHEDULE_MIN(
            Section.TRAINING, "schedule-min", Kind.NUMBER, "X", "Of cosine: a share; of plateau: a rate; default 0."),
    WARM_UP(Section.TRAINING, "warm-up", Kind.WHOLE, "STEPS", "Steps over which the rate rises to its base."),
    BATCH(Section.TRAINING, "batch", Kind.WHOLE, "N", "Samples a step; default 256."),
    EPOCHS(Section.TRAINING, "epochs", Kind.WHOLE, "N", "The most epochs; default 50."),
    PATIENCE(
            Section.TRAINING,
            "patience",
            Kind.WHOLE,
            "EPOCHS",
            "Stops after so many epochs without a better loss and keeps the best weights; default 0, never."),
    MIN_DELTA(Section.TRAINING, "min-delta", Kind.NUMBER, "X", "What counts as better; default 0."),
    RESTORE_BEST(Section.TRAINING, "restore-best", Kind.FLAG, "", "Keeps the best weights, not the last."),
    TARGET_LOSS(Section.TRAINING, "target-loss", Kind.NUMBER, "X", "Stops once the loss is at most this."),
    L1(Section.TRAINING, "l1", Kind.NUMBER, "X", "Penalty on the weights' magnitudes; default 0."),
    L2(Section.TRAINING, "l2", Kind.NUMBER, "X", "Penalty on the weights' squares; default 0."),
    CLIP_NORM(Section.TRAINING, "clip-norm", Kind.NUMBER, "X", "The largest norm of all gradients; default no limit."),
    CLIP_VALUE(Section.TRAINING, "clip-value", Kind.NUMBER, "X", "The largest single gradient; default no limit."),
    SEED(Section.TRAINING, "seed", Kind.WHOLE, "N", "Decides every random choice; default 1."),
    THREADS(Section.TRAINING, "threads", Kind.WHOLE, "N", "Workers; results do not depend on it; default all."),
    NO_LOSS_CHECK(
            Section.TRAINING,
            "no-loss-check",
            Kind.FLAG,
            "",
            "--no-loss-check: gradients are not compared with the loss before the first epoch."),
    CHECKPOINT_EVERY(Section.TRAINING, "checkpoint-every", Kind.WHOLE, "EPOCHS", "How often state is kept; default 1.");

    /** Names the parts of an experiment; each but {@link #RUN} is a section of the YAML file. */
    enum Section {
        RUN("Run"),
        DATA("Data"),
        MODEL("Model"),
        TRAINING("Training");

        private final String title;

        Section(String title) {
            this.title = title;
        }

        String title() {
            return title;
        }

        /** Returns the section's key in YAML; empty for the top level. */
        String key() {
            return this == RUN ? "" : name().toLowerCase(Locale.ROOT);
        }
    }

    /** Names what a value may be. */
    enum Kind {
        TEXT("a text"),
        WHOLE("a whole number"),
        NUMBER("a number"),
        FLAG("true or false"),
        TEXTS("texts"),
        WHOLES("whole numbers");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }

        boolean isList() {
            return this == TEXTS || this == WHOLES;
        }
    }

    private final Section section;
    private final String key;
    private final String flag;
    private final Kind kind;
    private final String label;
    private final String description;

    Setting(Section section, String key, Kind kind, String label, String description) {
        this(section, key, "--" + key, kind, label, description);
    }

    Setting(Section section, String key, String flag, Kind kind, String label, String description) {
        this.section = section;
        this.key = key;
        this.flag = flag;
        this.kind = kind;
        this.label = label;
        this.description = description;
    }

    Section section() {
        return section;
    }

    String key() {
        return key;
    }

    /** Returns the place in YAML, for example {@code training.epochs}. */
    String path() {
        return section == Section.RUN ? key : section.key() + "." + key;
    }

    String flag() {
        return flag;
    }

    Kind kind() {
        return kind;
    }

    /** Returns what stands for the value in help. */
    String label() {
        return label;
    }

    String description() {
        return description;
    }

    static List<Setting> of(Section section) {
        return Arrays.stream(values())
                .filter(setting -> setting.section == section)
                .toList();
    }
}
