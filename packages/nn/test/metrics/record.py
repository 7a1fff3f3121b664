"""Records what scikit-learn says: `python record.py > recorded.json` (numpy, scikit-learn)."""
import json
import warnings

import numpy as np
import sklearn
from sklearn import metrics as m
from sklearn.calibration import calibration_curve
from sklearn.preprocessing import label_binarize

warnings.simplefilter("ignore")
rng = np.random.default_rng(8)
n = 60


def rounded(x, digits=3):
    return np.round(x, digits)


weights = rounded(rng.uniform(0, 2, n))
weights[rng.choice(n, 5, replace=False)] = 0

# Two classes, a third of class 1; scores with ties.
binary = (rng.uniform(size=n) < 0.35).astype(int)
score = np.clip(np.round(rng.normal(0.35 + 0.2 * binary, 0.2), 1), 0, 1)
# Four classes, one that is never predicted.
classes = rng.choice(4, n, p=[0.5, 0.25, 0.15, 0.1])
logits = rounded(rng.normal(size=(n, 4)) + 1.5 * np.eye(4)[classes])
logits[:, 3] -= 9
shares = np.exp(logits) / np.exp(logits).sum(1, keepdims=True)
shares = shares / shares.sum(1, keepdims=True)
# Regressions of one and of two columns; all values above -1 for the logarithms.
target = rounded(rng.gamma(2, 2, n))
guess = np.abs(rounded(target + rng.normal(0, 1, n)))
targets = rounded(rng.gamma(2, 2, (n, 2)))
guesses = np.abs(rounded(targets + rng.normal(0, [1, 3], (n, 2))))


def counts(y, p, averages, w):
    s = {"sample_weight": w}
    out = {
        "accuracy": m.accuracy_score(y, p, **s),
        "balancedAccuracy": m.balanced_accuracy_score(y, p, **s),
        "matthewsCorrelation": m.matthews_corrcoef(y, p, **s),
        "cohenKappa": m.cohen_kappa_score(y, p, **s),
        "cohenKappa linear": m.cohen_kappa_score(y, p, weights="linear", **s),
        "cohenKappa quadratic": m.cohen_kappa_score(y, p, weights="quadratic", **s),
        "confusionMatrix": m.confusion_matrix(y, p, **s).tolist(),
        "confusionMatrix actual": m.confusion_matrix(y, p, normalize="true", **s).tolist(),
        "confusionMatrix predicted": m.confusion_matrix(y, p, normalize="pred", **s).tolist(),
        "confusionMatrix all": m.confusion_matrix(y, p, normalize="all", **s).tolist(),
    }
    for a in averages:
        k = {"average": a, **s}
        out[f"precision {a}"] = m.precision_score(y, p, **k)
        out[f"recall {a}"] = m.recall_score(y, p, **k)
        out[f"f1 {a}"] = m.f1_score(y, p, **k)
        out[f"fBeta {a}"] = m.fbeta_score(y, p, beta=2, **k)
        out[f"intersectionOverUnion {a}"] = m.jaccard_score(y, p, **k)
    return out


def regression(y, p, w):
    s = {"sample_weight": w}
    out = {
        "mse": m.mean_squared_error(y, p, **s),
        "rmse": m.root_mean_squared_error(y, p, **s),
        "mae": m.mean_absolute_error(y, p, **s),
        "r2": m.r2_score(y, p, **s),
        "mape": m.mean_absolute_percentage_error(y, p, **s),
        "medianAbsoluteError": m.median_absolute_error(y, p, **s),
        "explainedVariance": m.explained_variance_score(y, p, **s),
        "msle": m.mean_squared_log_error(y, p, **s),
        "pinballError": m.mean_pinball_loss(y, p, alpha=0.8, **s),
    }
    if y.ndim == 1 and w is None:
        out["maxError"] = m.max_error(y, p)
    return out


def with_and_without(f, *args):
    return {"plain": f(*args, None), "weighted": f(*args, weights)}


def binary_scores(y, p, w):
    s = {"sample_weight": w}
    return {
        "rocAuc": m.roc_auc_score(y, p, **s),
        "prAuc": m.average_precision_score(y, p, **s),
        "brier": m.brier_score_loss(y, p, **s),
        "logLoss": m.log_loss(y, np.clip(p, 0.01, 0.99), **s),
    }


def class_scores(y, p, w):
    s = {"sample_weight": w}
    hot = label_binarize(y, classes=range(4))
    return {
        "rocAuc": m.roc_auc_score(y, p, multi_class="ovr", average="macro", **s),
        "prAuc": m.average_precision_score(hot, p, average="macro", **s),
        "brier": m.brier_score_loss(y, p, **s),
        "logLoss": m.log_loss(y, p, **s),
        "topKAccuracy": m.top_k_accuracy_score(y, p, k=2, **s),
    }


true_share, mean_share = calibration_curve(binary, score + 0.001 * (score < 1), n_bins=5)
print(
    json.dumps(
        {
            "versions": {"scikit-learn": sklearn.__version__, "numpy": np.__version__},
            "weights": weights.tolist(),
            "binary": {"y": binary.tolist(), "score": score.tolist()},
            "classes": {"y": classes.tolist(), "shares": shares.tolist()},
            "target": target.tolist(),
            "guess": guess.tolist(),
            "targets": targets.tolist(),
            "guesses": guesses.tolist(),
            "expected": {
                "binary": with_and_without(
                    lambda w: counts(binary, (score > 0.5).astype(int), ["binary", "macro", "micro", "weighted"], w)
                ),
                "classes": with_and_without(
                    lambda w: counts(classes, shares.argmax(1), ["macro", "micro", "weighted"], w)
                ),
                "binary scores": with_and_without(binary_scores, binary, score),
                "class scores": with_and_without(class_scores, classes, shares),
                "one column": with_and_without(regression, target, guess),
                "two columns": with_and_without(regression, targets, guesses),
                "calibration": {"frequency": true_share.tolist(), "confidence": mean_share.tolist()},
            },
        }
    )
)
