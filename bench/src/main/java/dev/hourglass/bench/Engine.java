package dev.hourglass.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A running engine: one process, one line out for each line in. Not thread-safe. */
final class Engine implements AutoCloseable {
    private static final int TAIL_LINES = 12;
    private static final int EXIT_SECONDS = 10;

    private final String name;
    private final Path folder;
    private final Path errors;
    private final Process process;
    private final BufferedReader out;
    private final Writer in;
    private String version = "";

    /**
     * What a run gave.
     *
     * @param millis milliseconds of one step or call
     * @param loss the mean loss of its last 25 steps
     */
    record Timing(double millis, double loss) {}

    private Engine(EngineCommand command, Path folder) throws IOException {
        this.name = command.name();
        this.folder = folder;
        this.errors = folder.resolve(name + ".err");
        ProcessBuilder builder = new ProcessBuilder(command.command()).redirectError(errors.toFile());
        builder.environment().putAll(command.environment());
        this.process = builder.start();
        this.out = process.inputReader(StandardCharsets.UTF_8);
        this.in = process.outputWriter(StandardCharsets.UTF_8);
    }

    /** Starts an engine and returns at once; {@link #awaitReady} waits for it. */
    static Engine start(EngineCommand command, Path folder) throws IOException {
        return new Engine(command, folder);
    }

    /** Waits until it has loaded its data; what else it prints before is skipped. */
    void awaitReady() {
        String line = read("start");
        while (!line.startsWith("ready ")) {
            line = read("start");
        }
        version = line.substring("ready ".length());
    }

    String name() {
        return name;
    }

    /** Returns what it says it is. */
    String version() {
        return version;
    }

    void define(CaseDefinition definition, String weightFile) {
        expectOk(definition.request(weightFile));
    }

    /** Takes steps or makes calls, and says how long one took. */
    Timing run(String caseName, int count) {
        String answer = ask("run " + caseName + " " + count);
        List<String> words = List.of(answer.split(" ", -1));
        return new Timing(Double.parseDouble(words.get(0)) * 1e3 / count, Double.parseDouble(words.get(1)));
    }

    /** Returns the weights after what was run so far. */
    double[] weights(String caseName) throws IOException {
        String file = name + ".weights.f64";
        expectOk("weights " + caseName + " " + file);
        return NumberFiles.readDoubles(folder.resolve(file));
    }

    private void expectOk(String request) {
        String answer = ask(request);
        if (!answer.equals("ok")) {
            throw new IllegalStateException(name + " must answer \"ok\" to \"" + request + "\", but said " + answer);
        }
    }

    private String ask(String request) {
        try {
            in.write(request + "\n");
            in.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(failure(request), e);
        }
        return read(request);
    }

    private String read(String request) {
        try {
            String line = out.readLine();
            if (line == null) {
                throw new IllegalStateException(failure(request));
            }
            return line;
        } catch (IOException e) {
            throw new UncheckedIOException(failure(request), e);
        }
    }

    private String failure(String request) {
        String said;
        try {
            List<String> lines = Files.readAllLines(errors);
            said = String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
        } catch (IOException e) {
            said = "(its messages cannot be read: " + e.getMessage() + ")";
        }
        return name + " ended at \"" + request + "\"; its last words:\n" + said;
    }

    @Override
    public void close() {
        try {
            in.write("quit\n");
            in.close();
            if (process.waitFor(EXIT_SECONDS, TimeUnit.SECONDS)) {
                return;
            }
        } catch (IOException e) {
            // It has ended by itself; what matters was said where an answer was missing.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
    }
}
