"""Games between an autoencoder and a critic, in PyTorch: three moves a step, as AdversarialSession.java has them."""

import torch
import torch.nn.functional as F

from torch_model import Model
from torch_objectives import adam, divergence, drawn

REAL = 0.9  # what real rows count as
FEATURE_BETA = 2 * 0.05 * 0.05


class Critic(torch.nn.Sequential):
    """Tells real rows from made ones; the largest singular value of each matrix is held at 1 at most."""

    def __init__(self, inputs):
        super().__init__(
            torch.nn.Linear(inputs, 256),
            torch.nn.LeakyReLU(0.01),
            torch.nn.Linear(256, 256),
            torch.nn.LeakyReLU(0.01),
            torch.nn.Linear(256, 1),
        )
        for i, part in enumerate(self):
            if isinstance(part, torch.nn.Linear):
                torch.nn.init.xavier_uniform_(part.weight)
                torch.nn.init.zeros_(part.bias)
                self.register_buffer(f"singular{i}", F.normalize(torch.randn(part.out_features), dim=0))

    @torch.no_grad()
    def bound(self):
        """Takes one power iteration."""
        for i, part in enumerate(self):
            if isinstance(part, torch.nn.Linear):
                vector = getattr(self, f"singular{i}")
                right = part.weight @ F.normalize(vector @ part.weight, dim=0)
                norm = right.norm()
                vector.copy_(right / norm)
                part.weight.div_(norm.clamp(min=1))

    def features(self, x):
        return self[1](self[0](x))


class Game(torch.nn.Module):
    def __init__(self, case):
        super().__init__()
        self.case = case
        self.model = Model(case, case.decoder)
        self.size = case.decoder[0].inputs[0]
        self.critic = Critic(self.size if case.objective == "aae" else case.features)

    def start(self, compiled):
        self.critic.bound()
        self.moves = [self.move(*move, compiled) for move in self.described()]

    def move(self, loss, trained, compiled):
        """Returns a step that changes these weights alone."""
        parameters = [parameter for part in trained for parameter in part.parameters()]
        optimizer = adam(parameters)

        def step(x):
            optimizer.zero_grad(set_to_none=True)
            value = loss(x)
            value.backward(inputs=parameters)
            optimizer.step()
            return value

        return compiled(step)

    def step(self, x):
        reconstruct, judge, fool = self.moves
        loss = reconstruct(x)
        judge(x)
        self.critic.bound()
        fool(x)
        return loss

    def arrays(self):
        return self.model.arrays()

    def noise(self, x):
        return torch.randn(x.shape[0], self.size, dtype=x.dtype)

    def judged(self, real, made):
        """Returns the critic's loss."""
        logits = self.critic(torch.cat([real, made]))
        targets = torch.zeros_like(logits)
        targets[: len(real)] = REAL
        return F.binary_cross_entropy_with_logits(logits, targets)

    def fooled(self, made):
        logits = self.critic(made)
        return F.binary_cross_entropy_with_logits(logits, torch.ones_like(logits))


class GameOfCodes(Game):
    """An adversarial autoencoder."""

    def described(self):
        encoder, decoder = self.model.encoder, self.model.decoder
        return [
            (lambda x: F.mse_loss(self.model(x), x), [encoder, decoder]),
            (lambda x: self.judged(self.noise(x), encoder(x).detach()), [self.critic]),
            (lambda x: self.fooled(encoder(x)), [encoder]),
        ]


class GameOfSamples(Game):
    """A GAN whose encoder learns to find codes, or a VAE-GAN."""

    def described(self):
        encoder, decoder = self.model.encoder, self.model.decoder
        rest = [
            (lambda x: self.judged(x, self.made(x).detach()), [self.critic]),
            (lambda x: self.fooled(self.made(x)), [decoder]),
        ]
        if self.case.objective == "vae-gan":
            return [(self.seen, [encoder, decoder]), *rest]
        return [(lambda x: F.mse_loss(self.model(x), x), [encoder]), *rest]

    def made(self, x):
        return self.model.decoder(self.noise(x))

    def seen(self, x):
        """Returns how far samples and reconstructions are apart in the critic's eyes."""
        told = self.model.encoder(x).chunk(2, dim=1)
        with torch.no_grad():
            wanted = self.critic.features(x)
        given = self.critic.features(self.model.decoder(drawn(*told)))
        return ((given - wanted).square().sum(1) + FEATURE_BETA * divergence(*told)).mean()


GAMES = {"aae": GameOfCodes, "gan": GameOfSamples, "vae-gan": GameOfSamples}
