"""Records Optuna 5's importances of fixed studies: `python record.py > optuna.json`."""

import json
import math
import sys
import warnings

import numpy as np
import optuna
from optuna.importance import FanovaImportanceEvaluator, PedAnovaImportanceEvaluator

warnings.filterwarnings("ignore")
optuna.logging.set_verbosity(optuna.logging.ERROR)


def linear(t):
    return 4 * t.suggest_float("x", 0, 1) + 2 * t.suggest_float("y", 0, 1) + t.suggest_float("z", 0, 1)


def mixed(t):
    kind = t.suggest_categorical("kind", ["a", "b", "c"])
    n = t.suggest_int("n", 1, 8)
    x = t.suggest_float("x", -2, 2)
    t.suggest_float("idle", 0, 1)
    return {"a": 0.0, "b": 3.0, "c": 1.0}[kind] + 0.5 * abs(n - 3) + x * x


def scaled(t):
    rate = t.suggest_float("rate", 1e-5, 1, log=True)
    units = t.suggest_int("units", 8, 512, log=True)
    drop = t.suggest_float("drop", 0, 0.8)
    return (math.log10(rate) + 3) ** 2 + 0.3 * (math.log2(units) - 7) ** 2 + drop


def conditional(t):
    kind = t.suggest_categorical("optimizer", ["sgd", "adam"])
    rate = t.suggest_float("rate", -3, 3)
    if kind == "sgd":
        return rate * rate + 6 * (t.suggest_float("momentum", 0, 1) - 0.9) ** 2
    return rate * rate + 0.5 + 0.2 * t.suggest_float("beta", 0, 1)


def record(objective, trials, seed, conditional=False):
    study = optuna.create_study(sampler=optuna.samplers.RandomSampler(seed=seed))
    study.optimize(objective, n_trials=trials)
    names = sorted({n for t in study.trials for n in t.params})
    fanova = [FanovaImportanceEvaluator(seed=s).evaluate(study) for s in range(5)]
    ped = PedAnovaImportanceEvaluator().evaluate(study)
    return {
        "params": [t.params for t in study.trials],
        "values": [t.value for t in study.trials],
        "fanova": {n: float(np.mean([f[n] for f in fanova])) for n in names if n in fanova[0]},
        "pedAnova": {n: float(ped[n]) for n in names},
    }


json.dump(
    {
        "optuna": optuna.__version__,
        "linear": record(linear, 150, 1),
        "mixed": record(mixed, 150, 2),
        "scaled": record(scaled, 150, 3),
        "conditional": record(conditional, 150, 4),
    },
    sys.stdout,
)
