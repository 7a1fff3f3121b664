"""scikit-learn's RidgeClassifierCV and RidgeCV on columns of deviation 1: python record.py > recorded.json"""
import json

import numpy
import sklearn
from sklearn.linear_model import RidgeClassifierCV, RidgeCV
from sklearn.preprocessing import StandardScaler

random = numpy.random.RandomState(5)
alphas = [float(a) for a in numpy.logspace(-3, 3, 10)]


def listed(a):
    return [float(f"{v:.9g}") for v in numpy.ravel(a)]


def one(rows, columns, classes):
    centres = random.randn(classes, columns)
    labels = numpy.arange(rows) % classes
    scales = 10 ** random.uniform(-2, 2, columns)
    x = ((centres[labels] + 2 * random.randn(rows, columns)) * scales + 3 * scales).round(4)
    scaler = StandardScaler().fit(x)
    z = scaler.transform(x)
    model = RidgeClassifierCV(alphas=alphas, store_cv_results=True).fit(z, labels)
    numbers = (z[:, :2] @ [2.0, -1.0] + random.randn(rows)).round(4)
    regression = RidgeCV(alphas=alphas).fit(z, numbers)
    at = alphas.index(model.alpha_)
    return {
        "rows": rows,
        "columns": columns,
        "classes": classes,
        "x": listed(x),
        "labels": labels.tolist(),
        "alpha": float(model.alpha_),
        "weights": listed(model.coef_ / scaler.scale_),
        "scores": listed(model.decision_function(z)),
        "errorsLeftOut": listed(model.cv_results_[..., at].mean()),
        "numbers": listed(numbers),
        "numbersAlpha": float(regression.alpha_),
        "numbersSaid": listed(regression.predict(z)),
    }


print(
    json.dumps(
        {
            "scikit-learn": sklearn.__version__,
            "alphas": alphas,
            "cases": {"tall": one(60, 12, 3), "wide": one(24, 40, 4), "two": one(30, 8, 2)},
        }
    )
)
