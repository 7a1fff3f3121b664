"""What scikit-learn's simple classifiers and regressors say: `python record-classifiers.py` writes classifiers.json."""
import json
from pathlib import Path

import numpy as np
from sklearn.datasets import load_wine
from sklearn.discriminant_analysis import LinearDiscriminantAnalysis, QuadraticDiscriminantAnalysis
from sklearn.naive_bayes import BernoulliNB, GaussianNB, MultinomialNB
from sklearn.neighbors import KNeighborsClassifier, KNeighborsRegressor

rng = np.random.default_rng(11)
centres = np.array([[0, 0, 0, 0], [1.5, -1, 0.5, 0], [0, 2, 0, 40]])
labels = rng.choice(3, 120, p=[0.5, 0.3, 0.2])
x = centres[labels] + rng.normal(size=(120, 4)) * [1, 0.5, 2, 30]
x[:, 0] += 0.7 * x[:, 1]
x = np.c_[x, np.full(120, 3.25)].round(2)
counts = rng.poisson(np.array([[1, 2, 0.5, 3], [3, 1, 0.5, 1], [0.3, 1, 4, 1]])[labels]).astype(float)
grid = rng.integers(0, 4, size=(120, 3)).astype(float)
numbers = (x[:, 0] ** 2 + x[:, 2] + rng.normal(size=120)).round(3)
weights = rng.integers(1, 5, 120).astype(float)
wine = load_wine()
rows = rng.permutation(178)[:90]
sets = {
    "normal": (x, labels),
    "varied": (x[:, :4], labels),
    "counts": (counts, labels),
    "grid": (grid, labels),
    "wine": (wine.data[rows], wine.target[rows]),
}


def case(kind, data, model, options=None, weighted=False):
    table, target = sets[data]
    cut = 90 if len(table) == 120 else 60
    target = numbers if kind.endswith("Regressor") else target
    own = {"sample_weight": weights[:cut]} if weighted else {}
    fitted = model.fit(table[:cut], target[:cut], **own)
    says = fitted.predict(table[cut:]) if kind.endswith("Regressor") else fitted.predict_proba(table[cut:]).ravel()
    return {
        "model": kind.removesuffix("Regressor"),
        "data": data,
        "task": "numbers" if kind.endswith("Regressor") else "classes",
        "options": options or {},
        "weighted": weighted,
        "says": [float(f"{each:.12g}") for each in says],
    }


def neighbours(kind, model):
    for data, k, weighting, p in [
        ("varied", 5, "uniform", 2),
        ("varied", 7, "distance", 2),
        ("grid", 4, "distance", 2),
        ("varied", 5, "distance", 1),
        ("varied", 5, "distance", 3),
    ]:
        made = model(n_neighbors=k, weights=weighting, p=p, algorithm="brute")
        yield case(kind, data, made, {"k": k, "weights": weighting, "p": p})


priors = [0.2, 0.5, 0.3]
cases = [
    case("gaussianNaiveBayes", "normal", GaussianNB()),
    case("gaussianNaiveBayes", "wine", GaussianNB(), weighted=True),
    case("gaussianNaiveBayes", "wine", GaussianNB(var_smoothing=1e-3, priors=priors), {"varSmoothing": 1e-3, "priors": priors}),
    case("bernoulliNaiveBayes", "counts", BernoulliNB()),
    case("bernoulliNaiveBayes", "counts", BernoulliNB(alpha=0.1, binarize=1), {"alpha": 0.1, "binarize": 1}, True),
    case("bernoulliNaiveBayes", "normal", BernoulliNB(fit_prior=False), {"fitPrior": False}),
    case("multinomialNaiveBayes", "counts", MultinomialNB()),
    case("multinomialNaiveBayes", "counts", MultinomialNB(alpha=0.01, class_prior=priors), {"alpha": 0.01, "classPrior": priors}, True),
    case("lda", "normal", LinearDiscriminantAnalysis()),
    case("lda", "wine", LinearDiscriminantAnalysis(priors=priors), {"priors": priors}),
    case("lda", "varied", LinearDiscriminantAnalysis(solver="lsqr"), {"solver": "lsqr"}),
    case("lda", "normal", LinearDiscriminantAnalysis(solver="lsqr", shrinkage=0.3), {"shrinkage": 0.3}),
    case("lda", "wine", LinearDiscriminantAnalysis(solver="lsqr", shrinkage="auto"), {"shrinkage": "auto"}),
    case("qda", "varied", QuadraticDiscriminantAnalysis()),
    case("qda", "normal", QuadraticDiscriminantAnalysis(reg_param=0.1, priors=priors), {"regParam": 0.1, "priors": priors}),
    *neighbours("kNearest", KNeighborsClassifier),
    *neighbours("kNearestRegressor", KNeighborsRegressor),
]
recorded = {
    "sets": {name: {"rows": table.tolist(), "labels": target.tolist()} for name, (table, target) in sets.items()},
    "numbers": numbers.tolist(),
    "weights": weights.tolist(),
    "cases": cases,
}
Path(__file__).with_name("classifiers.json").write_text(json.dumps(recorded, separators=(",", ":")) + "\n")
