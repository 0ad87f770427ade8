package dev.hourglass.anomaly.threshold;

import java.math.BigDecimal;

/** Prints and reads rules as texts: a name and its numbers, with colons between. */
final class RuleText {
    private static final String KNOWN = "quantile:Q, contamination:RATE, pot:FALSE-ALARM-RATE[:TAIL-SHARE],"
            + " cost:MISS-COST:FALSE-ALARM-COST or f-beta:BETA";

    private RuleText() {}

    static String print(String name, double... numbers) {
        StringBuilder text = new StringBuilder(name);
        for (double number : numbers) {
            text.append(':')
                    .append(BigDecimal.valueOf(number).stripTrailingZeros().toPlainString());
        }
        return text.toString();
    }

    static ThresholdRule parse(String text) {
        String[] parts = text.split(":", -1);
        return switch (parts[0]) {
            case Quantile.NAME -> new Quantile(numbers(text, parts, 1, 1)[0]);
            case Contamination.NAME -> new Contamination(numbers(text, parts, 1, 1)[0]);
            case PeaksOverThreshold.NAME -> peaks(numbers(text, parts, 1, 2));
            case Cost.NAME -> cost(numbers(text, parts, 2, 2));
            case FBeta.NAME -> new FBeta(numbers(text, parts, 1, 1)[0]);
            default -> throw unknown(text);
        };
    }

    private static ThresholdRule peaks(double[] numbers) {
        PeaksOverThreshold rule = PeaksOverThreshold.of(numbers[0]);
        return numbers.length == 1 ? rule : new PeaksOverThreshold(numbers[0], numbers[1]);
    }

    private static ThresholdRule cost(double[] numbers) {
        return new Cost(numbers[0], numbers[1]);
    }

    private static double[] numbers(String text, String[] parts, int least, int most) {
        int count = parts.length - 1;
        if (count < least || count > most) {
            throw unknown(text);
        }
        double[] numbers = new double[count];
        for (int i = 0; i < count; i++) {
            try {
                numbers[i] = new BigDecimal(parts[i + 1]).doubleValue(); // takes no "1f", "NaN" or spaces
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException(
                        "numbers of a threshold rule must be like 0.01, but \"" + text + "\" has \"" + parts[i + 1]
                                + "\"",
                        e);
            }
        }
        return numbers;
    }

    private static IllegalArgumentException unknown(String text) {
        return new IllegalArgumentException("a threshold rule must be " + KNOWN + ", but was \"" + text + "\"");
    }
}
