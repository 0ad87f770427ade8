"""What is minimised, in PyTorch: formulas are those of the Javadoc of Objective, CodePenalty and Likelihood."""

import math

import torch
import torch.nn.functional as F

from cases import BETA1, BETA2, EPSILON, LEARNING_RATE
from torch_model import Model, from_file

LEVELS = 255  # of 8-bit data, from 0


def adam(parameters):
    return torch.optim.Adam(parameters, lr=LEARNING_RATE, betas=(BETA1, BETA2), eps=EPSILON, fused=True)


def distance(name, y, x):
    """Returns the mean distance of values; cross-entropies start from logits."""
    return F.binary_cross_entropy_with_logits(y, x) if name == "bce" else F.mse_loss(y, x)


def gaussian(y, x):
    mean, log_variance = y.chunk(2, dim=1)
    log_variance = log_variance.clamp(-14, 14)
    return 0.5 * ((mean - x) ** 2 * torch.exp(-log_variance) + log_variance + math.log(2 * math.pi)).sum(1)


def logistic_mixture(y, x):
    logits, means, log_scales = y.view(x.shape[0], 3, -1, x.shape[1]).unbind(1)
    inverse = torch.exp(-log_scales.clamp(-7, 7))
    centred = (2 * x - 1).unsqueeze(1)
    above = F.logsigmoid((centred + 1 / LEVELS - means) * inverse)
    below = F.logsigmoid(-(centred - 1 / LEVELS - means) * inverse)
    width = torch.log(-torch.expm1(-2 / LEVELS * inverse))
    is_lowest = (x < 0.5 / LEVELS).unsqueeze(1)
    is_highest = (x > 1 - 0.5 / LEVELS).unsqueeze(1)
    inside = torch.where(is_lowest, above, torch.where(is_highest, below, above + below + width))
    return -torch.logsumexp(F.log_softmax(logits, dim=1) + inside, dim=1).sum(1)


def beta_binomial(y, x):
    alpha, beta = y.clamp(-10, 10).exp().chunk(2, dim=1)
    k = torch.round(LEVELS * x)
    chosen = math.lgamma(LEVELS + 1) - torch.lgamma(k + 1) - torch.lgamma(LEVELS - k + 1)
    given = torch.lgamma(k + alpha) + torch.lgamma(LEVELS - k + beta) - torch.lgamma(LEVELS + alpha + beta)
    prior = torch.lgamma(alpha) + torch.lgamma(beta) - torch.lgamma(alpha + beta)
    return -(chosen + given - prior).sum(1)


def categorical(y, x):
    logits = y.view(x.shape[0], -1, x.shape[1])
    return F.cross_entropy(logits, torch.round((logits.shape[1] - 1) * x).long(), reduction="none").sum(1)


def bernoulli(y, x):
    return F.binary_cross_entropy_with_logits(y, x, reduction="none").flatten(1).sum(1)


LIKELIHOODS = {
    "bernoulli": bernoulli,
    "gaussian-variance": gaussian,
    "logistic-mixture": logistic_mixture,
    "beta-binomial": beta_binomial,
    "categorical": categorical,
}


def drawn(mean, log_variance):
    return mean + torch.exp(0.5 * log_variance) * torch.randn_like(mean)


def divergence(mean, log_variance):
    """Returns the divergence from the standard normal prior of each sample."""
    return 0.5 * (mean * mean + log_variance.exp() - log_variance - 1).sum(1)


def discrepancy(codes):
    """Returns the maximum mean discrepancy between codes and as many draws of the prior."""
    rows, size = codes.shape
    both = torch.cat([codes, torch.randn_like(codes)])
    squares = (both * both).sum(1)
    distances = (squares.unsqueeze(0) + squares.unsqueeze(1) - 2 * both @ both.T).clamp(min=0)
    similarities = sum(c / (c + distances) for c in (2 * size * s for s in (0.1, 0.2, 0.5, 1, 2, 5, 10)))
    within = similarities[:rows, :rows].sum() + similarities[rows:, rows:].sum() - 7 * 2 * rows
    return within / (rows * (rows - 1)) - 2 * similarities[:rows, rows:].mean()


class Minimised(torch.nn.Module):
    """A model whose one loss Adam minimises."""

    def __init__(self, case):
        super().__init__()
        self.case = case
        self.model = Model(case, case.decoder_to_loss)
        self.options = case.options
        self.likelihood = LIKELIHOODS[case.options.get("likelihood", "bernoulli")]
        losses = {
            "elbo": self.levels if "upper-latent" in self.options else self.elbo,
            "iwae": self.iwae,
            "vq": self.vq,
            "wae": self.wae,
            "code-matching": self.code_matching,
        }
        self.loss = losses.get(case.objective, self.plain)
        if "upper-latent" in self.options:
            self.posterior, self.prior = (self.between(case.rest[at : at + 4]) for at in (0, 4))
        if "codebook" in self.options:
            for name, values in zip(("entries", "counts", "sums"), case.rest, strict=True):
                self.register_buffer(name, torch.from_numpy(values))

    def start(self, compiled):
        optimizer = adam(self.parameters())

        def step(x):
            optimizer.zero_grad(set_to_none=True)
            loss = self.loss(x)
            loss.backward()
            optimizer.step()
            return loss

        self.step = compiled(step)

    def arrays(self):
        arrays = self.model.arrays()
        if "codebook" in self.options:
            arrays += [values.numpy() for values in (self.entries, self.counts, self.sums)]
        return arrays

    @staticmethod
    def between(arrays):
        """Returns a network from one level to another."""
        w1, b1, w2, b2 = arrays
        network = torch.nn.Sequential(torch.nn.Linear(*w1.shape), torch.nn.ReLU(), torch.nn.Linear(*w2.shape))
        with torch.no_grad():
            for part, w, b in ((network[0], w1, b1), (network[2], w2, b2)):
                part.weight.copy_(from_file(w))
                part.bias.copy_(torch.from_numpy(b))
        return network

    def plain(self, x):
        given = x
        if "corruption" in self.options:
            kind, deviation = self.options["corruption"].split(":")
            if kind != "gaussian":
                raise ValueError(f"unknown corruption {kind}")
            given = x + float(deviation) * torch.randn_like(x)
        code = self.model.encoder(given)
        loss = distance(self.case.objective, self.model.decoder(code), x)
        penalty = self.options.get("code-penalty", "none")
        if penalty == "kl":
            target, mean = 0.05, code.mean(0).clamp(1e-6, 1 - 1e-6)
            apart = target * torch.log(target / mean) + (1 - target) * torch.log((1 - target) / (1 - mean))
            return loss + 0.1 * apart.sum()
        if penalty == "contractive":
            norms = self.model.encoder[0].weight.square().sum(1)
            return loss + 0.1 * ((code * (1 - code)).square() @ norms).mean()
        if penalty != "none":
            raise ValueError(f"unknown penalty on codes {penalty}")
        return loss

    def code_matching(self, x):
        code = self.model.encoder(x)
        return 0.5 * F.mse_loss(code, x) + 0.5 * F.mse_loss(self.model.decoder(code), x)

    def wae(self, x):
        code = self.model.encoder(x)
        return self.case.features * F.mse_loss(self.model.decoder(code), x) + 10 * discrepancy(code)

    def elbo(self, x):
        """Returns the negative evidence lower bound of one draw, in nats, averaged over the batch."""
        told = self.model.encoder(x).chunk(2, dim=1)
        return (self.likelihood(self.model.decoder(drawn(*told)), x) + divergence(*told)).mean()

    def levels(self, x):
        mean, log_variance = self.model.encoder(x).chunk(2, dim=1)
        z = drawn(mean, log_variance)
        told = self.posterior(z).chunk(2, dim=1)
        prior_mean, prior_log_variance = self.prior(drawn(*told)).chunk(2, dim=1)
        charge = (z - prior_mean) ** 2 * torch.exp(-prior_log_variance) + prior_log_variance - log_variance - 1
        loss = self.likelihood(self.model.decoder(z), x) + divergence(*told) + 0.5 * charge.sum(1)
        return loss.mean()

    def iwae(self, x, draws=5):
        mean, log_variance = self.model.encoder(x).repeat_interleave(draws, dim=0).chunk(2, dim=1)
        noise = torch.randn_like(mean)
        z = mean + torch.exp(0.5 * log_variance) * noise
        log_weight = 0.5 * (noise * noise + log_variance - z * z).sum(1)
        log_weight = log_weight - self.likelihood(self.model.decoder(z), x.repeat_interleave(draws, dim=0))
        return (math.log(draws) - torch.logsumexp(log_weight.view(-1, draws), dim=1)).mean()

    def vq(self, x):
        code = self.model.encoder(x)
        planes = code.flatten(1).view(x.shape[0], self.entries.shape[1], -1)
        z = planes.transpose(1, 2).reshape(-1, self.entries.shape[1])
        with torch.no_grad():
            chosen = (0.5 * self.entries.square().sum(1) - z @ self.entries.T).argmin(1)
            nearest = self.entries[chosen]
        quantised = nearest.view(x.shape[0], -1, planes.shape[1]).transpose(1, 2).reshape(code.shape)
        y = self.model.decoder(code + (quantised - code).detach())
        loss = distance(self.options["reconstruction"], y, x) + 0.25 * F.mse_loss(code, quantised)
        self.follow(z.detach(), chosen)
        return loss

    @torch.no_grad()
    def follow(self, z, chosen, decay=0.99, dead_share=0.01):
        """Moves the codebook towards the vectors that chose its entries, and entries hardly used to some of them."""
        uses = torch.zeros_like(self.counts).index_add_(0, chosen, torch.ones_like(z[:, 0]))
        self.counts.mul_(decay).add_(uses, alpha=1 - decay)
        self.sums.mul_(decay).add_(torch.zeros_like(self.sums).index_add_(0, chosen, z), alpha=1 - decay)
        even = z.shape[0] / len(self.counts)
        is_dead = self.counts < dead_share * even
        moved = z[torch.randint(z.shape[0], self.counts.shape)]
        self.counts.copy_(torch.where(is_dead, even, self.counts))
        self.sums.copy_(torch.where(is_dead.unsqueeze(1), even * moved, self.sums))
        self.entries.copy_(self.sums / self.counts.unsqueeze(1))
