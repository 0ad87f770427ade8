package dev.hourglass.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Spells out the commands that start engines. */
final class EngineCommands {
    /** The peer that computes in float64; weights are checked against it, its speed is not measured. */
    static final String REFERENCE = "reference";

    private static final String PLAIN_MALLOC = "torch-plain-malloc";

    /** The peers that can be compared with, the usual first. */
    static final List<String> PEERS = List.of("torch", "torch-channels-last", "torch-compile", "jax", PLAIN_MALLOC);

    /** The peers that are compared with unless others are named. */
    static final List<String> USUAL_PEERS = PEERS.subList(0, 4);

    /** Keeps glibc from handing large buffers back to the system at every step, which costs PyTorch page faults. */
    private static final Map<String, String> KEEP_MEMORY =
            Map.of("MALLOC_MMAP_THRESHOLD_", "1073741824", "MALLOC_TRIM_THRESHOLD_", "1073741824");

    private static final String HOME = "hourglass.bench";

    private EngineCommands() {}

    /** Returns the command of our own engine on a JDK. */
    static EngineCommand ours(Jdk jdk, List<String> javaOptions, Path folder, int threads) {
        List<String> command = new ArrayList<>();
        command.add(jdk.home().resolve("bin").resolve("java").toString());
        command.addAll(JavaOptions.ALL);
        command.addAll(javaOptions);
        command.addAll(List.of("-cp", System.getProperty("java.class.path", "")));
        command.add(HourglassPeer.class.getName());
        command.addAll(List.of(folder.toString(), Integer.toString(threads)));
        return new EngineCommand(jdk.name(), command, Map.of());
    }

    /** Returns the command of a peer. */
    static EngineCommand peer(String peer, String python, Path folder, int threads) {
        String mode = peer.equals(PLAIN_MALLOC) ? "torch" : peer;
        Path script = Path.of(System.getProperty(HOME, "bench"), "peers", "peer.py");
        String count = Integer.toString(threads);
        List<String> command = List.of(python, script.toString(), mode, folder.toString(), count);
        Map<String, String> threadLimits = Map.of("OMP_NUM_THREADS", count, "MKL_NUM_THREADS", count);
        Map<String, String> environment = new HashMap<>(threadLimits);
        if (peer.startsWith("torch") && !peer.equals(PLAIN_MALLOC)) {
            environment.putAll(KEEP_MEMORY);
        }
        return new EngineCommand(peer, command, environment);
    }
}
