package dev.hourglass.cli;

import dev.hourglass.compress.BoundParameters;
import dev.hourglass.compress.ErrorBound;
import dev.hourglass.compress.PictureParameters;
import dev.hourglass.compress.TableParameters;
import dev.hourglass.compress.codec.CodecId;
import dev.hourglass.compress.container.ContainerIndex;
import dev.hourglass.compress.container.EntryHeader;
import dev.hourglass.compress.container.EntryKind;
import dev.hourglass.compress.container.IndexedEntry;
import dev.hourglass.compress.container.ModelReference;
import dev.hourglass.file.Json;
import dev.hourglass.report.Figures;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Lists what a compressed file holds. */
@Command(
        name = "list",
        sortOptions = false,
        description = "Lists what a compressed file holds: entries, sizes, how they come back, codecs of their chunks,"
                + " and the model.")
final class ListCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "FILE.hgz", description = "A file that compress wrote.")
    private Path file = Path.of("");

    @Mixin
    private Console console = new Console();

    @Override
    public Integer call() throws IOException {
        try (ContainerIndex index = ContainerIndex.open(file)) {
            if (console.isJson()) {
                index.entries().forEach(entry -> console.out().println(Json.print(json(entry))));
            } else if (console.isForPeople()) {
                print(index);
            }
        }
        return 0;
    }

    private void print(ContainerIndex index) {
        TextTable table = new TextTable("entry", "before", "stored", "smaller", "comes back", "chunks");
        long before = 0;
        for (IndexedEntry entry : index.entries()) {
            long bytes = bytesBefore(entry);
            before += bytes;
            table = table.row(
                    entry.header().name(),
                    Figures.whole(bytes),
                    Figures.whole(entry.storedBytes()),
                    ratio(bytes, entry.storedBytes()),
                    comesBack(entry),
                    codecs(entry).entrySet().stream()
                            .map(codec -> codec.getValue() + " " + codec.getKey())
                            .collect(Collectors.joining(", ")));
        }
        console.out().print(table.print());
        console.out()
                .println(Figures.whole(index.entries().size()) + " in " + Figures.whole(index.fileBytes()) + " bytes ("
                        + ratio(before, index.fileBytes()) + " smaller)");
        if (index.model().kind() != ModelReference.Kind.NONE) {
            console.out()
                    .println("model   " + index.model().id()
                            + (index.model().kind() == ModelReference.Kind.EMBEDDED ? " (embedded)" : " (needed)"));
        }
    }

    private static String comesBack(IndexedEntry entry) {
        EntryHeader header = entry.header();
        if (header.kind() == EntryKind.PICTURE) {
            PictureParameters picture = PictureParameters.parse(header);
            return "lossy, quality " + Figures.of(picture.percent()) + ", "
                    + Figures.of(picture.bitsPerPixel(entry.storedBytes())) + " bits per pixel";
        }
        return maxError(header)
                .map(bound -> "within " + bound.label())
                .orElse(header.kind().label());
    }

    private static Optional<ErrorBound> maxError(EntryHeader header) {
        return switch (header.kind()) {
            case BOUNDED -> Optional.of(BoundParameters.parse(header).requested());
            case TABLE -> Optional.of(TableParameters.parse(header).requested());
            default -> Optional.empty();
        };
    }

    /** Returns the size of the file that was compressed; a picture comes back as a file of another size. */
    private static long bytesBefore(IndexedEntry entry) {
        return entry.header().kind() == EntryKind.PICTURE
                ? PictureParameters.parse(entry.header()).bytesBefore()
                : entry.seal().contentBytes();
    }

    private static String ratio(long before, long after) {
        return Figures.of((double) before / after) + "x";
    }

    private static Map<String, Long> codecs(IndexedEntry entry) {
        Map<String, Long> labels = new TreeMap<>();
        entry.chunks()
                .forEach((codec, count) ->
                        labels.put(CodecId.of(codec).map(CodecId::label).orElse("codec " + codec), count));
        return labels;
    }

    private static Map<String, Object> json(IndexedEntry entry) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", entry.header().name());
        fields.put("kind", entry.header().kind().label());
        maxError(entry.header()).ifPresent(bound -> fields.put("maxError", bound.label()));
        if (entry.header().kind() == EntryKind.PICTURE) {
            PictureParameters picture = PictureParameters.parse(entry.header());
            fields.put("width", picture.grid().width());
            fields.put("height", picture.grid().height());
            fields.put("channels", picture.channels());
            fields.put("quality", picture.percent());
            fields.put("bitsPerPixel", picture.bitsPerPixel(entry.storedBytes()));
            fields.put("bytesBefore", picture.bytesBefore());
        }
        fields.put("rows", entry.seal().rows());
        fields.put("contentBytes", entry.seal().contentBytes());
        fields.put("storedBytes", entry.storedBytes());
        fields.put("sha256", entry.seal().sha256());
        fields.put("chunks", codecs(entry));
        return fields;
    }
}
