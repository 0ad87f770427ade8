package dev.hourglass.cli;

import dev.hourglass.cli.Setting.Section;
import dev.hourglass.file.AtomicFile;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLWriteFeature;

/**
 * Reads and writes experiments as YAML.
 *
 * <pre>
 * name: digits
 * data:
 *   source: digits-demo
 * model:
 *   hidden: [256, 64]
 *   latent: 16
 * training:
 *   objective: mse
 *   epochs: 30
 * </pre>
 */
final class ExperimentFile {
    private final Path path;
    private final JsonParser parser;
    private final Settings settings;
    private final Set<String> seen = new HashSet<>();

    private ExperimentFile(Path path, JsonParser parser, Settings settings) {
        this.path = path;
        this.parser = parser;
        this.settings = settings;
    }

    /**
     * Reads a file into settings.
     *
     * @throws IllegalArgumentException if there is no such file, it is no YAML, or a key or a value is wrong: named
     *     with file, line and key
     */
    static void read(Path path, Settings settings) throws IOException {
        if (!Files.isRegularFile(path)) {
            throw new IllegalArgumentException("experiment " + path + " must be a file, but there is none");
        }
        String text = Files.readString(path);
        try (JsonParser parser = YAMLFactory.builder().build().createParser(ObjectReadContext.empty(), text)) {
            new ExperimentFile(path, parser, settings).read();
        } catch (JacksonException e) {
            int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
            String problem = e.getOriginalMessage().lines().findFirst().orElse("unreadable");
            throw new IllegalArgumentException(path + ":" + line + ": must be YAML, but is not (" + problem + ")", e);
        }
    }

    private void read() {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw new IllegalArgumentException(
                    path + " must hold the keys name, data, model and training, but does not");
        }
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            Optional<Section> section = Arrays.stream(Section.values())
                    .filter(candidate ->
                            !candidate.key().isEmpty() && candidate.key().equals(key))
                    .findFirst();
            if (section.isPresent()) {
                readSection(section.get());
            } else {
                readValue(find(Section.RUN, key));
            }
        }
    }

    private void readSection(Section section) {
        String where = where(section.key());
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw new IllegalArgumentException(
                    where + " must be a section of keys, but was \"" + parser.getString() + "\"");
        }
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            readValue(find(section, parser.currentName()));
        }
    }

    private Setting find(Section section, String key) {
        List<String> known = new ArrayList<>();
        for (Setting setting : Setting.of(section)) {
            if (setting.key().equals(key)) {
                return setting;
            }
            known.add(setting.key());
        }
        if (section == Section.RUN) {
            Arrays.stream(Section.values())
                    .map(Section::key)
                    .filter(s -> !s.isEmpty())
                    .forEach(known::add);
        }
        throw new IllegalArgumentException(where(section.key().isEmpty() ? key : section.key() + "." + key)
                + " is not a known key; " + suggestion(section, key, known));
    }

    /** Suggests the nearest key of the section, or the section that has this very key. */
    private static String suggestion(Section section, String key, List<String> known) {
        for (Setting setting : Setting.values()) {
            if (setting.key().equals(key) && setting.section() != section) {
                return "did you mean \"" + setting.path() + "\"?";
            }
        }
        String prefix = section.key().isEmpty() ? "" : section.key() + ".";
        return Nearest.to(key, known)
                .map(nearest -> "did you mean \"" + prefix + nearest + "\"?")
                .orElse("known are " + String.join(", ", known));
    }

    private void readValue(Setting setting) {
        String where = where(setting.path());
        if (!seen.add(setting.path())) {
            throw new IllegalArgumentException(where + " must be given once, but is given twice");
        }
        JsonToken token = parser.nextToken();
        if (token == JsonToken.START_ARRAY) {
            List<String> texts = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                texts.add(scalar(setting, where));
            }
            settings.put(setting, texts, where);
        } else {
            settings.put(setting, List.of(scalar(setting, where)), where);
        }
    }

    private String scalar(Setting setting, String where) {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.VALUE_NULL || !token.isScalarValue()) {
            throw new IllegalArgumentException(
                    where + " must be " + setting.kind().words() + ", but was "
                            + (token == JsonToken.VALUE_NULL ? "empty" : "something nested"));
        }
        return parser.getString();
    }

    private String where(String key) {
        return path + ":" + parser.currentTokenLocation().getLineNr() + ": " + key;
    }

    /** Writes settings as a file that reads back to the same. */
    static void write(Path target, Map<Setting, List<String>> settings) throws IOException {
        AtomicFile.writeString(target, print(settings));
    }

    static String print(Map<Setting, List<String>> settings) {
        StringWriter text = new StringWriter();
        YAMLFactory factory = YAMLFactory.builder()
                .disable(YAMLWriteFeature.WRITE_DOC_START_MARKER)
                .enable(YAMLWriteFeature.MINIMIZE_QUOTES)
                .enable(YAMLWriteFeature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
                .build();
        try (JsonGenerator yaml = factory.createGenerator(ObjectWriteContext.empty(), text)) {
            yaml.writeStartObject();
            for (Section section : Section.values()) {
                print(yaml, section, settings);
            }
            yaml.writeEndObject();
        }
        return text.toString();
    }

    private static void print(JsonGenerator yaml, Section section, Map<Setting, List<String>> settings) {
        List<Setting> present =
                Setting.of(section).stream().filter(settings::containsKey).toList();
        boolean isNested = section != Section.RUN;
        if (isNested && !present.isEmpty()) {
            yaml.writeName(section.key());
            yaml.writeStartObject();
        }
        for (Setting setting : present) {
            yaml.writeName(setting.key());
            print(yaml, setting, settings.getOrDefault(setting, List.of()));
        }
        if (isNested && !present.isEmpty()) {
            yaml.writeEndObject();
        }
    }

    private static void print(JsonGenerator yaml, Setting setting, List<String> texts) {
        if (setting.kind().isList()) {
            yaml.writeStartArray();
        }
        for (String text : texts) {
            switch (setting.kind()) {
                case TEXT, TEXTS -> yaml.writeString(text);
                case FLAG -> yaml.writeBoolean(Boolean.parseBoolean(text));
                default -> yaml.writeNumber(text);
            }
        }
        if (setting.kind().isList()) {
            yaml.writeEndArray();
        }
    }
}
