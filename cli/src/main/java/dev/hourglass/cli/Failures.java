package dev.hourglass.cli;

import dev.hourglass.error.ErrorCode;
import dev.hourglass.error.HourglassException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns failures into one sentence on the error stream and the exit code of their kind. */
final class Failures {
    private Failures() {}

    /** Reports a failure and returns the exit code. */
    static int report(Throwable failure, PrintWriter err, boolean withStackTrace) {
        err.println("hourglass: " + sentence(failure));
        if (withStackTrace) {
            failure.printStackTrace(err);
        }
        err.flush();
        return code(failure).exitCode();
    }

    /** Reports a wrong flag or argument and where help is. */
    static int reportUsage(ParameterException failure, String[] arguments) {
        CommandLine command = failure.getCommandLine();
        PrintWriter err = command.getErr();
        String name = command.getCommandSpec().qualifiedName(" ");
        err.println("hourglass: " + firstLine(failure.getMessage()) + suggestion(failure) + "; see \"" + name
                + " --help\"");
        err.flush();
        return ErrorCode.USAGE.exitCode();
    }

    private static String suggestion(ParameterException failure) {
        if (!(failure instanceof UnmatchedArgumentException unmatched)) {
            return "";
        }
        CommandSpec command = failure.getCommandLine().getCommandSpec();
        List<String> known = unmatched.isUnknownOption()
                ? List.copyOf(command.optionsMap().keySet())
                : List.copyOf(command.subcommands().keySet());
        return Nearest.to(unmatched.getUnmatched().get(0), known)
                .map(nearest -> "; did you mean " + nearest + "?")
                .orElse("");
    }

    private static ErrorCode code(Throwable failure) {
        if (failure instanceof HourglassException ours) {
            return ours.code();
        }
        return failure instanceof IllegalArgumentException ? ErrorCode.USAGE : ErrorCode.FAILURE;
    }

    private static String sentence(Throwable failure) {
        if (failure instanceof UncheckedIOException wrapped && wrapped.getCause() != null) {
            return firstLine(wrapped.getMessage()) + ", but: " + sentence(wrapped.getCause());
        }
        if (failure instanceof FileSystemException file) {
            return sentence(file);
        }
        if (failure instanceof OutOfMemoryError) {
            return "memory must suffice, but does not: start Java with a larger -Xmx (HOURGLASS_JAVA_OPTS=-Xmx8g), or"
                    + " take fewer rows or a smaller batch";
        }
        boolean isExplained = failure instanceof HourglassException
                || failure instanceof IllegalArgumentException
                || failure instanceof IOException;
        String message = firstLine(failure.getMessage());
        return isExplained && !message.isEmpty()
                ? message
                : "this is a fault of Hourglass (" + failure.getClass().getSimpleName() + ": " + message
                        + "); run again with --stacktrace and report it";
    }

    private static String sentence(FileSystemException failure) {
        if (failure instanceof NoSuchFileException) {
            return failure.getFile() + " must exist, or the folder it is to be made in, but does not";
        }
        if (failure instanceof AccessDeniedException) {
            return failure.getFile() + " must be open to you, but its permissions forbid it";
        }
        if (failure instanceof NotDirectoryException) {
            return failure.getFile() + " must be a folder, but is not";
        }
        return failure.getReason() == null
                ? failure.getFile() + " must be usable, but the system says "
                        + failure.getClass().getSimpleName()
                : firstLine(failure.getMessage());
    }

    private static String firstLine(@org.jspecify.annotations.Nullable String text) {
        return text == null ? "" : text.lines().findFirst().orElse("");
    }
}
