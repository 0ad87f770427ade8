package dev.hourglass.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
final class TeamTest {
    @ParameterizedTest(name = "{0} workers")
    @ValueSource(ints = {1, 2, 3, 8})
    void everyWorkerRunsEachJobOnce(int size) {
        Team team = new Team(size);
        AtomicIntegerArray runs = new AtomicIntegerArray(size);
        for (int i = 0; i < 500; i++) {
            team.run(runs::incrementAndGet);
        }
        for (int worker = 0; worker < size; worker++) {
            assertThat(runs.get(worker)).isEqualTo(500);
        }
        assertThat(team.size()).isEqualTo(size);
    }

    @ParameterizedTest(name = "{0} workers")
    @ValueSource(ints = {1, 2, 3, 8})
    void nobodyPassesABarrierBeforeAllHaveCome(int size) {
        Team team = new Team(size);
        AtomicInteger arrived = new AtomicInteger();
        AtomicInteger early = new AtomicInteger();
        for (int i = 0; i < 50; i++) {
            arrived.set(0);
            team.run(worker -> {
                for (int round = 1; round <= 4; round++) {
                    arrived.incrementAndGet();
                    team.barrier();
                    if (arrived.get() < round * size) {
                        early.incrementAndGet();
                    }
                    team.barrier();
                }
            });
        }
        assertThat(early).hasValue(0);
    }

    @ParameterizedTest(name = "worker {0}")
    @ValueSource(ints = {0, 1, 2})
    void aFailureReachesTheCallerAndTheTeamGoesOn(int failing) {
        Team team = new Team(3);
        for (int i = 0; i < 20; i++) {
            assertThatThrownBy(() -> team.run(worker -> {
                        if (worker == failing) {
                            throw new IllegalArgumentException("no room in worker " + worker);
                        }
                        team.barrier();
                    }))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("a worker failed: java.lang.IllegalArgumentException: no room in worker " + failing)
                    .hasCauseInstanceOf(IllegalArgumentException.class);
            AtomicInteger runs = new AtomicInteger();
            team.run(worker -> {
                team.barrier();
                runs.incrementAndGet();
            });
            assertThat(runs).hasValue(3);
        }
    }

    @Test
    void teamsWorkSideBySideWithMoreThreadsThanProcessors() throws InterruptedException {
        AtomicInteger sum = new AtomicInteger();
        List<Thread> callers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Team team = new Team(8);
            Thread caller = new Thread(() -> {
                for (int run = 0; run < 50; run++) {
                    team.run(worker -> {
                        team.barrier();
                        sum.incrementAndGet();
                    });
                }
            });
            callers.add(caller);
            caller.start();
        }
        for (Thread caller : callers) {
            caller.join();
        }
        assertThat(sum).hasValue(3 * 50 * 8);
    }

    @Test
    void threadsAreDaemonsEndWhenIdleAndComeBack() throws InterruptedException {
        Team team = new Team(2);
        Thread[] threads = new Thread[2];
        team.run(worker -> threads[worker] = Thread.currentThread());
        assertThat(threads[0]).isSameAs(Thread.currentThread());
        assertThat(threads[1].isDaemon()).isTrue();
        threads[1].join(10_000);
        assertThat(threads[1].isAlive()).isFalse();
        AtomicInteger runs = new AtomicInteger();
        team.run(worker -> runs.incrementAndGet());
        assertThat(runs).hasValue(2);
    }

    @Test
    void refusesATeamOfNobody() {
        assertThatThrownBy(() -> new Team(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("threads must be at least 1, but was 0");
    }
}
