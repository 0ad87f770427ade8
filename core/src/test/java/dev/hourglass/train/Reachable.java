package dev.hourglass.train;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Adds up the arrays of numbers that our own objects lead to, each once. */
final class Reachable {
    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Deque<Object> open = new ArrayDeque<>();
    private long bytes;

    private Reachable() {}

    /** Returns their size, in bytes. */
    static long arrayBytes(Object root) throws IllegalAccessException {
        Reachable walk = new Reachable();
        walk.add(root);
        while (!walk.open.isEmpty()) {
            walk.visit(walk.open.pop());
        }
        return walk.bytes;
    }

    private void add(@Nullable Object object) {
        if (object != null && seen.add(object)) {
            open.push(object);
        }
    }

    private void visit(Object object) throws IllegalAccessException {
        Class<?> type = object.getClass();
        if (type.isArray()) {
            visitArray(object, type.getComponentType());
        } else if (object instanceof Map<?, ?> map) {
            map.values().forEach(this::add);
        } else if (object instanceof Collection<?> all) { // a path is Iterable, and leads to itself for ever
            all.forEach(this::add);
        } else if (type.getName().startsWith("dev.hourglass.")) {
            for (Class<?> owner = type; owner != null; owner = owner.getSuperclass()) {
                visitFields(object, owner);
            }
        }
    }

    private void visitArray(Object array, Class<?> component) {
        int length = Array.getLength(array);
        if (component == float.class || component == int.class) {
            bytes += 4L * length;
        } else if (component == double.class || component == long.class) {
            bytes += 8L * length;
        } else if (!component.isPrimitive()) {
            for (int i = 0; i < length; i++) {
                add(Array.get(array, i));
            }
        }
    }

    private void visitFields(Object object, Class<?> owner) throws IllegalAccessException {
        if (!owner.getName().startsWith("dev.hourglass.")) {
            return;
        }
        for (Field field : owner.getDeclaredFields()) {
            if (!Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive()) {
                field.setAccessible(true);
                add(field.get(object));
            }
        }
    }
}
