"""scikit-learn's linear models and support vectors on the rows of a file: linear_sklearn.py FILE ROWS COLUMNS NAME"""
import os

for variable in ["OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"]:
    os.environ[variable] = "1"
import json
import sys
import time
import warnings

import numpy as np
from sklearn.linear_model import BayesianRidge, ElasticNet, Lasso, LinearRegression, LogisticRegression, Ridge, SGDClassifier
from sklearn.svm import SVC, SVR, LinearSVC

warnings.filterwarnings("ignore")
file, rows, columns, name = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4]
data = np.fromfile(file).reshape(rows, columns + 2)
x = np.ascontiguousarray(data[:, :columns])
y = data[:, columns]
two = (y > 0).astype(int)
four = data[:, columns + 1].astype(int)
models = {
    "linearRegression": (LinearRegression(), y),
    "ridge": (Ridge(), y),
    "lasso": (Lasso(alpha=0.01), y),
    "elasticNet": (ElasticNet(alpha=0.01), y),
    "bayesianRidge": (BayesianRidge(), y),
    "logisticRegression": (LogisticRegression(), two),
    "logisticRegression of 4 classes": (LogisticRegression(), four),
    "logisticRegression by l1": (LogisticRegression(l1_ratio=1, solver="liblinear"), two),
    "sgd": (SGDClassifier(random_state=0), two),
    "linearSvm": (LinearSVC(), two),
    "svm": (SVC(), two),
    "svm of numbers": (SVR(), y),
}
model, target = models[name]
best = np.inf
end = time.monotonic() + (0 if name.startswith("svm") else 0.5)
while best == np.inf or time.monotonic() < end:
    start = time.process_time()
    model.fit(x, target)
    best = min(best, time.process_time() - start)
print(json.dumps({"milliseconds": best * 1000}))
