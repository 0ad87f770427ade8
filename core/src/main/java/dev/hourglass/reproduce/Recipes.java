package dev.hourglass.reproduce;

import java.util.List;
import java.util.Optional;

/** Lists every published result that can be run again. */
public final class Recipes {
    private static final List<Recipe> ALL = List.of(
            new KerasDense32(),
            new KerasDense100(),
            new KerasSparse(),
            new KerasConv(),
            new PcaErrors(),
            new HintonDeep(),
            new StackedDenoising(),
            new PytorchVae(),
            new ImportanceWeighted(),
            new GenerativeModels(),
            BitsBackDigits.binary(),
            BitsBackDigits.raw(),
            new BitSwapDigits(),
            new CausalDigits(),
            new BoundedTables(),
            new KodakPhotographs(new PhotographTraining()),
            new TabularAnomaly(),
            new Ecg5000(),
            new ServerMachines(),
            new NumentaBenchmark());

    private Recipes() {}

    /** Returns all recipes, in the order in which they are run. */
    public static List<Recipe> all() {
        return ALL;
    }

    /** Returns the names of all recipes, in order. */
    public static List<String> names() {
        return ALL.stream().map(Recipe::name).toList();
    }

    /** Returns the recipe of a name, or nothing where there is none. */
    public static Optional<Recipe> find(String name) {
        return ALL.stream().filter(recipe -> recipe.name().equals(name)).findFirst();
    }
}
