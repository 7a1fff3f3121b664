"""Other optimizers on BBOB's functions by IOHexperimenter: bbob_peer.py METHOD DIMENSIONS TRIALS '[[function, instance], …]'.

A line of JSON for each function: the best value after each evaluation.
"""
import json
import logging
import random
import sys
import warnings

import ioh
import numpy as np

warnings.filterwarnings("ignore")
logging.disable(logging.CRITICAL)
method, dimensions, trials = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])


def by_optuna(f, seed):
    import optuna

    optuna.logging.set_verbosity(optuna.logging.ERROR)
    samplers = {
        "optuna-tpe": lambda: optuna.samplers.TPESampler(seed=seed),
        "optuna-gp": lambda: optuna.samplers.GPSampler(seed=seed, deterministic_objective=True),
        "optuna-cmaes": lambda: optuna.samplers.CmaEsSampler(seed=seed),
    }
    study = optuna.create_study(sampler=samplers[method]())
    study.optimize(lambda t: f([t.suggest_float(f"x{i}", -5, 5) for i in range(dimensions)]), n_trials=trials)


def by_nevergrad(f, seed):
    import nevergrad as ng

    box = ng.p.Array(init=np.zeros(dimensions)).set_bounds(-5, 5)
    box.random_state.seed(seed)
    optimizer = ng.optimizers.NGOpt(parametrization=box, budget=trials, num_workers=1)
    optimizer.minimize(lambda x: f(list(x)))


def by_smac(f, seed):
    import tempfile
    from pathlib import Path

    from ConfigSpace import ConfigurationSpace
    from smac import BlackBoxFacade, Scenario

    names = [f"x{i}" for i in range(dimensions)]
    space = ConfigurationSpace({name: (-5.0, 5.0) for name in names}, seed=seed)
    with tempfile.TemporaryDirectory() as folder:
        scenario = Scenario(space, n_trials=trials, seed=seed, deterministic=True, output_directory=Path(folder))
        facade = BlackBoxFacade(scenario, lambda config, seed=0: f([config[name] for name in names]), overwrite=True, logging_level=False)
        facade.optimize()


def by_ax(f, seed):
    from ax.api.client import Client
    from ax.api.configs import RangeParameterConfig

    client = Client(random_seed=seed)
    names = [f"x{i}" for i in range(dimensions)]
    client.configure_experiment(parameters=[RangeParameterConfig(name=name, parameter_type="float", bounds=(-5, 5)) for name in names])
    client.configure_optimization(objective="-y")
    for _ in range(trials):
        for number, point in client.get_next_trials(max_trials=1).items():
            client.complete_trial(trial_index=number, raw_data={"y": f([point[name] for name in names])})


solve = {"nevergrad": by_nevergrad, "smac": by_smac, "ax": by_ax}.get(method, by_optuna)

for number, instance in json.loads(sys.argv[4]):
    random.seed(instance)
    np.random.seed(instance)
    f = ioh.get_problem(number, instance, dimensions, ioh.ProblemClass.BBOB)
    values = []

    def look(x):
        value = f(x)
        values.append(value)
        return value

    solve(look, instance)
    best = np.minimum.accumulate(values)[:trials].tolist()
    best += [best[-1]] * (trials - len(best))
    print(json.dumps({"method": method, "number": number, "dimensions": dimensions, "instance": instance, "best": best}), flush=True)
