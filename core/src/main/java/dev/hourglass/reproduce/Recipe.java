package dev.hourglass.reproduce;

import dev.hourglass.train.TrainingListener;
import java.io.IOException;
import java.util.List;

/** Describes one published result so exactly that it can be run again. Immutable and safe for concurrent use. */
public interface Recipe {
    /** Returns the name on the command line, for example {@code keras-dense-32}. */
    String name();

    /** Returns data, model, training and source, in one line. */
    String description();

    /**
     * Runs the recipe.
     *
     * @param run the options and the data
     * @param listener hears of the course of training
     * @return one finding a metric, in a fixed order
     * @throws dev.hourglass.error.DataNotFoundException if the data is nowhere to be had
     * @throws IOException if the data cannot be read
     */
    List<Finding> run(Reproduction run, TrainingListener listener) throws IOException;
}
