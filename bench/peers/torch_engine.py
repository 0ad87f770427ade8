"""PyTorch: eager, eager with channels last, compiled, or eager in float64 as the reference."""

import time

import numpy as np
import torch
import torch.nn.functional as F

from cases import BETA1, BETA2, EPSILON, LEARNING_RATE


def module(layer):
    """Returns the module of a layer; its weights come later."""
    rank = len(layer.inputs)
    if layer.kind == "linear" and layer.weight:
        linear = torch.nn.Linear(*layer.weight)
        return linear if rank == 1 else torch.nn.Sequential(torch.nn.Flatten(), linear)
    if layer.kind == "conv":
        return torch.nn.Conv2d(layer.inputs[0], layer.outputs[0], layer.kernel, layer.stride, layer.padding)
    if layer.kind == "deconv":
        return torch.nn.ConvTranspose2d(
            layer.inputs[0], layer.outputs[0], layer.kernel, layer.stride, layer.padding, layer.output_padding
        )
    if layer.kind == "max-pool":
        return torch.nn.MaxPool2d(layer.kernel)
    if layer.kind == "reshape":
        return torch.nn.Unflatten(1, layer.outputs)
    return {
        "relu": torch.nn.ReLU,
        "sigmoid": torch.nn.Sigmoid,
        "tanh": torch.nn.Tanh,
        "linear": torch.nn.Identity,
    }[layer.kind]()


def from_file(w):
    """Returns a weight of a file as PyTorch orders it: [outputs, inputs] and what each kind of convolution takes."""
    return torch.from_numpy(w.T.copy() if w.ndim == 2 else w.transpose(3, 2, 0, 1).copy())


def to_file(weight):
    """Returns a weight in the order of files, [..., inputs, outputs]; transposed convolutions end in theirs."""
    array = weight.detach().numpy()
    return array.T if array.ndim == 2 else array.transpose(2, 3, 1, 0)


class Model(torch.nn.Module):
    """An autoencoder, up to what its loss takes."""

    def __init__(self, case, decoder):
        super().__init__()
        self.is_variational = case.is_variational
        self.encoder = torch.nn.Sequential(*(module(layer) for layer in case.encoder))
        self.decoder = torch.nn.Sequential(*(module(layer) for layer in decoder))
        self.weighted = [part for part in self.modules() if hasattr(part, "weight")]
        with torch.no_grad():
            for part, (w, b) in zip(self.weighted, case.initial, strict=True):
                part.weight.copy_(from_file(w))
                part.bias.copy_(torch.from_numpy(b))

    def forward(self, x):
        return self.decoder(self.encoder(x))

    def elbo(self, x):
        """Returns the negative evidence lower bound of one draw, in nats, averaged over the batch."""
        mean, log_variance = self.encoder(x).chunk(2, dim=1)
        z = mean + torch.exp(0.5 * log_variance) * torch.randn_like(mean)
        error = F.binary_cross_entropy_with_logits(self.decoder(z), x, reduction="sum")
        divergence = 0.5 * torch.sum(mean * mean + log_variance.exp() - log_variance - 1)
        return (error + divergence) / x.shape[0]

    def loss(self, objective, x):
        if objective == "elbo":
            return self.elbo(x)
        if objective == "bce":
            return F.binary_cross_entropy_with_logits(self(x), x)
        return F.mse_loss(self(x), x)


class Session:
    def __init__(self, mode, case, decoder):
        dtype = torch.float64 if mode == "reference" else torch.float32
        self.case = case
        self.is_channels_last = mode == "torch-channels-last" and len(case.shape) == 3
        self.compiled = torch.compile if mode == "torch-compile" else lambda function: function
        self.data = torch.from_numpy(case.data(self.is_channels_last)).to(dtype)
        self.model = Model(case, decoder).to(dtype)
        if self.is_channels_last:
            self.model.to(memory_format=torch.channels_last)

    def rows(self, rows):
        """Returns samples as [rows, D] or [rows, C, H, W]; with channels last they lie so and are only seen so."""
        x = self.data.index_select(0, rows)
        return x.permute(0, 3, 1, 2) if self.is_channels_last else x

    def weights(self):
        arrays = []
        for part in self.model.weighted:
            arrays += [to_file(part.weight), part.bias.detach().numpy()]
        return arrays


class Training(Session):
    def __init__(self, mode, case):
        super().__init__(mode, case, case.decoder_to_loss)
        self.batches = torch.from_numpy(case.batches().astype(np.int64))
        self.taken = 0
        model = self.model
        optimizer = torch.optim.Adam(
            model.parameters(), lr=LEARNING_RATE, betas=(BETA1, BETA2), eps=EPSILON, fused=True
        )

        def step(x):
            optimizer.zero_grad(set_to_none=True)
            loss = model.loss(case.objective, x)
            loss.backward()
            optimizer.step()
            return loss

        self.step = self.compiled(step)

    def run(self, count):
        started = time.perf_counter()
        for _ in range(count):
            rows = self.batches[self.taken % len(self.batches)]
            loss = self.step(self.rows(rows))
            self.taken += 1
        value = float(loss.detach())
        return time.perf_counter() - started, value


class Inference(Session):
    def __init__(self, mode, case):
        super().__init__(mode, case, case.decoder)
        self.model.eval()
        self.forward = self.compiled(self.model)
        self.x = self.rows(torch.arange(case.batch))

    def run(self, count):
        with torch.inference_mode():
            started = time.perf_counter()
            for _ in range(count):
                y = self.forward(self.x)
            seconds = time.perf_counter() - started
            return seconds, float(F.mse_loss(y, self.x))


def create(mode, threads):
    torch.set_num_threads(threads)
    return (
        f"{mode} {torch.__version__}",
        lambda case: Training(mode, case),
        lambda case: Inference(mode, case),
    )
