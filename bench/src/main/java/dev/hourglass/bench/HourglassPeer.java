package dev.hourglass.bench;

import dev.hourglass.nn.Parameters;
import dev.hourglass.tensor.kernel.Kernels;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Our side of a comparison, a process of its own so that each JDK can have one; {@code peers/peer.py} has the protocol.
 */
public final class HourglassPeer {
    private final Path folder;
    private final int threads;
    private final Kernels kernels;
    private final Map<Integer, float[]> samples = new HashMap<>();
    private final Map<String, PeerSession> sessions = new HashMap<>();

    HourglassPeer(Path folder, int threads, Kernels kernels) {
        this.folder = folder;
        this.threads = threads;
        this.kernels = kernels;
    }

    /**
     * Answers requests on standard input until {@code quit}.
     *
     * @param arguments the folder of the data, and the number of threads
     */
    public static void main(String[] arguments) throws IOException {
        Kernels kernels = Kernels.best();
        HourglassPeer peer = new HourglassPeer(Path.of(arguments[0]), Integer.parseInt(arguments[1]), kernels);
        PrintStream out = System.out;
        out.println("ready hourglass, " + kernels.name() + ", Java " + System.getProperty("java.version"));
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null && !line.equals("quit"); line = in.readLine()) {
            out.println(peer.answer(line));
        }
    }

    /** Returns the answer to one request. */
    String answer(String line) throws IOException {
        List<String> words = List.of(line.split(" ", -1));
        switch (words.get(0)) {
            case "define" -> define(words);
            case "run" -> {
                return run(session(words.get(1)), Integer.parseInt(words.get(2)));
            }
            case "weights" ->
                WeightFiles.writeTrained(
                        folder.resolve(words.get(2)), session(words.get(1)).parameters());
            default -> throw new IllegalArgumentException("unknown request: " + line);
        }
        return "ok";
    }

    private void define(List<String> words) throws IOException {
        CaseDefinition definition = CaseDefinition.parse(words);
        Path weights = folder.resolve(words.get(words.size() - 1));
        Parameters initial = WeightFiles.read(weights, definition.model().build());
        int features = definition.inputShape().size();
        float[] rows = samples(features);
        if (definition.isTraining()) {
            int[] order = NumberFiles.readInts(BenchData.order(folder, features));
            TrainingPeer training = new TrainingPeer(definition, rows, order, threads, kernels);
            training.startFrom(initial);
            sessions.put(definition.name(), training);
        } else {
            sessions.put(definition.name(), new InferencePeer(definition, initial, rows, threads, kernels));
        }
    }

    private float[] samples(int features) throws IOException {
        if (!samples.containsKey(features)) {
            samples.put(features, NumberFiles.readFloats(BenchData.samples(folder, features)));
        }
        return Objects.requireNonNull(samples.get(features));
    }

    private static String run(PeerSession session, int count) {
        long started = System.nanoTime();
        session.run(count);
        double seconds = (System.nanoTime() - started) / 1e9;
        return seconds + " " + session.loss();
    }

    private PeerSession session(String name) {
        PeerSession session = sessions.get(name);
        if (session == null) {
            throw new IllegalArgumentException(
                    "\"" + name + "\" must be defined first; known are " + sessions.keySet());
        }
        return session;
    }
}
