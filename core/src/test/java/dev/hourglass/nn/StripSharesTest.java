package dev.hourglass.nn;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class StripSharesTest {
    private final StripShares shares = new StripShares(new long[] {10, 10, 10, 10, 10, 10});

    @Test
    void beforeTheFirstStepWhatStripsMayCostDecides() {
        shares.deal();
        assertThat(firsts(2)).containsExactly(0, 3, 6);
        assertThat(firsts(3)).containsExactly(0, 2, 4, 6);
    }

    @Test
    void afterAStepWhatTheyTookDecides() {
        for (int i = 0; i < 6; i++) {
            shares.add(i, i < 4 ? 100 : 200);
        }
        shares.deal();
        assertThat(firsts(2)).containsExactly(0, 4, 6);
    }

    @Test
    void onlyTheStepBeforeCounts() {
        shares.add(0, 1000);
        shares.deal();
        shares.add(5, 1000);
        shares.deal();
        assertThat(firsts(2)).containsExactly(0, 5, 6);
    }

    @Test
    void stepsOfWeightsCountAsWell() {
        shares.addUpdate(0, 100);
        shares.addUpdate(1, 100);
        shares.add(2, 100);
        shares.deal();
        assertThat(firsts(2)).containsExactly(0, 1, 6);
    }

    @Test
    void stripsThatTookNothingAreSomebodys() {
        shares.add(3, 1000);
        shares.deal();
        for (int workers = 1; workers <= 8; workers++) {
            int[] firsts = firsts(workers);
            assertThat(firsts).startsWith(0).endsWith(6).isSorted();
        }
    }

    /** Returns the first strips of all workers, and the end. */
    private int[] firsts(int workers) {
        int[] firsts = new int[workers + 1];
        for (int i = 0; i <= workers; i++) {
            firsts[i] = shares.first(i, workers);
        }
        return firsts;
    }
}
