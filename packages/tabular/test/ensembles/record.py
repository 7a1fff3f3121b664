"""Records what scikit-learn's ensembles predict for the rows of steps/recorded/selection.json: python record.py

Folds are those that `foldsOf` deals for seed 1: the fold that holds out each row.
"""

import json
import pathlib

import numpy as np
from sklearn.discriminant_analysis import LinearDiscriminantAnalysis
from sklearn.ensemble import StackingClassifier, StackingRegressor, VotingClassifier, VotingRegressor
from sklearn.linear_model import LinearRegression, Ridge
from sklearn.naive_bayes import GaussianNB
from sklearn.neighbors import KNeighborsClassifier, KNeighborsRegressor

here = pathlib.Path(__file__).parent
data = json.loads((here.parent / "steps/recorded/selection.json").read_text())
folds = {
    "wine": "44020443302312324401201133102101443004224313244003412210311323210332003322234111241004401",
    "diabetes": "230430013200121304301201132404111404214043301232231144342314320001120441042323110221233432322030223404343001104214424143",
}


def splits(name):
    fold = np.array(list(map(int, folds[name])))
    return [(np.flatnonzero(fold != k), np.flatnonzero(fold == k)) for k in range(5)]


x, y = np.array(data["wine"]["x"])[:, :13], np.array(data["wine"]["y"])
members = [("a", GaussianNB()), ("b", LinearDiscriminantAnalysis()), ("c", KNeighborsClassifier())]
hard = VotingClassifier(members, voting="hard", weights=[1, 1, 3]).fit(x, y)
stacked = {
    str(p): StackingClassifier(members, LinearDiscriminantAnalysis(), cv=splits("wine"), passthrough=p)
    .fit(x, y)
    .predict_proba(x)
    .ravel()
    .tolist()
    for p in [False, True]
}
wine = {
    "soft": VotingClassifier(members, voting="soft", weights=[2, 1, 0.5]).fit(x, y).predict_proba(x).ravel().tolist(),
    "hard": hard.predict(x).tolist(),
    "stacking": stacked["False"],
    "passthrough": stacked["True"],
}
x, y = np.array(data["diabetes"]["x"]), np.array(data["diabetes"]["y"])
members = [("a", Ridge()), ("b", LinearRegression()), ("c", KNeighborsRegressor())]
diabetes = {
    "mean": VotingRegressor(members, weights=[2, 1, 0.5]).fit(x, y).predict(x).tolist(),
    "stacking": StackingRegressor(members, Ridge(), cv=splits("diabetes")).fit(x, y).predict(x).tolist(),
}
(here / "recorded/ensembles.json").write_text(json.dumps({"wine": wine, "diabetes": diabetes}))
