"""scikit-learn's tf-idf with logistic regression, drawn at random for so many seconds, each scored on three folds, and the best
learned from all: python sklearn_texts_peer.py FOLDER NAME SECONDS"""

import csv
import random
import sys
import time

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold, cross_val_score
from sklearn.pipeline import make_pipeline

folder, name, limit = sys.argv[1], sys.argv[2], float(sys.argv[3])
csv.field_size_limit(10**8)


def read(split):
    rows = list(csv.DictReader(open(f"{folder}/{name}/{split}.csv", encoding="utf8")))
    return [row["text"] for row in rows], np.array([row["label"] for row in rows])


(x, y), (xt, yt) = read("train"), read("test")
draw = random.Random(0)


def pipeline(first):
    analyzer = "word" if first else draw.choice(["word", "word", "char_wb"])
    longest = 1 if first else draw.choice([1, 2, 3]) if analyzer == "word" else draw.choice([3, 4, 5])
    words = TfidfVectorizer(
        analyzer=analyzer,
        ngram_range=(1, longest),
        sublinear_tf=not first and draw.random() < 0.7,
        min_df=1 if first else draw.choice([1, 2, 3]),
        stop_words="english" if not first and analyzer == "word" and draw.random() < 0.2 else None,
        strip_accents=None if first else draw.choice([None, "unicode"]),
    )
    return make_pipeline(words, LogisticRegression(C=1.0 if first else 10 ** draw.uniform(-1, 3), max_iter=1000))


began, tried, slowest = time.time(), [], 0
while time.time() - began + slowest < 0.9 * limit:
    start, candidate = time.time(), pipeline(not tried)
    tried.append((cross_val_score(candidate, x, y, cv=StratifiedKFold(3, shuffle=True, random_state=0), n_jobs=2).mean(), len(tried), candidate))
    slowest = max(slowest, time.time() - start)
best = max(tried)[2].fit(x, y)
print(name, "sklearn", round((best.predict(xt) == yt).mean(), 4), "plain", round((tried[0][2].fit(x, y).predict(xt) == yt).mean(), 4), "after", round(time.time() - began, 1), "s,", len(tried), "tried", best[0].analyzer, best[0].ngram_range, best[1].C)
