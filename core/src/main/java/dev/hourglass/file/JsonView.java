package dev.hourglass.file;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the fields of one JSON object and says by name which one is missing or of another kind. Immutable and safe for
 * concurrent use.
 *
 * @param path where the object is, for messages
 * @param fields its fields
 */
public record JsonView(String path, Map<String, Object> fields) {
    /** Returns the text of a field. */
    public String text(String name) {
        return of(name, String.class);
    }

    /** Returns the whole number of a field. */
    public long whole(String name) {
        return of(name, Long.class);
    }

    /** Returns the whole number of a field that fits an int. */
    public int integer(String name) {
        return Math.toIntExact(whole(name));
    }

    /** Returns the whole number of a field that earlier versions did not write. */
    public int integer(String name, int fallback) {
        return fields.containsKey(name) ? integer(name) : fallback;
    }

    /** Returns the number of a field; the texts NaN, Infinity and -Infinity count as numbers. */
    public double number(String name) {
        Object value = require(name);
        if (value instanceof Number number) {
            return number.doubleValue();
        }
        if (value instanceof String text && (text.equals("NaN") || text.endsWith("Infinity"))) {
            return Double.parseDouble(text);
        }
        throw wrong(name, "a number", value);
    }

    /** Returns the flag of a field. */
    public boolean flag(String name) {
        return of(name, Boolean.class);
    }

    /** Returns the object of a field. */
    public JsonView object(String name) {
        return view(path + "." + name, require(name));
    }

    /** Returns the object of a field, or nothing where there is no such field. */
    public Optional<JsonView> optional(String name) {
        return fields.containsKey(name) ? Optional.of(object(name)) : Optional.empty();
    }

    /** Returns the list of a field. */
    public List<?> list(String name) {
        return of(name, List.class);
    }

    /** Returns the list of texts of a field. */
    public List<String> texts(String name) {
        return list(name).stream()
                .map(element -> {
                    if (element instanceof String text) {
                        return text;
                    }
                    throw wrong(name, "texts", element);
                })
                .toList();
    }

    /** Returns the list of whole numbers of a field. */
    public List<Integer> integers(String name) {
        return list(name).stream()
                .map(element -> {
                    if (element instanceof Long whole) {
                        return Math.toIntExact(whole);
                    }
                    throw wrong(name, "whole numbers", element);
                })
                .toList();
    }

    /** Returns the list of numbers of a field. */
    public List<Double> numbers(String name) {
        return list(name).stream()
                .map(element -> {
                    if (element instanceof Number number) {
                        return number.doubleValue();
                    }
                    throw wrong(name, "numbers", element);
                })
                .toList();
    }

    /** Returns the list of objects of a field. */
    public List<JsonView> objects(String name) {
        return list(name).stream()
                .map(element -> view(path + "." + name, element))
                .toList();
    }

    @SuppressWarnings("unchecked") // objects come from Json.parse, whose keys are texts
    private static JsonView view(String path, Object value) {
        if (value instanceof Map<?, ?> map) {
            return new JsonView(path, (Map<String, Object>) map);
        }
        throw new IllegalArgumentException("\"" + path + "\" must be an object, but was " + value);
    }

    private <T> T of(String name, Class<T> type) {
        Object value = require(name);
        if (!type.isInstance(value)) {
            throw wrong(name, type.getSimpleName(), value);
        }
        return type.cast(value);
    }

    private Object require(String name) {
        Object value = fields.get(name);
        if (value == null) {
            throw new IllegalArgumentException("\"" + path + "." + name + "\" is missing");
        }
        return value;
    }

    private IllegalArgumentException wrong(String name, String expected, Object found) {
        return new IllegalArgumentException("\"" + path + "." + name + "\" must be " + expected + ", but was " + found);
    }
}
