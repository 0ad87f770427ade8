package dev.hourglass.train;

import dev.hourglass.data.Augmentation;
import dev.hourglass.data.Corruption;
import dev.hourglass.nn.Chain;
import dev.hourglass.nn.Link;
import dev.hourglass.nn.RowTransform;
import dev.hourglass.tensor.SeededRandom;
import dev.hourglass.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Says what happens to samples on their way into a step, anew in every epoch: they are varied, then their pixels are
 * drawn, and what comes out is the target of the loss; the encoder sees a corrupted copy of it. Measuring leaves out
 * the variation alone, so that the loss measured is the one minimised; a saved model sees samples as they are.
 *
 * @param drawsPixels whether each value x in [0, 1] becomes 1 with probability x, else 0
 * @param augmentation how samples vary
 * @param corruption what damages the copy that the encoder sees; none for a plain autoencoder. Source: Vincent et al.
 *     2010, https://www.jmlr.org/papers/v11/vincent10a.html
 */
public record InputConfig(boolean drawsPixels, Augmentation augmentation, Optional<Corruption> corruption) {
    /** Samples as they are. */
    public static final InputConfig NONE = new InputConfig(false, Augmentation.none(), Optional.empty());

    /** Returns a copy that draws pixels or not. */
    public InputConfig withDrawnPixels(boolean changed) {
        return new InputConfig(changed, augmentation, corruption);
    }

    /** Returns a copy that varies samples otherwise. */
    public InputConfig withAugmentation(Augmentation changed) {
        return new InputConfig(drawsPixels, changed, corruption);
    }

    /** Returns a copy that damages what the encoder sees. */
    public InputConfig withCorruption(Corruption changed) {
        return new InputConfig(drawsPixels, augmentation, Optional.of(changed));
    }

    /**
     * Refuses samples that this cannot change.
     *
     * @throws IllegalArgumentException if the shape does not fit
     */
    void check(Shape sampleShape) {
        augmentation.check(sampleShape);
        corruption.ifPresent(damage -> damage.check(sampleShape));
    }

    /** Returns a chain that starts with the corruption, if there is one. */
    Chain corrupted(Chain chain) {
        if (corruption.isEmpty()) {
            return chain;
        }
        List<Link> links = new ArrayList<>(List.of(new Link.Corrupt(corruption.get())));
        links.addAll(chain.links());
        return new Chain(chain.inputShape(), links);
    }

    /** Returns what a step does with a sample. */
    RowTransform transform(Shape sampleShape) {
        if (augmentation.isNone()) {
            return measured();
        }
        RowTransform after = drawsPixels ? InputConfig::draw : (source, from, target, to, count, key) -> {};
        return (source, from, target, to, count, key) -> {
            // Drawing hashes the key itself, so the variation takes another.
            augmentation.apply(source, from, target, to, sampleShape, SeededRandom.mix(~key));
            after.apply(target, to, target, to, count, key);
        };
    }

    /** Returns what measuring does with a sample. */
    RowTransform measured() {
        return drawsPixels ? InputConfig::draw : RowTransform.NONE;
    }

    /** Source and target may be the same. */
    private static void draw(float[] source, int from, float[] target, int to, int count, long key) {
        for (int i = 0; i < count; i++) {
            float uniform = (SeededRandom.mix(key + i) >>> 40) * 0x1p-24f;
            target[to + i] = uniform < source[from + i] ? 1f : 0f;
        }
    }
}
