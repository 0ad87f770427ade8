package dev.hourglass.bench;

import java.util.List;
import java.util.Set;

/**
 * What a comparison is to do.
 *
 * @param jdks where ours runs
 * @param javaOptions given to our JVMs
 * @param cases the work
 * @param peers the others
 * @param python the interpreter of the peers
 * @param data {@code generated} or the name of a data set
 * @param sizes how much is measured
 * @param isQuick whether it only has to work, so that ratios decide nothing
 * @param isHalfWidth whether ours is held to half the vector width
 * @param isJson whether rows are printed as JSON
 */
record SideBySideOptions(
        List<Jdk> jdks,
        List<String> javaOptions,
        List<BenchCase> cases,
        List<String> peers,
        String python,
        String data,
        Sizes sizes,
        boolean isQuick,
        boolean isHalfWidth,
        boolean isJson) {
    private static final Set<String> VALUED = Set.of(
            "--jdk",
            "--java-option",
            "--cases",
            "--peers",
            "--python",
            "--data",
            "--rounds",
            "--steps",
            "--warmup",
            "--rows",
            "--threads");
    private static final Set<String> FLAGS = Set.of("--quick", "--avx2", "--json", "--help");

    /** The command's help. */
    static final String USAGE = "side-by-side [--jdk NAME=PATH]... [--python FILE]"
            + " [--peers torch,torch-channels-last,torch-compile,jax] [--cases NAME,...] [--rounds 9] [--steps 250] [--warmup 6] [--rows 60000] [--threads 2]"
            + " [--data generated|mnist] [--avx2] [--java-option OPTION]... [--quick] [--json]";

    /**
     * How much is measured.
     *
     * @param rounds measured rounds
     * @param warmUps rounds before them
     * @param steps training steps of a round
     * @param rows the most samples
     * @param threads threads of every engine
     */
    record Sizes(int rounds, int warmUps, int steps, int rows, int threads) {}

    SideBySideOptions {
        jdks = List.copyOf(jdks);
        javaOptions = List.copyOf(javaOptions);
        cases = List.copyOf(cases);
        peers = List.copyOf(peers);
        for (String peer : peers) {
            if (!EngineCommands.PEERS.contains(peer)) {
                throw new IllegalArgumentException(
                        "a peer must be one of " + EngineCommands.PEERS + ", but was \"" + peer + "\"");
            }
        }
    }

    /**
     * Reads a command line.
     *
     * @param pythonVariable the interpreter where none is given
     */
    static SideBySideOptions parse(String[] words, String pythonVariable) {
        Arguments arguments = Arguments.parse(words, VALUED, FLAGS);
        boolean isQuick = arguments.has("--quick");
        List<String> allCases = BenchCase.all().stream().map(BenchCase::id).toList();
        return new SideBySideOptions(
                arguments.jdks(),
                arguments.javaOptions(),
                arguments.list("--cases", allCases).stream()
                        .map(BenchCase::from)
                        .toList(),
                arguments.list("--peers", EngineCommands.USUAL_PEERS),
                arguments.text("--python", pythonVariable),
                arguments.text("--data", "generated"),
                new Sizes(
                        arguments.count("--rounds", isQuick ? 2 : 9),
                        arguments.count("--warmup", isQuick ? 1 : 6),
                        arguments.count("--steps", isQuick ? 20 : 250),
                        arguments.count("--rows", isQuick ? 10_000 : 60_000),
                        arguments.count("--threads", 2)),
                isQuick,
                arguments.has("--avx2"),
                arguments.has("--json"));
    }
}
