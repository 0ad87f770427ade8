package dev.hourglass.data;

/**
 * Lists how a hand draws each digit: a digit has variants, a variant has strokes, a stroke is a curve through points.
 *
 * <p>Points lie in a unit box, x to the right and y down, as x, y, x, y, ...
 */
final class DigitStrokes {
    private static final double[][][][] VARIANTS = {
        {
            // Zero: one loop, closed with a little overlap.
            {{.50, .00, .20, .14, .07, .50, .20, .88, .50, 1.0, .80, .88, .93, .50, .80, .12, .50, .00, .36, .05}},
            {{.58, .04, .28, .08, .12, .50, .24, .90, .52, 1.0, .78, .84, .88, .46, .72, .10, .46, .02}}
        },
        {
            // One: a stem, a stem with a flag, and one with a foot as well.
            {{.52, .00, .50, .50, .48, 1.0}},
            {{.34, .22, .45, .12, .54, .00}, {.54, .00, .53, .50, .52, 1.0}},
            {{.34, .20, .45, .12, .53, .00}, {.53, .00, .52, .50, .52, .98}, {.30, .99, .52, .98, .74, .98}}
        },
        {
            // Two: a swan's neck with a straight foot, and one with a loop at the foot.
            {
                {.14, .24, .28, .05, .58, .00, .82, .18, .76, .44, .48, .70, .10, .98},
                {.10, .98, .50, .96, .92, .97}
            },
            {{.16, .20, .40, .00, .72, .08, .76, .36, .52, .70, .22, .94, .12, .84, .32, .80, .60, .96, .92, .92}}
        },
        {
            // Three: two bows that meet in the middle.
            {
                {.14, .12, .40, .00, .72, .07, .76, .28, .60, .43, .38, .47},
                {.38, .47, .70, .53, .86, .74, .70, .95, .42, 1.0, .12, .88}
            }
        },
        {
            // Four: open on top, and closed.
            {{.24, .02, .18, .30, .12, .58}, {.12, .58, .50, .57, .90, .54}, {.72, .06, .69, .50, .66, 1.0}},
            {{.66, .00, .36, .32, .06, .66}, {.06, .66, .50, .65, .94, .64}, {.66, .00, .66, .50, .64, 1.0}}
        },
        {
            // Five: roof, back and belly.
            {
                {.86, .02, .54, .02, .26, .04},
                {.26, .04, .22, .22, .18, .42},
                {.18, .42, .46, .34, .76, .44, .86, .68, .70, .93, .40, 1.0, .10, .90}
            }
        },
        {
            // Six: a sweep that ends in a loop.
            {
                {
                    .72, .00, .44, .14, .22, .42, .13, .72, .28, .96, .56, 1.0, .80, .84, .76, .60, .52, .50, .26, .60,
                    .15, .76
                }
            }
        },
        {
            // Seven: plain, and with a bar.
            {{.10, .06, .50, .04, .90, .03}, {.90, .03, .66, .45, .44, 1.0}},
            {{.10, .08, .50, .04, .90, .04}, {.90, .04, .66, .45, .46, 1.0}, {.34, .52, .56, .50, .80, .46}}
        },
        {
            // Eight: one line that crosses itself.
            {
                {
                    .76, .14, .52, .00, .26, .08, .24, .28, .48, .45, .74, .64, .78, .86, .52, 1.0, .24, .90, .22, .68,
                    .46, .48, .72, .32, .78, .14
                }
            }
        },
        {
            // Nine: a loop with a straight or a bent tail.
            {
                {.80, .16, .58, .00, .30, .08, .18, .28, .32, .48, .58, .46, .76, .28, .81, .14},
                {.81, .14, .78, .55, .70, 1.0}
            },
            {
                {.78, .18, .56, .00, .28, .08, .18, .28, .34, .47, .60, .42, .76, .26, .80, .12},
                {.80, .12, .80, .50, .68, .84, .44, 1.0, .22, .92}
            }
        }
    };

    private DigitStrokes() {}

    /** Returns how many ways there are to draw a digit. */
    static int variants(int digit) {
        return VARIANTS[digit].length;
    }

    /** Returns the strokes of one way to draw a digit; not to be written to. */
    static double[][] of(int digit, int variant) {
        return VARIANTS[digit][variant];
    }
}
