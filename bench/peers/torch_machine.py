"""Restricted Boltzmann machines of binary units, in PyTorch: one step of Gibbs sampling a step."""

import torch
import torch.nn.functional as F

from torch_objectives import adam


class Machine(torch.nn.Module):
    def __init__(self, case):
        super().__init__()
        ((w, c, b),) = case.initial
        self.w, self.c, self.b = (torch.nn.Parameter(torch.from_numpy(values)) for values in (w, c, b))
        self.is_persistent = case.objective == "pcd"
        self.chain = None

    def start(self, compiled):
        self.optimizer = adam(self.parameters())
        self.slopes = compiled(torch.no_grad()(self.contrast))

    def hidden(self, v):
        return torch.sigmoid(torch.addmm(self.c, v, self.w))

    def visible(self, h):
        return torch.sigmoid(torch.addmm(self.b, h, self.w.T))

    def contrast(self, v0, chain):
        """Returns the loss, the end of the chain and the slopes of W, c and b."""
        h0 = self.hidden(v0)
        if self.is_persistent:
            v1 = torch.bernoulli(self.visible(torch.bernoulli(self.hidden(chain))))
            loss = F.mse_loss(self.visible(h0), v0)
        else:
            v1 = self.visible(torch.bernoulli(h0))
            loss = F.mse_loss(v1, v0)
        h1 = self.hidden(v1)
        n = len(v0)
        return loss, v1, (v1.T @ h1 - v0.T @ h0) / n, (h1.sum(0) - h0.sum(0)) / n, (v1.sum(0) - v0.sum(0)) / n

    def step(self, x):
        self.chain = x if self.chain is None or not self.is_persistent else self.chain
        loss, self.chain, self.w.grad, self.c.grad, self.b.grad = self.slopes(x, self.chain)
        self.optimizer.step()
        return loss

    def arrays(self):
        return [values.detach().numpy() for values in (self.w, self.c, self.b)]
