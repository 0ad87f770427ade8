package dev.hourglass.bench;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A Java installation to measure on.
 *
 * @param name names it in tables
 * @param home its folder
 */
record Jdk(String name, Path home) {
    Jdk {
        if (!name.matches("[A-Za-z0-9._-]+")) {
            throw new IllegalArgumentException(
                    "a JDK's name must be letters, digits, dots and dashes, but was \"" + name + "\"");
        }
    }

    /** Reads {@code NAME=PATH}. */
    static Jdk parse(String text) {
        int equals = text.indexOf('=');
        if (equals < 1) {
            throw new IllegalArgumentException("--jdk must be NAME=PATH, but was \"" + text + "\"");
        }
        Jdk jdk = new Jdk(text.substring(0, equals), Path.of(text.substring(equals + 1)));
        if (!Files.isExecutable(jdk.home().resolve("bin").resolve("java"))) {
            throw new IllegalArgumentException(
                    "--jdk " + jdk.name() + " must be the folder of a JDK, but " + jdk.home() + " has no bin/java");
        }
        return jdk;
    }

    /** Returns the installation that runs this process. */
    static Jdk current() {
        return new Jdk("java-" + Runtime.version().feature(), Path.of(System.getProperty("java.home", "")));
    }
}
