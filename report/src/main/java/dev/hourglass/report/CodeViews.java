package dev.hourglass.report;

import dev.hourglass.data.Dataset;
import java.util.List;

/**
 * What codes show: pictures made of codes, and where the codes of samples lie. Immutable and safe for concurrent use.
 *
 * @param panels pictures, in order; possibly none
 * @param map where codes lie; without groups where that means nothing
 */
public record CodeViews(List<Panel> panels, CodeMap map) {
    /** Nothing to show. */
    public static final CodeViews NONE = new CodeViews(List.of(), CodeMap.NONE);

    public CodeViews {
        panels = List.copyOf(panels);
    }

    /**
     * Images made of codes.
     *
     * @param id a short name for links, of letters
     * @param heading for people
     * @param lead what is seen, in a sentence or two
     * @param images at least one
     * @param columns images in a row, at least 1
     */
    public record Panel(String id, String heading, String lead, Dataset images, int columns) {}

    /**
     * Codes of samples as points of a plane.
     *
     * @param lead what the plane is, in a sentence or two
     * @param across what grows to the right
     * @param upwards what grows upwards
     * @param groups points of one colour each
     */
    public record CodeMap(String lead, String across, String upwards, List<Group> groups) {
        /** No map. */
        public static final CodeMap NONE = new CodeMap("", "", "", List.of());

        public CodeMap {
            groups = List.copyOf(groups);
        }
    }

    /**
     * Points of one label.
     *
     * @param name the label
     * @param points one a sample
     */
    public record Group(String name, List<Point> points) {
        public Group {
            points = List.copyOf(points);
        }
    }

    /**
     * The place of one code.
     *
     * @param across to the right
     * @param upwards upwards
     */
    public record Point(float across, float upwards) {}
}
