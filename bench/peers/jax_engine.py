"""JAX: jit, a round of steps in one scan, donated buffers; images are [N, H, W, C]."""

import os
import time
from functools import partial

import numpy as np

from cases import BETA1, BETA2, EPSILON, LAST_STEPS, LEARNING_RATE


def create(threads):
    # XLA takes as many threads as it may run on, so the processors are what limits it.
    allowed = sorted(os.sched_getaffinity(0))
    os.sched_setaffinity(0, allowed[:threads])
    os.environ["JAX_PLATFORMS"] = "cpu"
    return engine()


def engine():
    import jax
    import jax.numpy as jnp
    from jax import lax

    functions = {"relu": jax.nn.relu, "sigmoid": jax.nn.sigmoid, "tanh": jnp.tanh, "linear": lambda z: z}
    images = ("NHWC", "HWIO", "NHWC")

    def convolve(layer, w, x):
        around = [(layer.padding, layer.padding)] * 2
        return lax.conv_general_dilated(x, w, (layer.stride,) * 2, around, dimension_numbers=images)

    def convolve_transposed(layer, w, x):
        """Convolves what lies stride apart with the turned kernel; w is [kh, kw, outputs, inputs]."""
        before = layer.kernel - 1 - layer.padding
        return lax.conv_general_dilated(
            x,
            jnp.flip(w, (0, 1)).swapaxes(2, 3),
            (1, 1),
            [(before, before + layer.output_padding)] * 2,
            lhs_dilation=(layer.stride,) * 2,
            dimension_numbers=images,
        )

    def apply(layer, weights, x):
        if layer.kind == "linear" and layer.weight:
            rows = x.transpose(0, 3, 1, 2).reshape(len(x), -1) if x.ndim == 4 else x
            return rows @ weights[0] + weights[1]
        if layer.kind == "conv":
            return convolve(layer, weights[0], x) + weights[1]
        if layer.kind == "deconv":
            return convolve_transposed(layer, weights[0], x) + weights[1]
        if layer.kind == "max-pool":
            channels, height, width = layer.outputs
            k = layer.kernel
            inside = x[:, : height * k, : width * k]
            # Faster here than reduce_window, whose gradient looks for the maximum again.
            return inside.reshape(len(x), height, k, width, k, channels).max((2, 4))
        if layer.kind == "reshape":
            return x.reshape(len(x), *layer.outputs).transpose(0, 2, 3, 1)
        return functions[layer.kind](x)

    def run(layers, weights, x):
        for layer in layers:
            x = apply(layer, next(weights) if layer.weight else None, x)
        return x

    def cross_entropy(z, x):
        return jnp.maximum(z, 0) - z * x + jnp.log1p(jnp.exp(-jnp.abs(z)))

    def elbo(case, weights, x, key):
        """Returns the negative evidence lower bound of one draw, in nats, averaged over the batch."""
        mean, log_variance = jnp.split(run(case.encoder, weights, x), 2, axis=1)
        z = mean + jnp.exp(0.5 * log_variance) * jax.random.normal(key, mean.shape)
        error = jnp.sum(cross_entropy(run(case.decoder, weights, z), x))
        divergence = 0.5 * jnp.sum(mean * mean + jnp.exp(log_variance) - log_variance - 1)
        return (error + divergence) / len(x)

    def loss(case, arrays, x, key):
        weights = iter(arrays)
        if case.objective == "elbo":
            return elbo(case, weights, x, key)
        y = run(case.encoder + case.decoder_to_loss, weights, x)
        return jnp.mean(cross_entropy(y, x) if case.objective == "bce" else (y - x) ** 2)

    def adam(case, data, state, rows):
        arrays, means, squares, steps = state
        each = jax.tree_util.tree_map
        key = jax.random.fold_in(jax.random.key(0), steps.astype(jnp.int32))
        value, gradients = jax.value_and_grad(partial(loss, case))(arrays, data[rows], key)
        steps = steps + 1
        means = each(lambda m, g: BETA1 * m + (1 - BETA1) * g, means, gradients)
        squares = each(lambda v, g: BETA2 * v + (1 - BETA2) * g * g, squares, gradients)
        bias1, bias2 = 1 - BETA1**steps, 1 - BETA2**steps
        arrays = each(
            lambda p, m, v: p - LEARNING_RATE * (m / bias1) / (jnp.sqrt(v / bias2) + EPSILON), arrays, means, squares
        )
        return (arrays, means, squares, steps), value

    def initial(case):
        return [(jnp.asarray(w), jnp.asarray(b)) for w, b in case.initial]

    class Training:
        def __init__(self, case):
            self.data = jnp.asarray(case.data(channels_last=True))
            self.batches = case.batches()
            self.taken = 0
            zeros = partial(jax.tree_util.tree_map, jnp.zeros_like)
            arrays = initial(case)
            self.state = (arrays, zeros(arrays), zeros(arrays), jnp.float32(0))

            def epoch(data, state, batches):
                return lax.scan(partial(adam, case, data), state, batches)

            self.epoch = jax.jit(epoch, donate_argnums=(1,))

        def run(self, count):
            started = time.perf_counter()
            rows = self.batches[(self.taken + np.arange(count)) % len(self.batches)]
            self.state, losses = self.epoch(self.data, self.state, jnp.asarray(rows))
            jax.block_until_ready((self.state, losses))
            self.taken += count
            seconds = time.perf_counter() - started
            return seconds, float(losses[-LAST_STEPS:].mean())

        def weights(self):
            return [np.asarray(array) for layer in self.state[0] for array in layer]

    class Inference:
        def __init__(self, case):
            self.arrays = initial(case)
            self.x = jnp.asarray(case.data(channels_last=True)[: case.batch])
            self.forward = jax.jit(lambda arrays, x: run(case.encoder + case.decoder, iter(arrays), x))

        def run(self, count):
            started = time.perf_counter()
            for _ in range(count):
                y = self.forward(self.arrays, self.x).block_until_ready()
            seconds = time.perf_counter() - started
            return seconds, float(jnp.mean((y - self.x) ** 2))

    return f"jax {jax.__version__}", Training, Inference
