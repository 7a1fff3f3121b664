"""Median best values of Optuna 5's CmaEsSampler over 30 seeds."""
import json
from pathlib import Path

import numpy as np
import optuna

optuna.logging.set_verbosity(optuna.logging.ERROR)


def rosenbrock(x):
    return sum(100 * (b - a * a) ** 2 + (1 - a) ** 2 for a, b in zip(x, x[1:]))


def rastrigin(x):
    return sum(v * v - 10 * np.cos(2 * np.pi * v) + 10 for v in x)


def ackley(x):
    x = np.array(x)
    return float(-20 * np.exp(-0.2 * np.sqrt(np.mean(x * x))) - np.exp(np.mean(np.cos(2 * np.pi * x))) + 20 + np.e)


def median(objective, low, high, d, trials):
    best = []
    for seed in range(30):
        study = optuna.create_study(sampler=optuna.samplers.CmaEsSampler(seed=seed))
        study.optimize(lambda t: objective([t.suggest_float(f"x{i}", low, high) for i in range(d)]), n_trials=trials)
        best.append(study.best_value)
    return float(np.median(best))


out = {
    "rastrigin": median(rastrigin, -4, 6, 5, 100),
    "rosenbrock": median(rosenbrock, -5, 10, 5, 100),
    "ackley": median(ackley, -10, 30, 10, 200),
}
Path(__file__).with_name("optuna.json").write_text(json.dumps(out))
