package dev.hourglass.data;

import dev.hourglass.error.MalformedDataException;
import dev.hourglass.file.AtomicFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A file at a public address whose content is known by its digest.
 *
 * @param name the file's name
 * @param algorithm the digest, as {@link MessageDigest} names it
 * @param digest its hexadecimal digits
 */
record RemoteFile(String name, String algorithm, String digest) {
    private static final int TIMEOUT_MILLIS = 20_000;
    private static final int BLOCK_BYTES = 1 << 16;

    static RemoteFile sha256(String name, String digest) {
        return new RemoteFile(name, "SHA-256", digest);
    }

    static RemoteFile md5(String name, String digest) {
        return new RemoteFile(name, "MD5", digest);
    }

    /**
     * Downloads the file.
     *
     * @param base the address of its folder, ending in "/"
     * @param folder where it goes; made if needed
     * @param progress hears about it
     * @return the file
     * @throws MalformedDataException if what came is not the file; nothing is left behind
     * @throws IOException if the address cannot be reached
     */
    Path download(URI base, Path folder, DownloadProgress progress) throws IOException {
        URI address = base.resolve(name);
        Files.createDirectories(folder);
        Path target = folder.resolve(name);
        URLConnection connection = address.toURL().openConnection();
        connection.setConnectTimeout(TIMEOUT_MILLIS);
        connection.setReadTimeout(TIMEOUT_MILLIS);
        try (InputStream in = connection.getInputStream()) {
            long total = connection.getContentLengthLong();
            AtomicFile.write(target, out -> requireDigest(address, copy(in, out, total, progress)));
        }
        return target;
    }

    private String copy(InputStream in, OutputStream out, long total, DownloadProgress progress) throws IOException {
        MessageDigest sum = messageDigest();
        byte[] block = new byte[BLOCK_BYTES];
        long done = 0;
        progress.update(name, done, total);
        for (int count = in.read(block); count >= 0; count = in.read(block)) {
            out.write(block, 0, count);
            sum.update(block, 0, count);
            done += count;
            progress.update(name, done, total);
        }
        return HexFormat.of().formatHex(sum.digest());
    }

    private void requireDigest(URI address, String found) {
        if (!found.equals(digest)) {
            throw new MalformedDataException(
                    address.toString(),
                    "the file must have " + algorithm + " " + digest + ", but has " + found
                            + "; it was changed on the way or at its origin, and was not kept");
        }
    }

    private MessageDigest messageDigest() {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has " + algorithm, e);
        }
    }
}
