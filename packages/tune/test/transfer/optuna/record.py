"""Makes the storages that the test of the import reads, and what Optuna itself says of them.

    TZ=UTC python record.py optuna-4.9.0.sql       (with that version of optuna installed)

Writes the database as SQL, and beside it, as JSON, the studies as Optuna loads them.
"""
import json
import sqlite3
import sys
import tempfile
import optuna
from optuna.distributions import FloatDistribution
from optuna.trial import TrialState, create_trial

optuna.logging.set_verbosity(optuna.logging.ERROR)
target = sys.argv[1]
path = tempfile.mkdtemp() + "/optuna.db"
storage = optuna.storages.RDBStorage(f"sqlite:///{path}")

# Every kind of distribution, asked by name, with a branch; reports, a pruned, a failed, a running and waiting trials.
def objective(trial):
    kind = trial.suggest_categorical("kind", ["sgd", "adam", None, True, 3, 0.5])
    rate = trial.suggest_float("rate", 1e-5, 1.0, log=True)
    step = trial.suggest_float("step", 0.0, 1.0, step=0.1)
    units = trial.suggest_int("units", 8, 512, log=True)
    layers = trial.suggest_int("layers", 2, 10, step=2)
    trial.suggest_int("fixed", 3, 3)
    if kind == "adam":
        trial.suggest_float("beta", 0.8, 1.0)
    for at in range(3):
        trial.report(rate + 1.0 / (at + 1), at)
    trial.set_user_attr("note", {"host": "a", "list": [1, None, "x"]})
    if trial.number == 2:
        raise optuna.TrialPruned()
    if trial.number == 3:
        raise ValueError("no")
    return rate + step + units / 512 + layers / 10

study = optuna.create_study(study_name="single", storage=storage, direction="minimize",
                            sampler=optuna.samplers.RandomSampler(seed=1))
study.set_user_attr("owner", "somebody")
study.optimize(objective, n_trials=6, catch=(ValueError,))
study.enqueue_trial({"rate": 0.01, "kind": "adam"}, user_attrs={"by": "hand"})
study.ask()                                     # takes what was enqueued, and is never told: it runs
study.enqueue_trial({"rate": 0.02})
study.add_trial(create_trial(params={"p": 0.5}, distributions={"p": FloatDistribution(0, 1)}, value=float("inf")))
study.add_trial(create_trial(state=TrialState.PRUNED, params={"p": 0.25}, distributions={"p": FloatDistribution(0, 1)},
    intermediate_values={0: float("nan"), 5: float("-inf"), 7: 1.5}, user_attrs={"odd": float("nan")}))

# Several objectives with constraints.
def constraints(trial):
    return trial.user_attrs["c"]
def two(trial):
    x, y = trial.suggest_float("x", 0, 5), trial.suggest_float("y", -3, 3)
    trial.set_user_attr("c", [x - 4, y - 1])
    return x ** 2 + y, (x - 2) ** 2 + y ** 2
front = optuna.create_study(study_name="front", storage=storage, directions=["minimize", "maximize"],
                            sampler=optuna.samplers.NSGAIISampler(seed=2, population_size=4, constraints_func=constraints))
front.set_metric_names(["cost", "gain"])
front.optimize(two, n_trials=9)

# Nothing in it yet.
optuna.create_study(study_name="empty", storage=storage, direction="maximize")

def shown(v):
    return v if v is None or v == v and abs(v) != float("inf") else str(v)
out = {}
for s in optuna.get_all_study_summaries(storage):
    st = optuna.load_study(study_name=s.study_name, storage=storage)
    out[s.study_name] = dict(
        directions=[d.name.lower() for d in st.directions],
        userAttributes=st.user_attrs,
        best=None if len(st.directions) > 1 or s.study_name == "empty" else dict(number=st.best_trial.number, value=st.best_value, params=st.best_params),
        front=[t.number for t in st.best_trials] if s.study_name == "front" else None,
        trials=[dict(number=t.number, state=t.state.name, values=None if t.values is None else [shown(v) for v in t.values], params=t.params,
                     reports=[[k, shown(v)] for k, v in sorted(t.intermediate_values.items())],
                     constraints=t.system_attrs.get("constraints"),
                     start=None if t.datetime_start is None else t.datetime_start.isoformat(),
                     complete=None if t.datetime_complete is None else t.datetime_complete.isoformat())
                for t in st.trials])
with open(target, "w") as file:
    file.write("\n".join(sqlite3.connect(path).iterdump()) + "\n")
with open(target.replace(".sql", ".json"), "w") as file:
    file.write(json.dumps(out, indent=1) + "\n")
