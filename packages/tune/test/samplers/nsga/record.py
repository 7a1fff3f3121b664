"""Median hypervolumes of Optuna 5's genetic samplers over 6 seeds."""
import json
from pathlib import Path

import numpy as np
import optuna
from optuna._hypervolume import compute_hypervolume

optuna.logging.set_verbosity(optuna.logging.ERROR)


def zdt1(x):
    g = 1 + 9 * sum(x[1:]) / (len(x) - 1)
    return x[0], g * (1 - np.sqrt(x[0] / g))


def dtlz2(x):
    g = sum((v - 0.5) ** 2 for v in x[2:])
    a, b = x[0] * np.pi / 2, x[1] * np.pi / 2
    return (1 + g) * np.cos(a) * np.cos(b), (1 + g) * np.cos(a) * np.sin(b), (1 + g) * np.sin(a)


def median(sampler, d, objective, reference, trials):
    volumes = []
    for seed in range(6):
        study = optuna.create_study(directions=["minimize"] * len(reference), sampler=sampler(seed=seed))
        study.optimize(lambda t: objective([t.suggest_float(f"x{i}", 0, 1) for i in range(d)]), n_trials=trials)
        losses = np.minimum(np.array([t.values for t in study.trials]), np.array(reference))
        volumes.append(compute_hypervolume(losses, np.array(reference)))
    return float(np.median(volumes))


samplers = {"nsga2": optuna.samplers.NSGAIISampler, "nsga3": optuna.samplers.NSGAIIISampler}
out = {
    name: {"zdt1": median(sampler, 10, zdt1, [1.1, 6.0], 200), "dtlz2": median(sampler, 7, dtlz2, [2.0] * 3, 300)}
    for name, sampler in samplers.items()
}
Path(__file__).with_name("optuna.json").write_text(json.dumps(out))
