"""Rates at steps 0 … 99 of a run of 100, by PyTorch, Keras, optax, or the formula of the paper.

    python record.py > recorded.json
"""
import json
import os

os.environ["KERAS_BACKEND"] = "jax"
import jax

jax.config.update("jax_enable_x64", True)
import keras
import numpy as np
import optax
import torch

keras.config.set_floatx("float64")
N = 100


def by_torch(rate, make):
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=rate)
    scheduler = make(optimizer)
    rates = []
    for _ in range(N):
        rates.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        scheduler.step()
    return rates


by_call = lambda schedule: [float(schedule(t)) for t in range(N)]
S = torch.optim.lr_scheduler
K = keras.optimizers.schedules
cosine = by_call(optax.cosine_decay_schedule(0.3 - 0.01, 90))

rates = {
    "stepDecay": by_torch(0.1, lambda o: S.StepLR(o, 30, 0.1)),
    "exponentialDecay": by_call(K.ExponentialDecay(0.1, 10, 0.9)),
    "inverseTime": by_call(K.InverseTimeDecay(0.1, 20, 0.5)),
    "polynomial": by_call(K.PolynomialDecay(0.1, 100, 0.001, power=2)),
    "polynomial of 40": by_call(K.PolynomialDecay(0.1, 40, 0.001, power=0.5)),
    "linearSchedule": by_call(optax.linear_schedule(0.1, 0.001, 60)),
    "cosine": [0.3 * (t + 1) / 10 if t < 10 else 0.01 + cosine[t - 10] for t in range(N)],
    "cosine without": by_torch(0.3, lambda o: S.CosineAnnealingLR(o, 100, 0.0)),
    "cosineRestarts": by_torch(0.1, lambda o: S.CosineAnnealingWarmRestarts(o, 10, 2, eta_min=0.01)),
    "cosineRestarts alike": by_torch(0.1, lambda o: S.CosineAnnealingWarmRestarts(o, 15, 1)),
    "cosineRestarts by 3": by_torch(0.1, lambda o: S.CosineAnnealingWarmRestarts(o, 7, 3)),
    "warmup": [0.1 * 0.9 ** (t / 10) * min(1, (t + 1) / 20) for t in range(N)],
    "oneCycle": by_torch(0.1, lambda o: S.OneCycleLR(o, 0.1, total_steps=N, cycle_momentum=False)),
    "cyclic": by_torch(0.01, lambda o: S.CyclicLR(o, 0.01, 0.1, 7, 13, cycle_momentum=False)),
    "cyclic halved": by_torch(0.01, lambda o: S.CyclicLR(o, 0.01, 0.1, 8, mode="triangular2", cycle_momentum=False)),
    "cyclic fading": by_torch(0.01, lambda o: S.CyclicLR(o, 0.01, 0.1, 9, mode="exp_range", gamma=0.98, cycle_momentum=False)),
    "piecewise": by_call(K.PiecewiseConstantDecay([19, 69], [0.1, 0.03, 0.001])),
    "noam": [512**-0.5 * min((t + 1) ** -0.5, (t + 1) * 25**-1.5) for t in range(N)],
    "sequenceOf": by_call(
        optax.join_schedules(
            [optax.linear_schedule(0, 0.2, 10), optax.constant_schedule(0.2), optax.cosine_decay_schedule(0.2, 60)],
            [10, 40],
        )
    ),
    "byEpoch": [0.1 * 0.5 ** (t // 7 // 3) for t in range(N)],
}
print(json.dumps({name: [float(f"{x:.8g}") for x in np.ravel(list_)] for name, list_ in rates.items()}))
