package dev.hourglass.cli;

/** Knows whether standard output is a terminal, where a line can be drawn again. */
final class Terminal {
    /** The launcher says so here: it can ask the system, Java cannot on every version. */
    private static final String PROPERTY = "hourglass.terminal";

    /** From this version on there is a console even where output goes to a file. */
    private static final int CONSOLE_ALWAYS = 22;

    private Terminal() {}

    @SuppressWarnings("SystemConsoleNull") // asked only where null means something
    static boolean isInteractive() {
        String told = System.getProperty(PROPERTY, "");
        return told.isEmpty()
                ? Runtime.version().feature() < CONSOLE_ALWAYS && System.console() != null
                : Boolean.parseBoolean(told);
    }
}
