package dev.hourglass.nn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Weights of {@link dev.hourglass.model.Initializer#COSINE}. Maps are ordered by frequency, brightness before colour:
 *
 * <pre>{@code
 * w(y, x, colour, (u, v, k)) = a_u a_v cos((2y + 1) u pi / 2S) cos((2x + 1) v pi / 2S) o(colour, k)
 * a_0 = sqrt(1 / S), else sqrt(2 / S)
 * }</pre>
 *
 * in the middle S x S taps, S^2 colours the number of maps, and 0 around them.
 */
final class CosineWeights {
    private static final int LEAST_TAPS = 8;
    /** Of residual blocks and hyper-decoders. */
    private static final Pattern BODY = Pattern.compile("(.*\\.body|hyper_decoder)\\.(\\d+)\\.weight");

    /** Orthonormal: brightness, red against blue, green against both. */
    private static final double[][] OPPONENTS = {
        {1 / StrictMath.sqrt(3), 1 / StrictMath.sqrt(3), 1 / StrictMath.sqrt(3)},
        {1 / StrictMath.sqrt(2), 0, -1 / StrictMath.sqrt(2)},
        {1 / StrictMath.sqrt(6), -2 / StrictMath.sqrt(6), 1 / StrictMath.sqrt(6)}
    };

    private static final double[][] GREY = {{1}};

    private CosineWeights() {}

    /** Fills in the values of an array, if it has ones of its own. */
    static boolean fill(float[] values, Parameter parameter, ParameterLayout layout) {
        if (isTransform(parameter)) {
            int[] shape = parameter.shape().dimensions().stream()
                    .mapToInt(Integer::intValue)
                    .toArray();
            transform(values, shape[0], shape[2], shape[3], side(parameter));
            return true;
        }
        return isLast(parameter, layout); // their values are 0 already
    }

    /** Fills in what a transform adds, so that maps are those of pixels less their middle, 1/2. */
    static void centre(float[] values, Parameter bias, ParameterLayout layout) {
        Optional<Parameter> weight = layout.parameters().stream()
                .filter(other ->
                        isTransform(other) && bias.name().equals(other.name().replace(".weight", ".bias")))
                .findFirst();
        if (weight.isPresent()) {
            int colours = weight.get().shape().dimension(2);
            if (values.length == colours) {
                Arrays.fill(values, 0.5f);
            } else {
                values[0] = (float) (-0.5 * side(weight.get()) * StrictMath.sqrt(colours));
            }
        }
    }

    private static boolean isTransform(Parameter parameter) {
        if (parameter.role() != Parameter.Role.WEIGHT || parameter.shape().rank() != 4) {
            return false;
        }
        int taps = parameter.shape().dimension(0);
        int colours = parameter.shape().dimension(2);
        return taps >= LEAST_TAPS && (colours == 1 || colours == 3) && side(parameter) >= 1 && side(parameter) <= taps;
    }

    /** Returns S. */
    private static int side(Parameter parameter) {
        double maps = parameter.shape().dimension(3);
        return (int) StrictMath.sqrt(maps / parameter.shape().dimension(2));
    }

    private static void transform(float[] values, int taps, int colours, int maps, int side) {
        double[][] opponents = colours == 1 ? GREY : OPPONENTS;
        List<int[]> frequencies = frequencies(side);
        int margin = (taps - side) / 2;
        for (int map = 0; map < Math.min(maps, side * side * colours); map++) {
            int[] frequency = frequencies.get(map / colours);
            for (int y = 0; y < side; y++) {
                for (int x = 0; x < side; x++) {
                    double wave = wave(y, frequency[0], side) * wave(x, frequency[1], side);
                    int at = ((y + margin) * taps + x + margin) * colours * maps + map;
                    for (int c = 0; c < colours; c++) {
                        values[at + c * maps] = (float) (wave * opponents[map % colours][c]);
                    }
                }
            }
        }
    }

    private static List<int[]> frequencies(int side) {
        List<int[]> frequencies = new ArrayList<>();
        for (int u = 0; u < side; u++) {
            for (int v = 0; v < side; v++) {
                frequencies.add(new int[] {u, v});
            }
        }
        frequencies.sort(Comparator.comparingInt(pair -> pair[0] + pair[1]));
        return frequencies;
    }

    private static double wave(int place, int frequency, int side) {
        double scale = StrictMath.sqrt((frequency == 0 ? 1.0 : 2.0) / side);
        return scale * StrictMath.cos((2 * place + 1) * frequency * StrictMath.PI / (2.0 * side));
    }

    private static boolean isLast(Parameter parameter, ParameterLayout layout) {
        Matcher own = BODY.matcher(parameter.name());
        return own.matches()
                && layout.parameters().stream()
                        .map(other -> BODY.matcher(other.name()))
                        .filter(other -> other.matches() && other.group(1).equals(own.group(1)))
                        .noneMatch(other -> Integer.parseInt(other.group(2)) > Integer.parseInt(own.group(2)));
    }
}
