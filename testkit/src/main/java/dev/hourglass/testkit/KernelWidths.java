package dev.hourglass.testkit;

import dev.hourglass.tensor.kernel.Kernels;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ServiceLoader;

/**
 * Makes vector kernels of a chosen width beside those of this JVM.
 *
 * <p>The width is a constant of the kernels' classes, so that the compiler sees it; each width therefore gets its own
 * copy of these classes, from a class loader of its own.
 */
public final class KernelWidths {
    private static final String PACKAGE = "dev.hourglass.tensor.kernel.vector.";
    private static final String PROPERTY = "hourglass.vectorBits";

    private KernelWidths() {}

    /**
     * Creates vector kernels.
     *
     * @param bits 128, 256 or 512; widths the processor lacks work too, slowly
     * @return the kernels, computing with vectors of this width
     */
    public static synchronized Kernels vector(int bits) {
        String before = System.getProperty(PROPERTY);
        System.setProperty(PROPERTY, Integer.toString(bits));
        try {
            ClassLoader loader = new VectorClassLoader(Kernels.class.getClassLoader());
            return ServiceLoader.load(Kernels.Provider.class, loader)
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("no vector kernels are offered as a service"))
                    .create();
        } finally {
            if (before == null) {
                System.clearProperty(PROPERTY);
            } else {
                System.setProperty(PROPERTY, before);
            }
        }
    }

    /** Defines the classes of the vector package itself and leaves all others to its parent. */
    private static final class VectorClassLoader extends ClassLoader {
        VectorClassLoader(ClassLoader parent) {
            super(parent);
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith(PACKAGE)) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                return loaded != null ? loaded : define(name);
            }
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
                if (in == null) {
                    throw new ClassNotFoundException(name);
                }
                byte[] bytes = in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new UncheckedIOException("class " + name + " must be readable", e);
            }
        }
    }
}
