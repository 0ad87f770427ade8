"""PyTorch: eager, eager with channels last, compiled, or eager in float64 as the reference."""

import time
from collections import deque

import numpy as np
import torch
import torch.nn.functional as F

from cases import LAST_STEPS
from torch_games import GAMES
from torch_machine import Machine
from torch_model import Model
from torch_objectives import Minimised


class Session:
    def __init__(self, mode, case):
        self.dtype = torch.float64 if mode == "reference" else torch.float32
        self.is_channels_last = mode == "torch-channels-last" and len(case.shape) == 3
        self.compiled = torch.compile if mode == "torch-compile" else lambda function: function
        self.data = torch.from_numpy(case.data(self.is_channels_last)).to(self.dtype)

    def rows(self, rows):
        """Returns samples as [rows, D] or [rows, C, H, W]; with channels last they lie so and are only seen so."""
        x = self.data.index_select(0, rows)
        return x.permute(0, 3, 1, 2) if self.is_channels_last else x

    def laid_out(self, module):
        module.to(self.dtype)
        return module.to(memory_format=torch.channels_last) if self.is_channels_last else module


class Training(Session):
    def __init__(self, mode, case):
        super().__init__(mode, case)
        self.batches = torch.from_numpy(case.batches().astype(np.int64))
        self.taken = 0
        kind = Machine if case.is_machine else GAMES.get(case.objective, Minimised)
        self.trained = self.laid_out(kind(case))
        self.trained.start(self.compiled)

    def run(self, count):
        last = deque(maxlen=LAST_STEPS)
        started = time.perf_counter()
        for _ in range(count):
            rows = self.batches[self.taken % len(self.batches)]
            last.append(self.trained.step(self.rows(rows)).detach())
            self.taken += 1
        seconds = time.perf_counter() - started
        return seconds, float(torch.stack(tuple(last)).mean())

    def weights(self):
        return self.trained.arrays()


class Inference(Session):
    def __init__(self, mode, case):
        super().__init__(mode, case)
        self.model = self.laid_out(Model(case, case.decoder))
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
