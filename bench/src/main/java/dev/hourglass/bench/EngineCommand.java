package dev.hourglass.bench;

import java.util.List;
import java.util.Map;

/**
 * How an engine is started.
 *
 * @param name names it in tables
 * @param command program and arguments
 * @param environment added to this process's
 */
record EngineCommand(String name, List<String> command, Map<String, String> environment) {
    EngineCommand {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }
}
