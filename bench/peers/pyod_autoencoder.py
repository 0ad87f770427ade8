"""PyOD's autoencoder with its defaults, on the splits of `hourglass reproduce tabular-anomaly`.

Usage: OMP_NUM_THREADS=1 python pyod_autoencoder.py FOLDER_OF_CSV [--seeds 1 2 3 4 5] [--sets NAME ...]

Written anew in PyTorch after https://github.com/yzhao062/pyod (pyod/models/auto_encoder.py, version 2): hidden layers
64-32-64, each linear, batch normalisation, ReLU, dropout 0.2; a linear last layer; mean squared error, Adam 1e-3
with weight decay 1e-5, 10 epochs of shuffled batches of 32; standardised columns; the score of a row is the Euclidean
distance to its reconstruction. Isolation forest (100 trees) and PCA (squared scores over their variances) are those of
scikit-learn and PyOD.

Each set is split alike here and in Java: rows in file order are shuffled by Fisher and Yates, index i from the last
down to 1 swapped with j = (state >> 33) mod (i + 1), where
state = state * 6364136223846793005 + 1442695040888963407 mod 2^64 starts from the seed and steps before each draw
(Knuth's MMIX). The first floor(0.6 n) rows train, the others test. `contaminated` trains on all of the former,
`normal-only` on those without label 1.
"""

import argparse
import gzip
import pathlib

import numpy as np
import torch
from sklearn.ensemble import IsolationForest
from sklearn.metrics import average_precision_score, roc_auc_score
from torch import nn

MASK = (1 << 64) - 1


def load(path):
    with gzip.open(path, "rt") as file:
        table = np.loadtxt(file, delimiter=",", skiprows=1)
    return table[:, :-1], table[:, -1].astype(int)


def split(rows, seed):
    state = seed & MASK
    order = list(range(rows))
    for i in range(rows - 1, 0, -1):
        state = (state * 6364136223846793005 + 1442695040888963407) & MASK
        j = (state >> 33) % (i + 1)
        order[i], order[j] = order[j], order[i]
    train = rows * 6 // 10
    return order[:train], order[train:]


def standardise(train, test):
    mean, deviation = train.mean(0), train.std(0)
    deviation[deviation == 0] = 1
    return (train - mean) / deviation, (test - mean) / deviation


def block(inputs, outputs):
    return nn.Linear(inputs, outputs), nn.BatchNorm1d(outputs), nn.ReLU(), nn.Dropout(0.2)


def autoencoder(train, test, seed):
    torch.manual_seed(seed)
    train, test = (torch.tensor(part, dtype=torch.float32) for part in standardise(train, test))
    features = train.shape[1]
    net = nn.Sequential(*block(features, 64), *block(64, 32), *block(32, 64), nn.Linear(64, features))
    optimizer = torch.optim.Adam(net.parameters(), lr=1e-3, weight_decay=1e-5)
    net.train()
    for _ in range(10):
        order = torch.randperm(len(train))
        for start in range(0, len(train), 32):
            batch = train[order[start : start + 32]]
            if len(batch) > 1:  # batch normalisation needs two rows
                optimizer.zero_grad(set_to_none=True)
                ((net(batch) - batch) ** 2).mean().backward()
                optimizer.step()
    net.eval()
    with torch.no_grad():
        return ((net(test) - test) ** 2).sum(1).sqrt().numpy()


def isolation_forest(train, test, seed):
    return -IsolationForest(n_estimators=100, random_state=seed).fit(train).score_samples(test)


def pca(train, test, seed):
    train, test = standardise(train, test)
    _, singular, components = np.linalg.svd(train, full_matrices=False)
    variances = singular**2 / len(train)
    kept = variances > 1e-9
    return ((test @ components.T) ** 2)[:, kept] @ (1 / variances[kept])


DETECTORS = {"autoencoder": autoencoder, "isolation-forest": isolation_forest, "pca": pca}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3, 4, 5])
    parser.add_argument("--sets", nargs="+")
    options = parser.parse_args()
    torch.set_num_threads(1)
    means = {}
    for path in sorted(options.folder.glob("*.csv.gz"), key=lambda path: int(path.name.split("_")[0])):
        name = path.name.removesuffix(".csv.gz")
        if options.sets and name not in options.sets:
            continue
        rows, labels = load(path)
        found = {}
        for seed in options.seeds:
            train, test = split(len(rows), seed)
            normal = [i for i in train if labels[i] == 0]
            for protocol, chosen in (("contaminated", train), ("normal-only", normal)):
                for detector, run in DETECTORS.items():
                    scores = run(rows[chosen], rows[test], seed)
                    pair = roc_auc_score(labels[test], scores), average_precision_score(labels[test], scores)
                    found.setdefault((protocol, detector), []).append(pair)
        for (protocol, detector), pairs in found.items():
            mean, deviation = np.mean(pairs, 0), np.std(pairs, 0)
            means.setdefault((protocol, detector), []).append(mean)
            print(
                f"{name:20} {protocol:12} {detector:16} ROC-AUC {mean[0]:.4f} +- {deviation[0]:.4f}"
                f"  AP {mean[1]:.4f} +- {deviation[1]:.4f}",
                flush=True,
            )
    for (protocol, detector), pairs in means.items():
        mean = np.mean(pairs, 0)
        print(f"{'mean of ' + str(len(pairs)):20} {protocol:12} {detector:16} ROC-AUC {mean[0]:.4f}  AP {mean[1]:.4f}")


if __name__ == "__main__":
    main()
