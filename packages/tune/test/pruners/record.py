"""Records what Optuna's pruners say to given curves, and what SciPy's signed-rank test says to given differences.

python record.py > optuna.json        (optuna 5.0.0, scipy 1.17.1)
"""

import json
import math
import random
import warnings

import optuna
import scipy.stats as ss

warnings.simplefilter("ignore")
optuna.logging.set_verbosity(optuna.logging.ERROR)
P = optuna.pruners


def curves(seed, trials=20, steps=12, shuffled=False, gaps=False, all_nan=None):
    r = random.Random(seed)
    out = []
    for number in range(trials):
        start, end, noise = r.uniform(0, 2), r.uniform(0, 1), 0.15
        at = list(range(steps))
        if shuffled:
            r.shuffle(at)
        if gaps:
            at = [step for step in at if r.random() < 0.6]
        out.append(
            [
                [step, math.nan if number == all_nan else round(end + start * math.exp(-step / 4) + r.gauss(0, noise), 3)]
                for step in at
            ]
        )
    return out


def stated(value):
    return "NaN" if math.isnan(value) else value


def case(pruner_name, options, make, direction="minimize", obedient=True, **shape):
    given = curves(**shape)
    study = optuna.create_study(direction=direction, pruner=make())
    verdicts = []
    for curve in given:
        trial = study.ask()
        said = []
        for step, value in curve:
            trial.report(value if direction == "minimize" else -value, step)
            stop = trial.should_prune()
            said.append(int(stop))
            if stop and obedient:
                break
        verdicts.append("".join(map(str, said)))
        if said and said[-1] and obedient:
            study.tell(trial, state=optuna.trial.TrialState.PRUNED)
        elif len(curve) == 0 or any(math.isnan(v) for _, v in curve):
            study.tell(trial, state=optuna.trial.TrialState.FAIL)
        else:
            mean = sum(v for _, v in curve) / len(curve)
            study.tell(trial, mean if direction == "minimize" else -mean)
    return {
        "pruner": pruner_name,
        "options": options,
        "direction": direction,
        "obedient": obedient,
        "curves": [[[step, stated(value)] for step, value in curve] for curve in given],
        "verdicts": verdicts,
    }


def percentile(p, startup=5, warmup=0, interval=1, least=1):
    options = {"p": p, "startupTrials": startup, "warmupSteps": warmup, "interval": interval, "minReports": least}
    return "percentile", options, lambda: P.PercentilePruner(p, startup, warmup, interval, n_min_trials=least)


def patient(patience, delta, inner):
    options = {"patience": patience, "minDelta": delta, "median": inner}
    return "patient", options, lambda: P.PatientPruner(P.MedianPruner() if inner else None, patience, delta)


def halving(least, factor, rate=0, bootstrap=0):
    options = {
        "minResource": least,
        "reductionFactor": factor,
        "minEarlyStoppingRate": rate,
        "bootstrapCount": bootstrap,
    }
    return "successiveHalving", options, lambda: P.SuccessiveHalvingPruner(least, factor, rate, bootstrap)


def threshold(lower, upper, warmup=0, interval=1):
    options = {"lower": lower, "upper": upper, "warmupSteps": warmup, "interval": interval}
    return "threshold", options, lambda: P.ThresholdPruner(lower, upper, warmup, interval)


def wilcoxon(p, startup=2):
    return "wilcoxon", {"p": p, "startupSteps": startup}, lambda: P.WilcoxonPruner(p_threshold=p, n_startup_steps=startup)


cases = [
    case(*percentile(50), seed=1),
    case(*percentile(50), direction="maximize", seed=1),
    case(*percentile(50), seed=2, obedient=False),
    case(*percentile(50), seed=3, all_nan=12),
    case(*percentile(25, 3, 2, 3, 2), seed=4, gaps=True),
    case(*percentile(80, 0, 4, 5), seed=5),
    case(*percentile(0), seed=6),
    case(*percentile(100), seed=7),
    case(*patient(2, 0, False), seed=8),
    case(*patient(0, 0.05, False), direction="maximize", seed=9),
    case(*patient(3, 0.1, True), seed=10, gaps=True),
    case(*patient(1, 0, True), seed=11, obedient=False),
    case(*threshold(-0.1, 1.5), seed=12),
    case(*threshold(0.1, 1.2, 3, 4), seed=13, gaps=True, all_nan=5),
    case(*halving(1, 2), seed=14),
    case(*halving(1, 3), direction="maximize", seed=15),
    case(*halving(2, 4), seed=16, gaps=True),
    case(*halving(1, 4), seed=17),
    case(*halving(1, 2, 1), seed=18, all_nan=9),
    case(*halving(1, 2, 0, 3), seed=19),
    case(*halving(1, 2), seed=20, obedient=False),
    case(*wilcoxon(0.1), seed=21, shuffled=True),
    case(*wilcoxon(0.3, 5), direction="maximize", seed=22, shuffled=True),
    case(*wilcoxon(0.1), seed=23, gaps=True),
]

tests = []
r = random.Random(0)
for n in [1, 2, 5, 9, 13, 20, 50, 51, 80]:
    for digits in [6, 0] if n <= 13 or n > 50 else [6]:
        shift = r.uniform(0, 0.8)
        d = [round(r.gauss(shift, 2), digits) for _ in range(n)]
        tests.append({"differences": d, "p": ss.wilcoxon(d, alternative="greater", zero_method="zsplit").pvalue})

budgets = []
for least, most, factor in [(1, 81, 3), (1, 100, 3), (2, 30, 2), (1, 2, 3), (5, 100, 4)]:
    pruner = P.HyperbandPruner(least, most, factor)
    study = optuna.create_study(pruner=pruner)
    trial = study.ask()
    trial.report(1, 0)
    trial.should_prune()
    budgets.append({"least": least, "most": most, "factor": factor, "shares": pruner._trial_allocation_budgets})

print(json.dumps({"cases": cases, "signedRank": tests, "brackets": budgets}))
