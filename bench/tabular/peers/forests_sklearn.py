"""scikit-learn's forests on the rows of a folder; see forests.ts. Prints one line of JSON."""
import json
import sys
import time

import numpy as np
from sklearn import ensemble

folder, name, trees, train, columns, threads, repeats = sys.argv[1], sys.argv[2], *map(int, sys.argv[3:])
forest, target = name.split(", ")
kind = {"randomForest": "RandomForest", "extraTrees": "ExtraTrees"}[forest]
make = getattr(ensemble, kind + ("Classifier" if target == "classes" else "Regressor"))
X, y = np.fromfile(f"{folder}/x").reshape(-1, columns), np.fromfile(f"{folder}/{target}")
wall, processor = float("inf"), float("inf")
for seed in range(repeats):
    start, used = time.perf_counter(), time.process_time()
    model = make(trees, n_jobs=threads, random_state=seed).fit(X[:train], y[:train])
    wall = min(wall, time.perf_counter() - start)
    processor = min(processor, time.process_time() - used)
print(json.dumps(dict(wall=wall, processor=processor, score=model.score(X[train:], y[train:]))))
