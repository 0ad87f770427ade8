package dev.hourglass.model;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Names the distributions that weights start from; biases start at 0. */
public enum Initializer {
    /** Uniform in {@code +-sqrt(6 / (in + out))}. Source: Glorot and Bengio 2010, eq. 16. */
    GLOROT,
    /** Normal with variance {@code 2 / in}. Source: He et al. 2015, eq. 10, https://arxiv.org/abs/1502.01852. */
    HE,
    /** Orthonormal rows or columns. Source: Saxe et al. 2014, https://arxiv.org/abs/1312.6120. */
    ORTHOGONAL,
    /** Uniform in {@code +-1 / sqrt(in)}, the usual default of linear layers elsewhere. */
    UNIFORM,
    /**
     * For codecs of pictures: convolutions of 8 taps or more, between pixels and maps, start as the cosine transform
     * (DCT-II) of blocks and colours, so that a decoder undoes its encoder at once; the last convolution of a residual
     * block and of a hyper-decoder starts at 0, so that blocks change nothing at first; all else as {@link #GLOROT}.
     * Sources: Ahmed et al. 1974, IEEE Transactions on Computers C-23; Zhang et al. 2019,
     * https://arxiv.org/abs/1901.09321.
     */
    COSINE;

    /** Returns the name used in files and on the command line. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Finds an initialiser by its name in files.
     *
     * @param id a name as {@link #id()} gives it
     * @return the initialiser
     * @throws IllegalArgumentException if there is no such initialiser
     */
    public static Initializer from(String id) {
        return Arrays.stream(values())
                .filter(initializer -> initializer.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("initializer must be one of "
                        + Arrays.stream(values()).map(Initializer::id).collect(Collectors.joining(", "))
                        + ", but was \"" + id + "\""));
    }
}
