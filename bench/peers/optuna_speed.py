"""One study of Optuna in memory with an objective that costs nothing: optuna_speed.py SAMPLER PARAMETERS TRIALS"""
import resource
import sys
import time
import warnings

import optuna

warnings.filterwarnings("ignore")
optuna.logging.set_verbosity(optuna.logging.ERROR)
name, parameters, trials = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
samplers = {
    "random": lambda: optuna.samplers.RandomSampler(seed=1),
    "tpe": lambda: optuna.samplers.TPESampler(seed=1, multivariate=True),
    "gp": lambda: optuna.samplers.GPSampler(seed=1),
    "cmaes": lambda: optuna.samplers.CmaEsSampler(seed=1),
}


def objective(trial):
    return sum(trial.suggest_float(f"x{i}", -5, 5) ** 2 for i in range(parameters))


start = time.perf_counter()
optuna.create_study(sampler=samplers[name]()).optimize(objective, n_trials=trials)
megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
print(f"{time.perf_counter() - start:.2f} s {megabytes} MB")
