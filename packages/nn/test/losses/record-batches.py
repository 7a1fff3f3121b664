"""Losses that look at whole batches or sequences, and their gradients, in float64 by PyTorch: python record-batches.py > recorded-batches.json

CTC and triplets by torch.nn, the others by the formulas of their papers; dice by Keras.
"""

import json
import os

os.environ["KERAS_BACKEND"] = "torch"
import keras
import numpy as np
import torch
import torch.nn.functional as F

torch.set_default_dtype(torch.float64)
keras.config.set_floatx("float64")
random = np.random.default_rng(3)
some = lambda *shape: np.round(random.normal(size=shape), 3)
tensor = lambda a: torch.tensor(a)


def listed(a):
    a = np.asarray(a)
    return {"shape": list(a.shape), "data": [float(f"{x:.9g}") for x in a.ravel()]}


def record(f, outputs, **more):
    """f of tensors by name gives a number a row; the gradients of its weighted sum, as losses.test.ts weighs."""
    given = {name: torch.tensor(value, requires_grad=True) for name, value in outputs.items()}
    loss = f(**given)
    weights = torch.arange(1, loss.numel() + 1)
    gradients = torch.autograd.grad((loss * weights).sum(), list(given.values()))
    return {
        "prediction": {name: listed(value) for name, value in outputs.items()},
        "loss": listed(loss.detach()),
        "gradient": {name: listed(g) for name, g in zip(outputs, gradients)},
        **{name: listed(value) for name, value in more.items()},
    }


def by_ctc(labels, label_lengths, input_lengths, blank=0):
    return lambda logits: F.ctc_loss(
        F.log_softmax(logits, -1).transpose(0, 1), tensor(labels), tensor(input_lengths), tensor(label_lengths), blank=blank, reduction="none"
    )


def batch_hard(groups, margin):
    def loss(codes):
        rows = []
        for i, own in enumerate(groups):
            to = [torch.linalg.vector_norm(codes[i] - codes[j]) if j != i else None for j in range(len(groups))]
            alike = [d for j, d in enumerate(to) if j != i and groups[j] == own]
            others = [d for j, d in enumerate(to) if groups[j] != own]
            both = alike and others
            rows.append(F.relu(torch.stack(alike).max() - torch.stack(others).min() + margin) if both else codes.sum() * 0)
        return torch.stack(rows)

    return loss


def info_nce(temperature, both):
    def loss(left, right):
        scores = F.normalize(left, dim=-1) @ F.normalize(right, dim=-1).T / temperature
        right_ones = torch.arange(len(left))
        there = F.cross_entropy(scores, right_ones, reduction="none")
        return (there + F.cross_entropy(scores.T, right_ones, reduction="none")) / 2 if both else there

    return loss


def nt_xent(temperature):
    def loss(left, right):
        n = len(left)
        codes = F.normalize(torch.cat([left, right]), dim=-1)
        scores = (codes @ codes.T / temperature).masked_fill(torch.eye(2 * n, dtype=torch.bool), -float("inf"))
        each = F.cross_entropy(scores, (torch.arange(2 * n) + n) % (2 * n), reduction="none")
        return (each[:n] + each[n:]) / 2

    return loss


LABELS = [[1, 2, 2, 3], [4, 0, 0, 0], [1, 1, 1, 0], [0, 0, 0, 0], [2, 4, 2, 1]]
LENGTHS = [4, 1, 3, 0, 4]
LAST = [[0, 1, 1, 2], [3, 4, 4, 4], [0, 0, 0, 4], [4, 4, 4, 4], [1, 3, 1, 0]]
STEPS = [7, 3, 5, 4, 6]
SCORES = 3 * some(5, 7, 5)
PAIRS = {"left": some(6, 4), "right": some(6, 4)}
TRIPLES = {"anchor": some(5, 3), "positive": some(5, 3), "negative": some(5, 3)}
GROUPS = [0, 1, 0, 2, 1, 0, 7]
P = {"prediction": [[0.5, 0.9, 0.01], [0.25, 1e-5, 0.999]], "target": [[1.0, 1.0, 0.0], [0.0, 0.0, 1.0]]}
row = lambda a, i: keras.ops.convert_to_tensor(np.float64([a[i]]))

print(
    json.dumps(
        {
            "torch": torch.__version__,
            "keras": keras.__version__,
            "cases": {
                "ctc": record(by_ctc(LABELS, LENGTHS, [7] * 5), {"logits": SCORES}, target=LABELS),
                "ctc with lengths": record(by_ctc(LABELS, LENGTHS, STEPS), {"logits": SCORES}, target=LABELS, inputLengths=STEPS, labelLengths=LENGTHS),
                "ctc with a blank at the end": record(by_ctc(LAST, LENGTHS, [7] * 5, 4), {"logits": SCORES}, target=LAST),
                "triplet": record(lambda anchor, positive, negative: F.triplet_margin_loss(anchor, positive, negative, eps=0, reduction="none"), TRIPLES),
                "triplet with margin 0.2": record(
                    lambda anchor, positive, negative: F.triplet_margin_loss(anchor, positive, negative, margin=0.2, eps=0, reduction="none"), TRIPLES
                ),
                "batchHardTriplet": record(batch_hard(GROUPS, 1.0), {"codes": some(7, 3)}, target=GROUPS),
                "marginRanking": record(
                    lambda left, right: F.margin_ranking_loss(left, right, tensor([1.0, -1, 1, -1]), margin=0.5, reduction="none"),
                    {"left": some(4), "right": some(4)},
                    target=[1, -1, 1, -1],
                ),
                "infoNce": record(info_nce(0.1, False), PAIRS),
                "infoNce both ways": record(info_nce(0.5, True), PAIRS),
                "ntXent": record(nt_xent(0.5), PAIRS),
            },
            "dice": [float(keras.losses.dice(row(P["target"], i), row(P["prediction"], i))) for i in range(2)],
        }
    )
)
