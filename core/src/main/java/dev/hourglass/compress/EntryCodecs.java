package dev.hourglass.compress;

import dev.hourglass.compress.codec.BoundedCodec;
import dev.hourglass.compress.codec.ChunkCodec;
import dev.hourglass.compress.codec.CodecSet;
import dev.hourglass.compress.codec.NumbersCodec;
import dev.hourglass.compress.codec.PackedCodec;
import dev.hourglass.compress.codec.RowLayout;
import dev.hourglass.compress.codec.TableCodec;
import dev.hourglass.compress.codec.TileCodec;
import dev.hourglass.compress.container.EntryHeader;
import dev.hourglass.compress.container.EntryKind;
import dev.hourglass.compress.lossy.TileCoderPool;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Derives the codecs of an entry from its header, the same for writers and readers. */
final class EntryCodecs {
    private EntryCodecs() {}

    /**
     * Returns the codecs of an entry.
     *
     * @param header the entry
     * @param model what the file's model offers
     * @param level effort of encoding, in [1, 9]; any for decoding
     * @throws IllegalArgumentException if the entry's parameters cannot be
     */
    static CodecSet of(EntryHeader header, ModelCodecs model, int level) {
        if (header.kind() == EntryKind.PICTURE) {
            return pictures(header, model.tileCoders());
        }
        List<ChunkCodec> others = new ArrayList<>();
        if (header.kind() == EntryKind.CODES) {
            CodeParameters parameters = CodeParameters.parse(header);
            others.add(new PackedCodec(header.layout(), parameters.columnBits()));
        } else if (header.kind() == EntryKind.BOUNDED) {
            others.add(new BoundedCodec(BoundParameters.parse(header).grid(header.layout()), level));
        } else if (header.kind() == EntryKind.TABLE) {
            TableParameters parameters = TableParameters.parse(header);
            others.add(new NumbersCodec(header.layout(), parameters.format(), level));
            others.add(new TableCodec(header.layout(), level));
        } else if (header.kind() != EntryKind.MODEL) {
            others.addAll(model.codecs(header.layout()));
            if (header.layout().equals(RowLayout.bytes())) {
                others.add(new TableCodec(header.layout(), level));
            }
        }
        return CodecSet.of(header.layout(), level, others.toArray(ChunkCodec[]::new));
    }

    /** Returns the codecs of a picture: levels as they are, or by the model's coders, where there are some. */
    static CodecSet pictures(EntryHeader header, Optional<TileCoderPool> coders) {
        PictureParameters parameters = PictureParameters.parse(header);
        List<ChunkCodec> codecs = new ArrayList<>();
        coders.ifPresent(pool -> {
            parameters.requireCoders(pool, header.chunkRows());
            codecs.add(new TileCodec(pool, parameters.coderQuality()));
        });
        return new CodecSet(header.layout(), codecs);
    }
}
