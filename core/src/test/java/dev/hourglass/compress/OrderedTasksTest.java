package dev.hourglass.compress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class OrderedTasksTest {
    @Test
    void resultsComeInTheOrderOfTheirTasks() throws IOException {
        List<Integer> results = new ArrayList<>();
        try (OrderedTasks tasks = new OrderedTasks(3)) {
            OrderedTasks.Queue<Integer> queue = tasks.queue(results::add);
            for (int i = 0; i < 50; i++) {
                int number = i;
                queue.submit(() -> {
                    Thread.sleep(number % 3);
                    return number;
                });
            }
            queue.drain();
        }
        assertThat(results).isEqualTo(IntStream.range(0, 50).boxed().toList());
    }

    @Test
    void aFailureOfATaskIsTheFailureOfTheQueue() throws IOException {
        OrderedTasks tasks = new OrderedTasks(2);
        OrderedTasks.Queue<Integer> queue = tasks.queue(result -> {});
        queue.submit(() -> {
            throw new IllegalStateException("broken");
        });
        assertThatThrownBy(queue::drain)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("broken");
        tasks.close();
        assertThat(tasks.isEnded()).isTrue();
    }
}
