"""Fills a storage of Optuna with trials: `python bench/ui/optuna_peer.py sqlite:///FILE < trials.json`, as race.ts writes them.

Rows go in at once, by Optuna's own models: its `add_trial` takes a transaction each, and 50 000 of them ten minutes.
"""
import json
import sys
from datetime import datetime, timezone

import optuna
from optuna.distributions import CategoricalDistribution, FloatDistribution, IntDistribution, distribution_to_json
from optuna.storages import RDBStorage
from optuna.storages._rdb import models
from sqlalchemy import insert

distributions = {
    "rate": FloatDistribution(1e-5, 1, log=True),
    "momentum": FloatDistribution(0, 1),
    "units": IntDistribution(8, 512),
    "layers": IntDistribution(1, 6),
    "kind": CategoricalDistribution(["adam", "sgd", "lion"]),
}
texts = {name: distribution_to_json(distribution) for name, distribution in distributions.items()}
states = {"complete": "COMPLETE", "pruned": "PRUNED", "failed": "FAIL"}


def at(milliseconds):
    return datetime.fromtimestamp(milliseconds / 1000, timezone.utc).replace(tzinfo=None)


storage = RDBStorage(sys.argv[1])
study = optuna.create_study(storage=storage, study_name="large", direction="minimize")
trials = json.load(sys.stdin)
rows = {models.TrialModel: [], models.TrialParamModel: [], models.TrialValueModel: [], models.TrialIntermediateValueModel: []}
for number, trial in enumerate(trials):
    id = number + 1
    rows[models.TrialModel].append(
        {"trial_id": id, "number": number, "study_id": study._study_id, "state": states[trial["state"]],
         "datetime_start": at(trial["startedAt"]), "datetime_complete": at(trial["finishedAt"])}
    )
    for name, value in trial["params"].items():
        rows[models.TrialParamModel].append(
            {"trial_id": id, "param_name": name, "param_value": distributions[name].to_internal_repr(value),
             "distribution_json": texts[name]}
        )
    if trial["state"] == "complete":
        rows[models.TrialValueModel].append({"trial_id": id, "objective": 0, "value": trial["value"], "value_type": "FINITE"})
    for report in trial["reports"]:
        rows[models.TrialIntermediateValueModel].append(
            {"trial_id": id, "step": report["step"], "intermediate_value": report["value"],
             "intermediate_value_type": "FINITE"}
        )
with storage.engine.begin() as connection:
    for model, all in rows.items():
        if all:
            connection.execute(insert(model), all)
