"""Cases as the protocol of peer.py words them: what a model is, what it starts from and what is done with it."""

import os
from dataclasses import dataclass
from functools import cached_property

import numpy as np

# Steps at the end of a run whose mean loss is told; TrainingPeer.java does the same.
LAST_STEPS = 25
LEARNING_RATE, BETA1, BETA2, EPSILON = 1e-3, 0.9, 0.999, 1e-8
ACTIVATIONS = ("relu", "sigmoid", "tanh", "linear")


@dataclass(frozen=True)
class Layer:
    """One layer; shapes are those of one sample, (features,) or (channels, height, width)."""

    kind: str
    inputs: tuple
    outputs: tuple
    weight: tuple = ()  # as weight files hold it; empty where there is none
    kernel: int = 0  # of top-k: how many values stay
    stride: int = 1
    padding: int = 0
    output_padding: int = 0


def options(words, known):
    """Returns the numbers of option=value words."""
    given = dict(word.split("=") for word in words)
    if not given.keys() <= known:
        raise ValueError(f"options must be among {sorted(known)}, but were {words}")
    return {name.replace("-", "_"): int(value) for name, value in given.items()}


def parse_layer(text, inputs):
    """Reads a layer that takes these inputs; texts are those of LayerText.java."""
    name, *words = text.split(":")
    if name in ACTIVATIONS and not words:
        return Layer(name, inputs, inputs)
    if name == "top-k":
        return Layer(name, inputs, inputs, kernel=int(words[0]))
    if name == "linear":
        size = int(words[0])
        return Layer(name, inputs, (size,), (int(np.prod(inputs)), size))
    if name == "reshape":
        return Layer(name, inputs, tuple(int(size) for size in words[0].split("x")))
    channels, *sides = inputs
    if name == "max-pool":
        kernel = int(words[0])
        options(words[1:], set())
        return Layer(name, inputs, (channels, *(n // kernel for n in sides)), kernel=kernel, stride=kernel)
    filters, kernel = int(words[0]), int(words[1])
    if name == "conv":
        how = {"stride": 1, "padding": kernel // 2} | options(words[2:], {"stride", "padding"})
        sides = [(n + 2 * how["padding"] - kernel) // how["stride"] + 1 for n in sides]
        weight = (kernel, kernel, channels, filters)
        return Layer(name, inputs, (filters, *sides), weight, kernel, **how)
    if name == "deconv":
        how = {"stride": 1, "padding": 0, "output_padding": 0}
        how |= options(words[2:], {"stride", "padding", "output-padding"})
        sides = [(n - 1) * how["stride"] - 2 * how["padding"] + kernel + how["output_padding"] for n in sides]
        weight = (kernel, kernel, filters, channels)
        return Layer(name, inputs, (filters, *sides), weight, kernel, **how)
    raise ValueError(f"unknown layer {text}")


def parse_layers(texts, inputs):
    layers = []
    for text in texts.split(";"):
        layers.append(parse_layer(text, inputs))
        inputs = layers[-1].outputs
    return layers


class Case:
    """What a model is and what is done with it."""

    def __init__(self, folder, kind, batch, objective, shape, encoder, decoder, weights):
        self.folder = folder
        self.kind = kind
        self.batch = int(batch)
        self.objective, *words = objective.split(";")
        self.options = dict(word.split("=") for word in words)
        self.shape = tuple(int(size) for size in shape.split("x"))
        self.encoder = parse_layers(encoder, self.shape)
        code = self.encoder[-1].outputs
        self.decoder = parse_layers(decoder, (code[0] // 2,) if self.is_variational else code)
        self.weights = weights

    @property
    def is_variational(self):
        return self.objective in ("elbo", "iwae", "vae-gan")

    @property
    def is_machine(self):
        """Returns whether this is a restricted Boltzmann machine, whose two layers share a matrix."""
        return self.objective in ("cd", "pcd")

    @property
    def decoder_to_loss(self):
        """Returns the decoder's layers before the loss, which takes cross-entropies from logits."""
        if "bce" in (self.objective, self.options.get("reconstruction")):
            if self.decoder[-1].kind != "sigmoid":
                raise ValueError("cross-entropy needs a sigmoid at the end")
            return self.decoder[:-1]
        return self.decoder

    @property
    def rest_shapes(self):
        """Returns the shapes of what a weight file holds behind its layers."""
        if "codebook" in self.options:
            entries, dimension = int(self.options["codebook"]), int(self.options["code-dimension"])
            return [(entries, dimension), (entries,), (entries, dimension)]
        if "upper-latent" in self.options:
            lower, upper = self.decoder[0].inputs[0], int(self.options["upper-latent"])
            hidden = int(self.options["between-latents"])
            posterior = [(lower, hidden), (hidden,), (hidden, 2 * upper), (2 * upper,)]
            return posterior + [(upper, hidden), (hidden,), (hidden, 2 * lower), (2 * lower,)]
        return []

    @cached_property
    def initial(self):
        """Returns the initial (W, b) of each layer that has weights; a Boltzmann machine has one W, so (W, b, c)."""
        return self.read[0]

    @cached_property
    def rest(self):
        """Returns the initial values behind those of layers."""
        return self.read[1]

    @cached_property
    def read(self):
        layers = [layer for layer in self.encoder + self.decoder if layer.weight]
        shapes = [shape for layer in layers for shape in (layer.weight, layer.outputs[:1])]
        if self.is_machine:
            del shapes[2]
        flat, at, arrays = np.fromfile(os.path.join(self.folder, self.weights), "<f4"), 0, []
        for shape in shapes + self.rest_shapes:
            size = int(np.prod(shape))
            arrays.append(flat[at : at + size].reshape(shape).copy())
            at += size
        if at != len(flat):
            raise ValueError(f"{self.weights} must hold {at} values, but holds {len(flat)}")
        own, rest = arrays[: len(shapes)], arrays[len(shapes) :]
        return ([tuple(own)] if self.is_machine else list(zip(own[::2], own[1::2], strict=True))), rest

    @property
    def features(self):
        return int(np.prod(self.shape))

    def batches(self):
        """Returns the order of rows, [steps, batch]; step s takes row s modulo their number."""
        order = np.fromfile(os.path.join(self.folder, f"order-{self.features}.i32"), "<i4")
        return order[: len(order) // self.batch * self.batch].reshape(-1, self.batch)

    def data(self, channels_last):
        """Returns the samples, [rows, features], [rows, C, H, W] or, with channels last, [rows, H, W, C]."""
        values = np.fromfile(os.path.join(self.folder, f"data-{self.features}.f32"), "<f4").reshape(-1, *self.shape)
        if channels_last and len(self.shape) == 3:
            return np.ascontiguousarray(values.transpose(0, 2, 3, 1))
        return values
