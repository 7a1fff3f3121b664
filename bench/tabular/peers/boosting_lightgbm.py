"""LightGBM on the rows of a folder: python boosting_lightgbm.py FOLDER REPEATS THREADS prints one line of JSON."""
import json
import sys
import time

import lightgbm as lgb
import numpy as np

folder, repeats, threads = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
about = json.load(open(f"{folder}/set.json"))
read = lambda file: np.fromfile(f"{folder}/{file}")
X, y, train = np.stack([read(c["file"]) for c in about["columns"]], axis=1), read(about["y"]), about["train"]
categories = [i for i, c in enumerate(about["columns"]) if c["levels"]]
options = dict(objective="binary", num_leaves=31, learning_rate=0.1, num_threads=threads, verbose=-1)


def best(repeats, work):
    wall, processor, result = float("inf"), float("inf"), None
    for _ in range(repeats):
        start, used = time.perf_counter(), time.process_time()
        result = work()
        wall = min(wall, time.perf_counter() - start)
        processor = min(processor, time.process_time() - used)
    return wall, processor, result


def fit():
    data = lgb.Dataset(X[:train], y[:train], categorical_feature=categories)
    return lgb.train(options, data, 100)


fit()
fitted, fitted_processor, model = best(repeats, fit)
predicted, predicted_processor, said = best(5, lambda: model.predict(X[train:], num_threads=threads))
order = np.argsort(said, kind="stable")
ones = y[train:][order] == 1
ranks = np.flatnonzero(ones) + 1
auc = (ranks.sum() - len(ranks) * (len(ranks) + 1) / 2) / (len(ranks) * (len(ones) - len(ranks)))
print(json.dumps(dict(fit=fitted, fitProcessor=fitted_processor, predict=predicted, predictProcessor=predicted_processor, auc=float(auc))))
