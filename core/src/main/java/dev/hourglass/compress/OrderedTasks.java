package dev.hourglass.compress;

import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Runs tasks side by side and hands out their results in the order in which they came; a few at a time, so that memory
 * stays bounded. Not thread-safe; confine to one thread.
 */
final class OrderedTasks implements Closeable {
    private static final int TASKS_PER_THREAD = 2;

    private final ExecutorService workers;
    private final int capacity;
    private boolean isEnded;

    OrderedTasks(int threads) {
        workers = Executors.newFixedThreadPool(threads, task -> {
            Thread thread = new Thread(task, "hourglass-chunks");
            thread.setDaemon(true);
            return thread;
        });
        capacity = TASKS_PER_THREAD * threads;
    }

    /** Takes a result. */
    @FunctionalInterface
    interface Sink<T> {
        void accept(T result) throws IOException;
    }

    /** Starts a queue of tasks whose results go to a sink. */
    <T> Queue<T> queue(Sink<T> sink) {
        return new Queue<>(sink);
    }

    /** Waits for the tasks that run and drops the others. */
    @Override
    public void close() {
        workers.shutdownNow();
        try {
            // A chunk takes a fraction of a second; whoever is stuck longer is a daemon and dies with the process.
            isEnded = workers.awaitTermination(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns whether no task runs any more. */
    boolean isEnded() {
        return isEnded;
    }

    /** The tasks of one entry. */
    final class Queue<T> {
        private final Deque<Future<T>> pending = new ArrayDeque<>();
        private final Sink<T> sink;

        private Queue(Sink<T> sink) {
            this.sink = sink;
        }

        /** Adds a task; where enough are under way, waits for the oldest. */
        void submit(Callable<T> task) throws IOException {
            if (pending.size() == capacity) {
                takeOldest();
            }
            pending.add(workers.submit(task));
        }

        /** Waits for all tasks. */
        void drain() throws IOException {
            while (!pending.isEmpty()) {
                takeOldest();
            }
        }

        private void takeOldest() throws IOException {
            Optional<Future<T>> oldest = Optional.ofNullable(pending.poll());
            if (oldest.isPresent()) {
                sink.accept(result(oldest.get()));
            }
        }
    }

    private static <T> T result(Future<T> task) throws IOException {
        try {
            return task.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("coding of chunks was interrupted");
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            if (cause instanceof RuntimeException failure) {
                throw failure;
            }
            if (cause instanceof Error failure) {
                throw failure;
            }
            throw new IOException(cause == null ? e : cause);
        }
    }
}
