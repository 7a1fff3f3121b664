"""How often scikit-learn's forests are right on the rows of made-rows.ts: the numbers in models.forests.test.ts."""
import numpy as np
from made_rows import made_rows
from sklearn.ensemble import ExtraTreesClassifier, ExtraTreesRegressor, RandomForestClassifier, RandomForestRegressor
from sklearn.metrics import r2_score

for make in (RandomForestClassifier, ExtraTreesClassifier):
    for missing in (False, True):
        scores = []
        for seed in range(1, 11):
            train, test = made_rows(seed, 400, missing), made_rows(1000 + seed, 400, missing)
            for state in range(5):
                forest = make(60, random_state=state).fit(train["X"], train["classes"])
                scores.append(forest.score(test["X"], test["classes"]))
        print(make.__name__, missing, np.mean(scores))
for make in (RandomForestRegressor, ExtraTreesRegressor):
    for criterion in ("squared_error", "poisson", "absolute_error"):
        scores = []
        for seed in range(1, 11):
            train, test = made_rows(seed, 400), made_rows(1000 + seed, 400)
            forest = make(20, criterion=criterion, max_features=0.5, random_state=seed).fit(train["X"], train["counts"])
            scores.append(r2_score(test["counts"], forest.predict(test["X"])))
        print(make.__name__, criterion, np.mean(scores))
