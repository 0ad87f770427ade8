package dev.hourglass.compress;

import dev.hourglass.compress.codec.TableRounder;
import dev.hourglass.compress.table.Delimiters;
import dev.hourglass.compress.table.LineBlocks;
import dev.hourglass.compress.table.TableFormat;
import dev.hourglass.compress.table.TableSurvey;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.ZipException;

/**
 * How a table is rounded, or why a file is not.
 *
 * @param table the table; empty where the file is none that can be rounded
 * @param refusal why not, for people; empty where it is rounded
 */
record TablePlan(Optional<Table> table, Optional<String> refusal) {
    /** How many bytes of text are looked at, to see what its columns are. */
    static final int HEAD_BYTES = 1 << 22;

    private static final int BLOCK_BYTES = 1 << 20;
    private static final byte COMMA = ',';

    /**
     * A table.
     *
     * @param parameters of its entry
     * @param rounder of its lines
     */
    record Table(TableParameters parameters, TableRounder rounder) {}

    /** Returns the plan of a file that is none. */
    static TablePlan none() {
        return new TablePlan(Optional.empty(), Optional.empty());
    }

    /**
     * Looks at a file.
     *
     * @param head its first bytes, {@link #HEAD_BYTES} or all there are
     * @param opener opens it, for a relative bound
     * @param bound of errors
     */
    static TablePlan of(byte[] head, CompressorInput.Opener opener, ErrorBound bound) throws IOException {
        if (isBinary(head)) {
            return refused("it must be text, but has a zero byte");
        }
        byte delimiter = Delimiters.find(head).orElse(COMMA);
        Optional<TableSurvey> start = TableSurvey.of(head, delimiter);
        if (start.isEmpty()) {
            return refused("its second line must be one of a table, but is not");
        }
        TableSurvey survey = start.get();
        survey.add(head, TableSurvey.afterFirstLine(head));
        Optional<String> refusal = survey.refusal();
        if (refusal.isEmpty() && bound.isRelative()) {
            survey = TableSurvey.of(head, delimiter).orElseThrow();
            try (InputStream in = opener.open()) {
                addAll(survey, in);
            } catch (ZipException | EOFException damaged) {
                return refused("a gzip file must be sound, but is not: " + damaged.getMessage());
            }
            refusal = survey.refusal();
        }
        return refusal.isPresent() ? new TablePlan(Optional.empty(), refusal) : of(survey, bound);
    }

    private static TablePlan of(TableSurvey survey, ErrorBound bound) {
        double[] bounds = survey.ranges();
        Arrays.setAll(bounds, i -> bound.isRelative() ? bound.value() * bounds[i] : bound.value());
        TableFormat format = survey.format(bounds);
        TableRounder rounder = new TableRounder(format, bounds);
        return rounder.isRounding()
                ? new TablePlan(Optional.of(new Table(new TableParameters(bound, format), rounder)), Optional.empty())
                : refused("a column must have more decimals than the bound needs, but none has");
    }

    static TablePlan refused(String reason) {
        return new TablePlan(Optional.empty(), Optional.of(reason));
    }

    private static void addAll(TableSurvey survey, InputStream in) throws IOException {
        LineBlocks blocks = new LineBlocks(in, BLOCK_BYTES);
        boolean isFirst = true;
        for (byte[] block = blocks.next(); block.length > 0; block = blocks.next()) {
            if (blocks.areLines()) {
                survey.add(block, isFirst ? TableSurvey.afterFirstLine(block) : 0);
            } else {
                survey.addOddLine();
            }
            isFirst = false;
        }
    }

    private static boolean isBinary(byte[] head) {
        for (byte found : head) {
            if (found == 0) {
                return true;
            }
        }
        return false;
    }
}
