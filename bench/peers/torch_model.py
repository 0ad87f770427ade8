"""The networks of a case in PyTorch."""

import torch


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
    if layer.kind == "top-k":
        return TopK(layer.kernel)
    if layer.kind == "reshape":
        return torch.nn.Unflatten(1, layer.outputs)
    return {
        "relu": torch.nn.ReLU,
        "sigmoid": torch.nn.Sigmoid,
        "tanh": torch.nn.Tanh,
        "linear": torch.nn.Identity,
    }[layer.kind]()


class TopK(torch.nn.Module):
    """Keeps the k largest values of a row."""

    def __init__(self, k):
        super().__init__()
        self.k = k

    def forward(self, x):
        values, indices = x.topk(self.k, dim=1, sorted=False)
        return torch.zeros_like(x).scatter(1, indices, values)


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
        self.encoder = torch.nn.Sequential(*(module(layer) for layer in case.encoder))
        self.decoder = torch.nn.Sequential(*(module(layer) for layer in decoder))
        self.weighted = [part for part in self.modules() if hasattr(part, "weight")]
        with torch.no_grad():
            for part, (w, b) in zip(self.weighted, case.initial, strict=True):
                part.weight.copy_(from_file(w))
                part.bias.copy_(torch.from_numpy(b))

    def forward(self, x):
        return self.decoder(self.encoder(x))

    def arrays(self):
        """Returns the weights as files order them."""
        arrays = []
        for part in self.weighted:
            arrays += [to_file(part.weight), part.bias.detach().numpy()]
        return arrays
