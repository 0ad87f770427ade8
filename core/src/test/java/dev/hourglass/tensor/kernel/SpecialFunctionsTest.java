package dev.hourglass.tensor.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SpecialFunctionsTest {
    private static double largestUlps(DoubleUnaryOperator obtained, DoubleUnaryOperator exact, double from, double to) {
        double largest = 0;
        for (int i = 0; i <= 200_000; i++) {
            double x = from + (to - from) * i / 200_000;
            double expected = exact.applyAsDouble(x);
            largest = Math.max(largest, Math.abs(obtained.applyAsDouble(x) - expected) / Math.ulp(expected));
        }
        return largest;
    }

    @Test
    void logIsWithinItsBound() {
        double largest = 0;
        for (int exponent = -1022; exponent <= 1023; exponent++) {
            double scale = Math.scalb(1.0, exponent);
            for (int m = 0; m < 200; m++) {
                double x = scale * (1 + m / 200.0);
                double expected = StrictMath.log(x);
                if (expected != 0) {
                    largest = Math.max(largest, Math.abs(SpecialFunctions.log(x) - expected) / Math.ulp(expected));
                }
            }
        }
        assertThat(Math.max(largest, largestUlps(SpecialFunctions::log, StrictMath::log, 0.5, 1.999)))
                .isBetween(0.5, 1.0);
        assertThat(SpecialFunctions.log(1)).isZero();
    }

    @Test
    void expIsWithinItsBound() {
        double largest = 0;
        for (int i = -350_000; i <= 350_000; i++) {
            double x = i * 0.002;
            double expected = StrictMath.exp(x);
            largest = Math.max(largest, Math.abs(SpecialFunctions.exp(x) / expected - 1));
        }
        assertThat(largest).isBetween(2e-16, 4e-16);
        assertThat(SpecialFunctions.exp(-1e9)).isEqualTo(SpecialFunctions.exp(-700));
        assertThat(SpecialFunctions.exp(1e9)).isEqualTo(SpecialFunctions.exp(700));
        assertThat(SpecialFunctions.exp(Double.NaN)).isNaN();
    }

    /** Values to 25 digits, from mpmath 1.3. */
    @ParameterizedTest
    @CsvSource({
        "1e-30, 69.07755278982137043720332, -9.999999999999999166635794e+29",
        "1e-10, 23.02585092988273523726579, -10000000000.57721530041507",
        "4.5399929762484854e-05, 9.999973796144549018094997, -22027.04293579420319400603",
        "0.001, 6.907178885383853661683681, -1000.575571931810279654757",
        "0.1, 2.252712651734205902006238, -10.4237549404110762321003",
        "0.25, 1.28802252469807745737061, -4.22745353337626540808953",
        "0.5, 0.5723649429247000870717137, -1.963510026021423479440976",
        "0.75, 0.203280951431295371481433, -1.085860879786472169626887",
        "0.999, 0.0005780385328913802381689031, -0.5788618021086454279191009",
        "1, 0.0, -0.5772156649015328606065121",
        "1.0001, -0.00005771334222047126800518104, -0.5770511835143348681213895",
        "1.4616321449683623, -0.1214862905358496080955146, -9.241265521729427516792351e-17",
        "1.5, -0.1207822376352452223455184, 0.03648997397857652055902367",
        "1.999, -0.0004224618006921072841757456, 0.4221391988923556456188156",
        "2, 0.0, 0.4227843350984671393934879",
        "2.0001, 0.00004228165811291994631743228, 0.422848826484665386074979",
        "2.5, 0.2846828704729191596324947, 0.7031566406452431872256903",
        "3.75, 1.486815578593417055540582, 1.182537388611796228641512",
        "5, 3.178053830347945619646942, 1.506117668431800472726821",
        "7.5, 7.534364236758732955158368, 1.946757484246086788069291",
        "7.999, 8.523145786158915488111977, 2.01550833209034803825226",
        "8, 8.525161361065414300165531, 2.015641477955609996536345",
        "10.25, 13.36802367147604629543091, 2.27770479068672396930147",
        "16, 27.89927138384089156608944, 2.741013328327460368386717",
        "31.5, 76.37119786778277426317271, 3.434030554207562723779206",
        "100, 359.134205369575398776044, 4.600161852738087400198606",
        "255.5, 1158.940979150057112338064, 5.541264185935889140755678",
        "1000.125, 5906.08383792471903927279, 6.907380250349980932696976",
        "22026.465794806718, 198234.1110955769945854134, 9.99997729986335601830289",
        "1e6, 12815504.56914761165997697, 13.81551005796419077077462",
        "1e15, 33538776394910668.90982021, 34.53877639491068476026987",
        "1e30, 6.807755278982137189412097e+31, 69.07755278982137054042437"
    })
    void gammaFunctionsHaveTheirKnownValues(double x, double logGamma, double digamma) {
        assertThat(SpecialFunctions.logGamma(x)).isCloseTo(logGamma, within(2e-14 * Math.max(1, Math.abs(logGamma))));
        assertThat(SpecialFunctions.digamma(x)).isCloseTo(digamma, within(2e-14 * Math.max(1, Math.abs(digamma))));
    }

    @Test
    void gammaIsTheFactorial() {
        double logFactorial = 0;
        for (int n = 1; n <= 300; n++) {
            assertThat(SpecialFunctions.logGamma(n)).isCloseTo(logFactorial, within(2e-14 * Math.max(1, logFactorial)));
            logFactorial += StrictMath.log(n);
        }
    }
}
