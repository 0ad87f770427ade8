package dev.hourglass.nn;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A few threads that run one job together and meet at barriers.
 *
 * <p>Steps of small networks take well under a millisecond, so waiting spins briefly, then yields, then parks: fast on
 * quiet machines, harmless on busy ones. Threads are daemons, start when first needed and end when idle. Not
 * thread-safe: one caller at a time.
 */
public final class Team {
    /** What the workers run; each gets its index, 0 for the caller's own thread. */
    @FunctionalInterface
    public interface Job {
        /** Runs worker {@code worker}'s share. */
        void run(int worker);
    }

    private static final int IDLE = 0;
    private static final int BUSY = 1;
    private static final int GONE = 2;

    private static final int SPINS = 4_000;
    private static final int YIELDS = 200;
    private static final long PARK_NANOS = 50_000;
    private static final long IDLE_NANOS = 2_000_000_000L;

    private final int size;
    private final Slot[] slots;
    private final AtomicInteger running = new AtomicInteger();
    private final AtomicInteger arrived = new AtomicInteger();
    private volatile int phase;
    private volatile @Nullable Job job;
    /** The first failure: those that follow are other workers who waited for it in vain. */
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    /**
     * Creates a team.
     *
     * @param size the number of workers, at least 1; with 1 no thread is started
     */
    public Team(int size) {
        if (size < 1) {
            throw new IllegalArgumentException("threads must be at least 1, but was " + size);
        }
        this.size = size;
        this.slots = new Slot[size];
        for (int i = 1; i < size; i++) {
            slots[i] = new Slot(i);
        }
    }

    /** Returns the number of workers. */
    public int size() {
        return size;
    }

    /**
     * Runs a job on every worker and returns when all are done.
     *
     * @throws IllegalStateException if a worker failed, with its failure as the cause
     */
    public void run(Job shared) {
        if (size == 1) {
            shared.run(0);
            return;
        }
        job = shared;
        running.set(size - 1);
        for (int i = 1; i < size; i++) {
            slots[i].wake();
        }
        try {
            shared.run(0);
        } catch (RuntimeException | Error e) {
            failure.compareAndSet(null, e);
        }
        int waits = 0;
        while (running.get() > 0) {
            waits = pause(waits);
        }
        Throwable failed = failure.getAndSet(null);
        if (failed != null) {
            arrived.set(0);
            throw new IllegalStateException("a worker failed: " + failed, failed);
        }
    }

    /** Waits until every worker has come here. */
    public void barrier() {
        if (size == 1) {
            return;
        }
        int current = phase;
        if (arrived.incrementAndGet() == size) {
            arrived.set(0);
            phase = current + 1;
            return;
        }
        int waits = 0;
        while (phase == current) {
            if (failure.get() != null) {
                throw new IllegalStateException("another worker failed");
            }
            waits = pause(waits);
        }
    }

    @SuppressWarnings("ThreadPriorityCheck") // yielding is the middle way between spinning and parking
    private static int pause(int waits) {
        if (waits < SPINS) {
            Thread.onSpinWait();
        } else if (waits < SPINS + YIELDS) {
            Thread.yield();
        } else {
            LockSupport.parkNanos(PARK_NANOS);
            return waits;
        }
        return waits + 1;
    }

    /** One worker's thread, or the room for one. */
    private final class Slot implements Runnable {
        private final int index;
        private final AtomicInteger state = new AtomicInteger(GONE);
        private volatile @Nullable Thread thread;

        Slot(int index) {
            this.index = index;
        }

        void wake() {
            if (state.compareAndSet(IDLE, BUSY)) {
                LockSupport.unpark(thread);
                return;
            }
            state.set(BUSY);
            Thread started = new Thread(this, "hourglass-" + index);
            started.setDaemon(true);
            thread = started;
            started.start();
        }

        @Override
        public void run() {
            do {
                work();
            } while (awaitWork());
        }

        private void work() {
            try {
                Job current = job;
                if (current != null) {
                    current.run(index);
                }
            } catch (RuntimeException | Error e) {
                failure.compareAndSet(null, e);
            }
            state.set(IDLE);
            running.decrementAndGet();
        }

        private boolean awaitWork() {
            for (int waits = 0; waits < SPINS + YIELDS; ) {
                if (state.get() == BUSY) {
                    return true;
                }
                waits = pause(waits);
            }
            long end = System.nanoTime() + IDLE_NANOS;
            while (state.get() != BUSY) {
                long left = end - System.nanoTime();
                if (left <= 0 && state.compareAndSet(IDLE, GONE)) {
                    return false;
                }
                LockSupport.parkNanos(this, Math.max(left, 1));
            }
            return true;
        }
    }
}
