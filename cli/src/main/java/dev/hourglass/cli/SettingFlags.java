package dev.hourglass.cli;

import dev.hourglass.cli.Setting.Kind;
import dev.hourglass.cli.Setting.Section;
import java.util.List;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** Makes settings flags of a command, a group of help for each section, and takes what was given. */
final class SettingFlags {
    private SettingFlags() {}

    /** Adds the flags of these sections. */
    static CommandSpec addTo(CommandSpec command, List<Section> sections) {
        int order = 0;
        for (Section section : sections) {
            add(command, section.title(), order++, Setting.of(section));
        }
        return command;
    }

    /** Adds the flags of data that say how to read it, but not which part of it to train on. */
    static CommandSpec addReadingTo(CommandSpec command) {
        add(command, "Data", 0, DataSettings.READING);
        return command;
    }

    private static void add(CommandSpec command, String title, int order, List<Setting> settings) {
        ArgGroupSpec.Builder group = ArgGroupSpec.builder()
                .heading("%n" + title + " options:%n")
                .order(order)
                .exclusive(false)
                .validate(false);
        for (Setting setting : settings) {
            group.addArg(option(setting));
        }
        command.addArgGroup(group.build());
    }

    private static OptionSpec option(Setting setting) {
        OptionSpec.Builder option = OptionSpec.builder(setting.flag()).description(setting.description());
        if (setting.kind() == Kind.FLAG) {
            // --no-tied takes back what a file says.
            return option.type(Boolean.class).arity("0").negatable(true).build();
        }
        option.paramLabel(setting.kind().isList() ? setting.label() + ",..." : setting.label())
                .arity("1");
        return setting.kind().isList()
                ? option.type(List.class)
                        .auxiliaryTypes(String.class)
                        .splitRegex(",")
                        .hideParamSyntax(true)
                        .build()
                : option.type(String.class).build();
    }

    /** Puts the flags that were given over the settings. */
    static void take(ParseResult parsed, Settings settings) {
        take(parsed, settings, List.of(Setting.values()));
    }

    /** Puts those over the settings that say how to read data; others of the same name are the command's own. */
    static void takeReading(ParseResult parsed, Settings settings) {
        take(parsed, settings, DataSettings.READING);
    }

    private static void take(ParseResult parsed, Settings settings, List<Setting> wanted) {
        for (Setting setting : wanted) {
            if (parsed.commandSpec().findOption(setting.flag()) != null && parsed.hasMatchedOption(setting.flag())) {
                Object value = parsed.matchedOption(setting.flag()).getValue();
                List<String> texts = value instanceof List<?> list
                        ? list.stream().map(String::valueOf).toList()
                        : List.of(String.valueOf(value));
                settings.put(setting, texts, setting.flag());
            }
        }
    }
}
