"""python networks_sklearn.py FOLDER SEED [SET ...]: for each table of FOLDER, as `sets.py` there lists them, a line of JSON with
a 75/25 split (stratified for classes) as columns, and how scikit-learn's histogram boosting does on it as it comes."""
import json
import os
import sys
import time

os.environ["OMP_NUM_THREADS"] = "1"
import pandas as pd
from pandas.api.types import is_bool_dtype, is_numeric_dtype
from sklearn.ensemble import HistGradientBoostingClassifier, HistGradientBoostingRegressor
from sklearn.metrics import log_loss, roc_auc_score, root_mean_squared_error
from sklearn.model_selection import train_test_split

folder, seed, wanted = sys.argv[1], int(sys.argv[2]), sys.argv[3:]
sys.path.insert(0, folder)
from sets import SETS


def categories(train, test):
    """Texts as categories, which it knows: at most 250 of them."""
    train, test = train.copy(), test.copy()
    for name in train.columns:
        if is_numeric_dtype(train[name]):
            continue
        levels = train[name].value_counts().index[:250]
        train[name], test[name] = (pd.Categorical(part[name].where(part[name].isin(levels)), categories=levels) for part in (train, test))
    return train, test


def columns(table):
    return {name: [None if pd.isna(cell) else cell for cell in table[name].tolist()] for name in table.columns}


for name in wanted or SETS:
    rows = pd.read_csv(f"{folder}/{name}.csv.gz").dropna(subset=["target"])
    kind = SETS[name]
    for column in rows.columns:
        if column != "target" and (is_bool_dtype(rows[column]) or set(rows[column].dropna().unique()) <= {True, False}):
            rows[column] = rows[column].astype(float)
        elif not is_numeric_dtype(rows[column]):
            rows[column] = rows[column].astype(str).where(rows[column].notna())
    train, test = train_test_split(rows, test_size=0.25, random_state=seed, stratify=None if kind == "regression" else rows.target)
    x, x_test = categories(train.drop(columns="target"), test.drop(columns="target"))
    began = time.process_time()
    maker = HistGradientBoostingRegressor if kind == "regression" else HistGradientBoostingClassifier
    model = maker(random_state=0, categorical_features="from_dtype").fit(x, train.target)
    seconds = time.process_time() - began
    if kind == "regression":
        error = root_mean_squared_error(test.target, model.predict(x_test))
    elif kind == "binary":
        error = 1 - roc_auc_score(test.target == model.classes_[1], model.predict_proba(x_test)[:, 1])
    else:
        error = log_loss(test.target, model.predict_proba(x_test), labels=model.classes_)
    print(json.dumps(dict(name=name, kind=kind, train=columns(train), test=columns(test), error=float(error), seconds=seconds)), flush=True)
