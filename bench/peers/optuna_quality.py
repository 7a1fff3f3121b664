"""Simple regret of Optuna's samplers on the functions of bench/tune/functions.ts, median over seeds.

optuna_quality.py SAMPLER FUNCTION TRIALS SEEDS
"""
import math
import statistics
import sys
import warnings

import optuna

warnings.filterwarnings("ignore")
optuna.logging.set_verbosity(optuna.logging.ERROR)

A = [[10, 3, 17, 3.5, 1.7, 8], [0.05, 10, 17, 0.1, 8, 14], [3, 3.5, 1.7, 10, 17, 8], [17, 8, 0.05, 10, 0.1, 14]]
P = [
    [0.1312, 0.1696, 0.5569, 0.0124, 0.8283, 0.5886],
    [0.2329, 0.4135, 0.8307, 0.3736, 0.1004, 0.9991],
    [0.2348, 0.1451, 0.3522, 0.2883, 0.3047, 0.665],
    [0.4047, 0.8828, 0.8732, 0.5743, 0.1091, 0.0381],
]


def xs(trial, n, low, high):
    return [trial.suggest_float(f"x{i}", low, high) for i in range(n)]


def branin(t):
    a, b = t.suggest_float("x0", -5, 10), t.suggest_float("x1", 0, 15)
    return (b - 5.1 / (4 * math.pi**2) * a**2 + 5 / math.pi * a - 6) ** 2 + 10 * (1 - 1 / (8 * math.pi)) * math.cos(a) + 10 - 0.39788735772973816


def hartmann6(t):
    x = xs(t, 6, 0, 1)
    return 3.322368011415515 - sum(
        w * math.exp(-sum(A[i][j] * (x[j] - P[i][j]) ** 2 for j in range(6))) for i, w in enumerate([1, 1.2, 3, 3.2])
    )


def rosenbrock(t):
    x = xs(t, 5, -5, 10)
    return sum(100 * (x[i + 1] - x[i] ** 2) ** 2 + (1 - x[i]) ** 2 for i in range(4))


def rastrigin(t):
    return sum(v**2 - 10 * math.cos(2 * math.pi * v) + 10 for v in xs(t, 5, -4, 6))


def ackley(t):
    x = xs(t, 10, -10, 30)
    return -20 * math.exp(-0.2 * math.sqrt(sum(v * v for v in x) / 10)) - math.exp(sum(math.cos(2 * math.pi * v) for v in x) / 10) + 20 + math.e


def schwefel(t):
    return 418.9828872724339 * 4 - sum(v * math.sin(math.sqrt(abs(v))) for v in xs(t, 4, -500, 500))


def levy(t):
    w = [1 + (v - 1) / 4 for v in xs(t, 6, -10, 10)]
    return (
        math.sin(math.pi * w[0]) ** 2
        + sum((v - 1) ** 2 * (1 + 10 * math.sin(math.pi * v + 1) ** 2) for v in w[:-1])
        + (w[-1] - 1) ** 2 * (1 + math.sin(2 * math.pi * w[-1]) ** 2)
    )


def network(t):
    L = math.log10(t.suggest_float("rate", 1e-5, 1, log=True))
    b = t.suggest_int("batchLog2", 3, 9)
    layers = t.suggest_int("layers", 1, 8)
    u = math.log2(t.suggest_int("units", 8, 1024, log=True))
    dropout = t.suggest_float("dropout", 0, 0.8)
    a = {"relu": 0.05, "tanh": 0.2, "sigmoid": 0.5, "gelu": 0}[t.suggest_categorical("activation", ["relu", "tanh", "sigmoid", "gelu"])]
    W = math.log10(t.suggest_float("decay", 1e-7, 1e-1, log=True))
    kind = t.suggest_categorical("optimizer", ["sgd", "adam", "rmsprop"])
    if kind == "sgd":
        o, c = 0.1 + 4 * (t.suggest_float("momentum", 0, 0.99) - 0.9) ** 2, -1
    elif kind == "adam":
        o, c = 0.1 * (math.log10(t.suggest_float("oneMinusBeta2", 1e-5, 1e-1, log=True)) + 3) ** 2, -3
    else:
        o, c = 0.05 + 0.02 * (math.log10(t.suggest_float("epsilon", 1e-10, 1e-4, log=True)) + 7) ** 2, -3.2
    return (
        0.3 * (L - c - 0.15 * (b - 6)) ** 2 + 0.1 * abs(layers - 3) + 0.05 * (u - 7) ** 2 + 0.02 * (layers - 3) * (u - 7)
        + 2 * (dropout - 0.3) ** 2 + a + 0.04 * (W + 4) ** 2 + o
    )


samplers = {
    "random": lambda seed: optuna.samplers.RandomSampler(seed=seed),
    "tpe": lambda seed: optuna.samplers.TPESampler(seed=seed, multivariate=True, group=True),
    "tpe-univariate": lambda seed: optuna.samplers.TPESampler(seed=seed),
    "gp": lambda seed: optuna.samplers.GPSampler(seed=seed, deterministic_objective=True),
    "cmaes": lambda seed: optuna.samplers.CmaEsSampler(seed=seed),
}

name, function, trials, seeds = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
found = []
for seed in range(seeds):
    study = optuna.create_study(sampler=samplers[name](seed))
    study.optimize(globals()[function], n_trials=trials)
    found.append(study.best_value)
print(function, trials, name, f"{statistics.median(found):.4g}")
