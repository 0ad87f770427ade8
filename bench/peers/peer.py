"""One peer of the side-by-side comparison; started by SideBySide.java, which holds the other end of the protocol.

usage: peer.py MODE FOLDER THREADS       MODE: torch, torch-compile, jax or reference (float64)

FOLDER holds data.f32 [rows, features], order.i32 (indices of rows) and the weights of each case. One line in, one out:

  define NAME train|infer BATCH mse|bce SIZES ACTIVATIONS FILE  ->  ok
  run NAME COUNT                                                ->  SECONDS LOSS
  weights NAME FILE                                             ->  ok
  quit

A weight file holds, for each layer, W [inputs, outputs] and b [outputs]. Step s takes the rows
order[(s * BATCH) mod U ...] with U the length of the order rounded down to whole batches.
"""

import os
import sys
import time
from functools import partial

MODE, FOLDER, THREADS = sys.argv[1], sys.argv[2], int(sys.argv[3])
LEARNING_RATE, BETA1, BETA2, EPSILON = 1e-3, 0.9, 0.999, 1e-8

if MODE == "jax":
    # XLA takes as many threads as it may run on, so the processors are what limits it.
    allowed = sorted(os.sched_getaffinity(0))
    os.sched_setaffinity(0, allowed[:THREADS])
    os.environ["JAX_PLATFORMS"] = "cpu"

import numpy as np


class Case:
    """What a model is and what is done with it."""

    def __init__(self, kind, batch, objective, sizes, activations, weights):
        self.kind = kind
        self.batch = int(batch)
        self.objective = objective
        self.sizes = [int(size) for size in sizes.split(",")]
        self.activations = activations.split(",")
        self.weights = weights

    def layers(self):
        """Returns the initial (W, b) of each layer."""
        flat = np.fromfile(os.path.join(FOLDER, self.weights), "<f4")
        layers, at = [], 0
        for inputs, outputs in zip(self.sizes[:-1], self.sizes[1:]):
            w = flat[at : at + inputs * outputs].reshape(inputs, outputs).copy()
            at += inputs * outputs
            layers.append((w, flat[at : at + outputs].copy()))
            at += outputs
        if at != len(flat):
            raise ValueError(f"{self.weights} must hold {at} values, but holds {len(flat)}")
        return layers

    def batches(self):
        """Returns the order of rows, [steps, batch]; step s takes row s modulo their number."""
        order = np.fromfile(os.path.join(FOLDER, "order.i32"), "<i4")
        return order[: len(order) // self.batch * self.batch].reshape(-1, self.batch)

    def data(self):
        return np.fromfile(os.path.join(FOLDER, "data.f32"), "<f4").reshape(-1, self.sizes[0])


def torch_engine():
    import torch
    import torch.nn.functional as F

    torch.set_num_threads(THREADS)
    compiled = torch.compile if MODE == "torch-compile" else lambda function: function
    dtype = torch.float64 if MODE == "reference" else torch.float32
    functions = {"relu": torch.relu, "sigmoid": torch.sigmoid, "tanh": torch.tanh, "linear": lambda z: z}

    class Model(torch.nn.Module):
        def __init__(self, case):
            super().__init__()
            self.layers = torch.nn.ModuleList()
            for w, b in case.layers():
                layer = torch.nn.Linear(w.shape[0], w.shape[1])
                with torch.no_grad():
                    layer.weight.copy_(torch.from_numpy(w.T.copy()))
                    layer.bias.copy_(torch.from_numpy(b))
                self.layers.append(layer)
            self.functions = [functions[name] for name in case.activations]
            self.to(dtype)

        def logits(self, x):
            for layer, function in zip(self.layers[:-1], self.functions[:-1]):
                x = function(layer(x))
            return self.layers[-1](x)

        def forward(self, x):
            return self.functions[-1](self.logits(x))

    class Session:
        def __init__(self, case):
            self.case = case
            self.model = Model(case)
            self.data = torch.from_numpy(case.data()).to(dtype)

        def weights(self):
            arrays = []
            for layer in self.model.layers:
                arrays += [layer.weight.detach().numpy().T, layer.bias.detach().numpy()]
            return arrays

    class Training(Session):
        def __init__(self, case):
            super().__init__(case)
            self.batches = torch.from_numpy(case.batches().astype(np.int64))
            self.taken = 0
            model = self.model
            optimizer = torch.optim.Adam(
                model.parameters(), lr=LEARNING_RATE, betas=(BETA1, BETA2), eps=EPSILON, fused=True
            )

            def step(x):
                optimizer.zero_grad(set_to_none=True)
                if case.objective == "bce":
                    loss = F.binary_cross_entropy_with_logits(model.logits(x), x)
                else:
                    loss = F.mse_loss(model(x), x)
                loss.backward()
                optimizer.step()
                return loss

            self.step = compiled(step)

        def run(self, count):
            started = time.perf_counter()
            for _ in range(count):
                rows = self.batches[self.taken % len(self.batches)]
                loss = self.step(self.data.index_select(0, rows))
                self.taken += 1
            value = float(loss.detach())
            return time.perf_counter() - started, value

    class Inference(Session):
        def __init__(self, case):
            super().__init__(case)
            self.model.eval()
            self.forward = compiled(self.model)
            self.x = self.data[: case.batch].clone()

        def run(self, count):
            with torch.inference_mode():
                started = time.perf_counter()
                for _ in range(count):
                    y = self.forward(self.x)
                seconds = time.perf_counter() - started
                return seconds, float(F.mse_loss(y, self.x))

    return f"{MODE} {torch.__version__}", Training, Inference


def jax_engine():
    import jax
    import jax.numpy as jnp

    functions = {"relu": jax.nn.relu, "sigmoid": jax.nn.sigmoid, "tanh": jnp.tanh, "linear": lambda z: z}

    def logits(layers, activations, x):
        for (w, b), name in zip(layers[:-1], activations[:-1]):
            x = functions[name](x @ w + b)
        w, b = layers[-1]
        return x @ w + b

    def loss(case, layers, x):
        z = logits(layers, case.activations, x)
        if case.objective == "bce":
            return jnp.mean(jnp.maximum(z, 0) - z * x + jnp.log1p(jnp.exp(-jnp.abs(z))))
        return jnp.mean((functions[case.activations[-1]](z) - x) ** 2)

    def adam(case, data, state, rows):
        layers, means, squares, steps = state
        each = jax.tree_util.tree_map
        value, gradients = jax.value_and_grad(partial(loss, case))(layers, data[rows])
        steps = steps + 1
        means = each(lambda m, g: BETA1 * m + (1 - BETA1) * g, means, gradients)
        squares = each(lambda v, g: BETA2 * v + (1 - BETA2) * g * g, squares, gradients)
        bias1, bias2 = 1 - BETA1**steps, 1 - BETA2**steps
        layers = each(
            lambda p, m, v: p - LEARNING_RATE * (m / bias1) / (jnp.sqrt(v / bias2) + EPSILON), layers, means, squares
        )
        return (layers, means, squares, steps), value

    def arrays(case):
        return [(jnp.asarray(w), jnp.asarray(b)) for w, b in case.layers()]

    class Training:
        def __init__(self, case):
            self.case = case
            self.data = jnp.asarray(case.data())
            self.batches = case.batches()
            self.taken = 0
            zeros = partial(jax.tree_util.tree_map, jnp.zeros_like)
            layers = arrays(case)
            self.state = (layers, zeros(layers), zeros(layers), jnp.float32(0))

            def epoch(data, state, batches):
                return jax.lax.scan(partial(adam, case, data), state, batches)

            self.epoch = jax.jit(epoch, donate_argnums=(1,))

        def run(self, count):
            started = time.perf_counter()
            rows = self.batches[(self.taken + np.arange(count)) % len(self.batches)]
            self.state, losses = self.epoch(self.data, self.state, jnp.asarray(rows))
            value = float(losses[-1])
            jax.block_until_ready(self.state)
            self.taken += count
            return time.perf_counter() - started, value

        def weights(self):
            return [np.asarray(array) for layer in self.state[0] for array in layer]

    class Inference:
        def __init__(self, case):
            self.layers = arrays(case)
            self.x = jnp.asarray(case.data()[: case.batch])
            last = functions[case.activations[-1]]
            self.forward = jax.jit(lambda layers, x: last(logits(layers, case.activations, x)))

        def run(self, count):
            started = time.perf_counter()
            for _ in range(count):
                y = self.forward(self.layers, self.x).block_until_ready()
            seconds = time.perf_counter() - started
            return seconds, float(jnp.mean((y - self.x) ** 2))

    return f"jax {jax.__version__}", Training, Inference


def answer(words, sessions, kinds):
    if words[0] == "define":
        case = Case(*words[2:])
        sessions[words[1]] = kinds[case.kind](case)
        return "ok"
    session = sessions[words[1]]
    if words[0] == "run":
        seconds, value = session.run(int(words[2]))
        return f"{seconds!r} {value!r}"
    if words[0] == "weights":
        flat = np.concatenate([array.ravel() for array in session.weights()])
        flat.astype("<f8").tofile(os.path.join(FOLDER, words[2]))
        return "ok"
    raise ValueError(f"unknown request {words[0]}")


def main():
    name, training, inference = jax_engine() if MODE == "jax" else torch_engine()
    kinds = {"train": training, "infer": inference}
    sessions = {}
    print("ready", name, flush=True)
    for line in sys.stdin:
        words = line.split()
        if words[0] == "quit":
            break
        print(answer(words, sessions, kinds), flush=True)


if __name__ == "__main__":
    main()
