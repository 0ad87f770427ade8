package dev.hourglass.cli;

import dev.hourglass.data.DataLocator;
import dev.hourglass.evaluate.RateDistortion;
import dev.hourglass.report.RateReport;
import dev.hourglass.reproduce.Finding;
import dev.hourglass.reproduce.Recipe;
import dev.hourglass.reproduce.Recipes;
import dev.hourglass.reproduce.ReproduceOptions;
import dev.hourglass.reproduce.Reproduction;
import dev.hourglass.train.TrainingListener;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs {@code hourglass reproduce}: published results again, published beside obtained. */
@Command(
        name = "reproduce",
        sortOptions = false,
        description = {
            "Re-runs published results and prints published beside obtained.",
            "",
            "Exits with 1 where a full run misses a stated figure."
        })
final class ReproduceCommand implements Callable<Integer> {
    private static final int MISSED = 1;

    @Spec
    private CommandSpec command = CommandSpec.create();

    @Parameters(paramLabel = "NAME", arity = "0..*", description = "Results to re-run; see --list.")
    private List<String> names = new ArrayList<>();

    @Option(names = "--all", description = "Re-runs every result.")
    private boolean all;

    @Option(names = "--list", description = "Lists the names and what they stand for.")
    private boolean list;

    @Option(
            names = "--quick",
            description = "A few epochs on a part of the data, to see that everything works; its figures mean nothing.")
    private boolean quick;

    @Option(
            names = "--report",
            paramLabel = "FILE.html",
            description = "Draws the curves of rate and distortion into a page, where a result has some.")
    private @Nullable Path report;

    @Option(names = "--seed", paramLabel = "N", description = "Where weights and order come from; default 1.")
    private @Nullable Long seed;

    @Option(names = "--threads", paramLabel = "N", description = "Workers; default one a processor.")
    private @Nullable Integer threads;

    @Option(names = "--data-dir", paramLabel = "DIR", description = "Where named data sets lie, searched first.")
    private @Nullable Path dataDir;

    @Mixin
    private Console console = new Console();

    @Override
    public Integer call() throws IOException {
        if (list) {
            printList();
            return 0;
        }
        List<Recipe> recipes = recipes();
        if (report != null) {
            RowSink.requireFolder(report);
        }
        Reproduction reproduction = new Reproduction(options(), console.messages()::downloaded);
        FindingPrinter printer = console.isJson()
                ? new FindingPrinter.JsonLines(console.out())
                : new FindingPrinter.Table(console.out());
        boolean isMissed = false;
        for (Recipe recipe : recipes) {
            for (Finding finding : reproduction.run(recipe, listener(recipe))) {
                if (console.isJson() || console.isForPeople()) {
                    printer.print(finding);
                }
                isMissed |= finding.isMissed();
            }
        }
        if (console.isForPeople()) {
            printer.finish();
        }
        if (report != null) {
            draw(reproduction.rates(), report);
        }
        return isMissed ? MISSED : 0;
    }

    private void draw(Optional<RateDistortion> rates, Path page) throws IOException {
        if (rates.isPresent()) {
            RateReport.write(page, rates.get());
        } else {
            console.messages().say("no result has curves to draw, so there is no " + page);
        }
    }

    private List<Recipe> recipes() {
        List<Recipe> recipes = new ArrayList<>(all ? Recipes.all() : List.of());
        for (String name : names) {
            Recipe recipe = Recipes.find(name).orElseThrow(() -> unknown(name));
            if (!recipes.contains(recipe)) {
                recipes.add(recipe);
            }
        }
        if (recipes.isEmpty()) {
            throw usage("NAME must be given at least once, or --all; known are " + String.join(", ", Recipes.names()));
        }
        return recipes;
    }

    private ParameterException unknown(String name) {
        Optional<String> nearest = Nearest.to(name, Recipes.names());
        return usage("NAME must be a published result, but was \"" + name + "\"; "
                + nearest.map(known -> "did you mean \"" + known + "\"?")
                        .orElse("known are " + String.join(", ", Recipes.names())));
    }

    private ReproduceOptions options() {
        ReproduceOptions options = ReproduceOptions.defaults().withQuick(quick);
        if (seed != null) {
            options = options.withSeed(seed);
        }
        if (threads != null) {
            options = options.withThreads(threads);
        }
        return dataDir == null ? options : options.withLocator(DataLocator.standard(dataDir));
    }

    private void printList() {
        for (Recipe recipe : Recipes.all()) {
            console.out().printf("%-16s %s%n", recipe.name(), recipe.description());
        }
    }

    private TrainingListener listener(Recipe recipe) {
        return new EpochLines(recipe.name(), console.messages());
    }

    private ParameterException usage(String message) {
        return new ParameterException(command.commandLine(), message);
    }
}
