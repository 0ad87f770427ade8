package dev.hourglass.compress.container;

import java.nio.charset.StandardCharsets;

/**
 * Holds the rule of names: relative, with {@code /} between folders, never leading out of the folder they are restored
 * to.
 */
public final class EntryName {
    private EntryName() {}

    /**
     * Checks a name.
     *
     * @param name the name
     * @return the same
     * @throws IllegalArgumentException if it is empty, absolute, too long, or has a part that is empty, {@code .} or
     *     {@code ..}, a backslash or a control character
     */
    public static String require(String name) {
        int length = name.getBytes(StandardCharsets.UTF_8).length;
        if (length < 1 || length > ContainerFormat.MAX_NAME_BYTES) {
            throw refused(name, "must take 1 to " + ContainerFormat.MAX_NAME_BYTES + " bytes, but takes " + length);
        }
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == '\\' || Character.isISOControl(c)) {
                throw refused(name, "must have no backslash and no control character, but has one at position " + i);
            }
        }
        for (String part : name.split("/", -1)) {
            if (part.isEmpty() || part.equals(".") || part.equals("..")) {
                throw refused(
                        name,
                        "must be relative, with no empty part, \".\" or \"..\", but has the part \"" + part + "\"");
            }
        }
        return name;
    }

    private static IllegalArgumentException refused(String name, String problem) {
        String shown = name.length() > 80 ? name.substring(0, 80) + "..." : name;
        return new IllegalArgumentException("name of an entry " + problem + ": \"" + shown + "\"");
    }
}
