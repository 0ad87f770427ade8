/** The failures Hourglass reports by name, each with the exit code the command line gives it. */
@NullMarked
package dev.hourglass.error;

import org.jspecify.annotations.NullMarked;
