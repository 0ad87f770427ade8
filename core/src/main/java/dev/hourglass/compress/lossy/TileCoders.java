package dev.hourglass.compress.lossy;

import dev.hourglass.artifact.StoredModel;
import java.util.Optional;
import java.util.ServiceLoader;

/** Makes coders of one model, all alike. Implementations are safe for concurrent use. */
@FunctionalInterface
public interface TileCoders {
    /** Makes a coder, for one thread. */
    TileCoder create();

    /**
     * Finds what makes coders of a model; other libraries add theirs by {@link ServiceLoader}.
     *
     * @param stored the model
     * @return nothing where the model does not code pictures
     */
    static Optional<TileCoders> of(StoredModel stored) {
        if (TransformCoder.suits(stored.model())) {
            return Optional.of(() -> TransformCoder.create(stored.model()));
        }
        return ServiceLoader.load(Provider.class, TileCoders.class.getClassLoader()).stream()
                .map(ServiceLoader.Provider::get)
                .map(provider -> provider.coders(stored))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** Knows how models of one kind code pictures. */
    @FunctionalInterface
    interface Provider {
        /** Returns what makes coders of a model, or nothing where it is of another kind. */
        Optional<TileCoders> coders(StoredModel stored);
    }
}
