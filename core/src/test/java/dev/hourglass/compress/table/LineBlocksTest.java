package dev.hourglass.compress.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LineBlocksTest {
    /** Returns blocks, those that are no whole lines after a star. */
    private static List<String> blocks(String text, int size) throws IOException {
        LineBlocks blocks = new LineBlocks(new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII)), size);
        List<String> found = new ArrayList<>();
        for (byte[] block = blocks.next(); block.length > 0; block = blocks.next()) {
            found.add((blocks.areLines() ? "" : "*") + new String(block, StandardCharsets.US_ASCII));
        }
        return found;
    }

    @Test
    void blocksEndWithALine() throws IOException {
        assertThat(blocks("a\nbb\nccc\nd\n", 6)).containsExactly("a\nbb\n", "ccc\nd\n");
        assertThat(blocks("a\nbb\nccc\nd", 6)).containsExactly("a\nbb\n", "ccc\n", "*d");
        assertThat(blocks("", 6)).isEmpty();
    }

    @Test
    void piecesOfLongLinesAreNoLines() throws IOException {
        assertThat(blocks("a\nbbbbbbbbbb1.5\n2\n3\n", 4))
                .containsExactly("a\n", "*bbbb", "*bbbb", "*bb1.", "*5\n", "2\n3\n");
        assertThat(blocks("aaaa\nb\n", 4)).containsExactly("*aaaa", "*\n", "b\n");
        assertThat(blocks("aaaaaa", 4)).containsExactly("*aaaa", "*aa");
    }
}
