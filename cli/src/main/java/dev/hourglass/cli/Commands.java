package dev.hourglass.cli;

import dev.hourglass.cli.Setting.Section;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** Lists the commands, in the order help shows them. */
final class Commands {
    private static final Map<String, Supplier<Object>> ALL = new LinkedHashMap<>();

    static {
        ALL.put("demo", DemoCommand::new);
        ALL.put("train", TrainCommand::new);
        ALL.put("evaluate", EvaluateCommand::new);
        ALL.put("reconstruct", ReconstructCommand::new);
        ALL.put("encode", EncodeCommand::new);
        ALL.put("decode", DecodeCommand::new);
        ALL.put("detect", DetectCommand::new);
        ALL.put("denoise", DenoiseCommand::new);
        ALL.put("generate", GenerateCommand::new);
        ALL.put("interpolate", InterpolateCommand::new);
        ALL.put("arithmetic", ArithmeticCommand::new);
        ALL.put("finetune", FineTuneCommand::new);
        ALL.put("predict", PredictCommand::new);
        ALL.put("compress", CompressCommand::new);
        ALL.put("decompress", DecompressCommand::new);
        ALL.put("list", ListCommand::new);
        ALL.put("verify", VerifyCommand::new);
        ALL.put("compare", CompareCommand::new);
        ALL.put("inspect", InspectCommand::new);
        ALL.put("data", DataCommand::new);
        ALL.put("reproduce", ReproduceCommand::new);
        ALL.put("completion", CompletionCommand::new);
    }

    private Commands() {}

    /**
     * Returns the command line; where the first argument names a command, with that one alone, which starts much
     * faster.
     */
    static CommandLine commandLine(RootCommand root, String... arguments) {
        CommandLine commandLine = new CommandLine(root);
        boolean isNamed = arguments.length > 0 && ALL.containsKey(arguments[0]) && !arguments[0].equals("completion");
        for (Map.Entry<String, Supplier<Object>> entry : ALL.entrySet()) {
            if (!isNamed || entry.getKey().equals(arguments[0])) {
                commandLine.addSubcommand(entry.getKey(), create(entry.getKey(), entry.getValue()));
            }
        }
        return commandLine;
    }

    /** Makes a command with the flags of its settings. */
    private static CommandLine create(String name, Supplier<Object> command) {
        CommandLine commandLine = new CommandLine(command.get());
        switch (name) {
            case "train" -> SettingFlags.addTo(commandLine.getCommandSpec(), List.of(Section.values()));
            case "data" -> {
                SettingFlags.addReadingTo(commandLine.getCommandSpec());
                SettingFlags.addReadingTo(subcommand(commandLine, "clean"));
            }
            case "detect" -> SettingFlags.addReadingTo(subcommand(commandLine, "fit"));
            default -> {}
        }
        return commandLine;
    }

    private static CommandSpec subcommand(CommandLine commandLine, String name) {
        return Objects.requireNonNull(commandLine.getSubcommands().get(name)).getCommandSpec();
    }
}
