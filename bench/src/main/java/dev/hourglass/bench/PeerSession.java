package dev.hourglass.bench;

import dev.hourglass.nn.Parameters;

/** One case as this library runs it. */
interface PeerSession {
    /** Takes steps or makes calls. */
    void run(int count);

    /** Returns the mean loss of the last run's last 25 steps, or the mean squared error of the last reconstruction. */
    double loss();

    /** Returns the weights; shared. */
    Parameters parameters();
}
