package dev.hourglass.report;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import java.util.regex.Pattern;

/**
 * Reads Chart.js (MIT licence, https://www.chartjs.org) from its WebJar on the class path. The parent POM names the
 * version; this class learns it from the WebJar's own properties.
 */
final class ChartLibrary {
    private static final String PROPERTIES = "/META-INF/maven/org.webjars.npm/chart.js/pom.properties";
    private static final String FILES = "/META-INF/resources/webjars/chart.js/";
    private static final Pattern SOURCE_MAP = Pattern.compile("(?m)^//# sourceMappingURL=.*$");

    private ChartLibrary() {}

    /**
     * Returns the script for a script element: the licence as a comment, then the library.
     *
     * @throws IOException if the WebJar cannot be read
     */
    static String script() throws IOException {
        String folder = FILES + version() + "/";
        String library = read(folder + "dist/chart.umd.js");
        // A page that may load nothing has no use for the address of a source map.
        String withoutMap = SOURCE_MAP.matcher(library).replaceAll("").strip();
        return "/*\n" + read(folder + "LICENSE.md").strip() + "\n*/\n" + withoutMap;
    }

    /** Returns the version of the library, for example {@code 4.4.9}. */
    static String version() throws IOException {
        try (InputStream in = open(PROPERTIES)) {
            Properties properties = new Properties();
            properties.load(in);
            return properties.getProperty("version");
        }
    }

    private static String read(String path) throws IOException {
        try (InputStream in = open(path)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static InputStream open(String path) throws IOException {
        InputStream in = ChartLibrary.class.getResourceAsStream(path);
        if (in == null) {
            throw new IOException("the class path must contain the WebJar org.webjars.npm:chart.js, but has no " + path
                    + "; add the dependencies of hourglass-report");
        }
        return in;
    }
}
