/**
 * Binds networks to weights and a batch size, and runs them.
 *
 * <pre>
 * Network + Parameters -> Program (operations over slabs) -> TrainingPlan: rows phases, joint phases, update phase
 *                                                         -> InferencePlan: rows phases only
 * </pre>
 *
 * <p>A plan allocates when it is built and never again. Workers of a {@link dev.hourglass.nn.Team} run the same phases
 * on ranges of rows, columns or weights and meet at barriers; results do not depend on how many there are.
 */
@NullMarked
package dev.hourglass.nn;

import org.jspecify.annotations.NullMarked;
