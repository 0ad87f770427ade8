package dev.hourglass.data;

/**
 * Maps the pixels of a new image to places in an old one: back by the shift, then turned and scaled about the centre,
 * then mirrored. Distances are in pixels.
 *
 * @param mirror -1 to mirror left to right, else 1
 * @param cos the cosine of the angle over the scale
 * @param sin the sine of the angle over the scale
 * @param across the shift to the right
 * @param down the shift downwards
 * @param height H
 * @param width W
 */
record Turn(double mirror, double cos, double sin, int across, int down, int height, int width) {
    /** Draws one plane [H, W]. */
    void draw(float[] source, int from, float[] target, int to) {
        double centerX = (width - 1) / 2.0;
        double centerY = (height - 1) / 2.0;
        for (int y = 0; y < height; y++) {
            double downwards = y - down - centerY;
            for (int x = 0; x < width; x++) {
                double rightwards = x - across - centerX;
                double oldX = centerX + mirror * (cos * rightwards + sin * downwards);
                double oldY = centerY + (cos * downwards - sin * rightwards);
                target[to + y * width + x] = sample(source, from, oldX, oldY);
            }
        }
    }

    /** Returns the value at a place between pixels: bilinear, 0 outside. */
    private float sample(float[] source, int from, double x, double y) {
        double left = Math.floor(x);
        double top = Math.floor(y);
        if (!(left >= -1 && left < width && top >= -1 && top < height)) {
            return 0f;
        }
        int column = (int) left;
        int row = (int) top;
        float right = (float) (x - left);
        float bottom = (float) (y - top);
        float upper = between(pixel(source, from, row, column), pixel(source, from, row, column + 1), right);
        float lower = between(pixel(source, from, row + 1, column), pixel(source, from, row + 1, column + 1), right);
        return between(upper, lower, bottom);
    }

    private static float between(float a, float b, float share) {
        return Math.fma(share, b - a, a);
    }

    private float pixel(float[] source, int from, int row, int column) {
        boolean isInside = row >= 0 && row < height && column >= 0 && column < width;
        return isInside ? source[from + row * width + column] : 0f;
    }
}
