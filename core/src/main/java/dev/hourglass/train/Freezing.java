package dev.hourglass.train;

import dev.hourglass.nn.Parameter;
import dev.hourglass.nn.ParameterLayout;
import dev.hourglass.nn.TrainingPlan.Task;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Says which weights training leaves as they are, to the bit: neither gradients nor penalties nor decay change them,
 * and frozen batch normalisation uses and keeps its running averages.
 *
 * @param paths of networks, layers or arrays, such as {@code encoder}, {@code decoder.0}, {@code encoder.2.bias}
 */
public record Freezing(List<String> paths) {
    /** Everything is trained. */
    public static final Freezing NONE = new Freezing(List.of());

    public Freezing {
        paths = List.copyOf(paths);
    }

    /** Returns whether an array of weights is trained. */
    boolean trains(String name) {
        return paths.stream().noneMatch(path -> covers(path, name));
    }

    private static boolean covers(String path, String name) {
        return name.equals(path) || name.startsWith(path + ".");
    }

    /**
     * Returns a task that leaves these weights alone.
     *
     * @throws IllegalArgumentException if a path names no weights, or nothing is left to train
     */
    Task apply(Task task, ParameterLayout layout) {
        if (paths.isEmpty()) {
            return task;
        }
        List<String> names = layout.parameters().stream()
                .filter(parameter -> parameter.role().isTrained())
                .map(Parameter::name)
                .toList();
        for (String path : paths) {
            if (names.stream().noneMatch(name -> covers(path, name))) {
                throw new IllegalArgumentException("freeze must name weights of the model, but \"" + path
                        + "\" is none of " + names.stream().collect(Collectors.joining(", ")));
            }
        }
        if (names.stream().noneMatch(this::trains)) {
            throw new IllegalArgumentException("freeze must leave something to train, but " + String.join(", ", paths)
                    + " are all weights of the model");
        }
        return new Task(
                task.chain(),
                task.loss(),
                task.targetColumns(),
                task.transform(),
                name -> trains(name) && task.isTrained().test(name));
    }

    /** Requires that nothing is frozen, for algorithms that train all weights. */
    void requireNone(Objective objective) {
        if (!paths.isEmpty()) {
            throw new IllegalArgumentException("objective " + objective.id() + " trains all weights, but freeze was "
                    + String.join(", ", paths) + "; leave freeze out");
        }
    }
}
