/**
 * The command line: each command parses, calls one class of the library, and prints.
 *
 * <pre>
 * flags + EXPERIMENT.yaml -> Settings -> DataSettings, ModelSettings, TrainingSettings -> Experiment -> RunFolder
 * MODEL + DATA -> ModelInput -> RowSink (NPY, CSV, PNG)
 * </pre>
 *
 * Every key of an experiment, in YAML and as a flag, is one line of {@link dev.hourglass.cli.Setting}.
 */
@NullMarked
package dev.hourglass.cli;

import org.jspecify.annotations.NullMarked;
