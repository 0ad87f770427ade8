"""One peer of the side-by-side comparison; started by SideBySide.java, which holds the other end of the protocol.

usage: peer.py MODE FOLDER THREADS       MODE: torch, torch-channels-last, torch-compile, jax or reference (float64)

FOLDER holds data-D.f32 [rows, D] and order-D.i32 (indices of rows) for each number D of values of a sample, and the
weights of each case. One line in, one out:

  define NAME train|infer BATCH OBJECTIVE SHAPE ENCODER DECODER FILE  ->  ok
  run NAME COUNT                                                      ->  SECONDS LOSS (the mean of the last 25 steps)
  weights NAME FILE                                                   ->  ok
  quit

SHAPE is that of one sample, such as 784 or 1x28x28. ENCODER and DECODER are layers, such as linear:100;relu.
OBJECTIVE is a name and its options, such as elbo;likelihood=beta-binomial; CaseObjective.java has them. With elbo, iwae
and vae-gan the encoder ends in the means and the logarithms of the variances of a code; a likelihood is Bernoulli's from
logits unless another is named. JAX knows mse, bce and elbo without options.

A weight file holds W, then b, for each layer that has them: W [inputs, outputs] of linear layers, [kh, kw, inputs,
outputs] of convolutions, [kh, kw, outputs, inputs] of transposed convolutions. Behind them come the vectors, counts and
sums of a codebook, or the layers between levels of a hierarchy; a Boltzmann machine has W and two biases. Step s takes the rows
order[(s * BATCH) mod U ...] with U the length of the order rounded down to whole batches.
"""

import os
import sys

import numpy as np

from cases import Case


def engine(mode, threads):
    """Returns its name, and what makes sessions of training and of inference."""
    if mode == "jax":
        import jax_engine

        return jax_engine.create(threads)
    import torch_engine

    return torch_engine.create(mode, threads)


def answer(words, folder, sessions, kinds):
    if words[0] == "define":
        case = Case(folder, *words[2:])
        sessions[words[1]] = kinds[case.kind](case)
        return "ok"
    session = sessions[words[1]]
    if words[0] == "run":
        seconds, value = session.run(int(words[2]))
        return f"{seconds!r} {value!r}"
    if words[0] == "weights":
        flat = np.concatenate([array.ravel() for array in session.weights()])
        flat.astype("<f8").tofile(os.path.join(folder, words[2]))
        return "ok"
    raise ValueError(f"unknown request {words[0]}")


def main():
    mode, folder, threads = sys.argv[1], sys.argv[2], int(sys.argv[3])
    name, training, inference = engine(mode, threads)
    kinds = {"train": training, "infer": inference}
    sessions = {}
    print("ready", name, flush=True)
    for line in sys.stdin:
        words = line.split()
        if words[0] == "quit":
            break
        print(answer(words, folder, sessions, kinds), flush=True)


if __name__ == "__main__":
    main()
