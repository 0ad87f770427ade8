package dev.hourglass.testkit;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hourglass.tensor.kernel.Kernels;
import dev.hourglass.testkit.KernelCase.Call;
import dev.hourglass.testkit.KernelCase.Target;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The contracts of kernels bite. */
final class KernelCaseTest {
    private static final Kernels OTHER = named(Kernels.plain());

    private static Kernels named(Kernels plain) {
        return new Kernels(
                "other",
                plain.matrix(),
                plain.activation(),
                plain.loss(),
                plain.update(),
                plain.reduction(),
                plain.noise(),
                plain.likelihood(),
                plain.image(),
                plain.winograd());
    }

    private static void check(Call call, float... array) {
        KernelCase.assertSameBits(OTHER, "case", List.of(Target.of(0, 1, 2)), call, array);
    }

    @Test
    void findsAnElementThatDiffersByOneBit() {
        assertThatThrownBy(() -> check(
                        (kernels, arrays) -> {
                            arrays[0][2] = kernels.equals(OTHER) ? 1f : Math.nextUp(1f);
                            return 0;
                        },
                        0,
                        0,
                        0,
                        0))
                .hasMessage("other, case: element 2 of array 0 must be 1.0000001, but was 1.0");
    }

    @Test
    void tellsNegativeZeroFromZero() {
        assertThatThrownBy(() -> check((kernels, arrays) -> kernels.equals(OTHER) ? -0f : 0f, 0, 0, 0, 0))
                .hasMessageContaining("other, case: result must be 0.0, but was -0.0");
    }

    @Test
    void findsWritesBesideTheTarget() {
        assertThatThrownBy(() -> check(
                        (kernels, arrays) -> {
                            arrays[0][3] = 5;
                            return 0;
                        },
                        0,
                        0,
                        0,
                        0))
                .hasMessage("other, case: element 3 of array 0 is no target, but was written");
    }

    @Test
    void takesAnyNotANumberForAnyOther() {
        assertThatCode(() -> check(
                        (kernels, arrays) -> {
                            arrays[0][1] = Float.intBitsToFloat(kernels.equals(OTHER) ? 0xffc00000 : 0x7fc00000);
                            return 0;
                        },
                        0,
                        0,
                        0,
                        0))
                .doesNotThrowAnyException();
    }
}
