"""Writes recorded/encoding.json: what scikit-learn's encoders and imputers make of a small table with missing values."""

import json
import math
import pathlib
import warnings

import numpy as np
from sklearn.feature_extraction import FeatureHasher
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer
from sklearn.impute import SimpleImputer
from sklearn.preprocessing import OneHotEncoder, OrdinalEncoder, TargetEncoder

warnings.simplefilter("ignore")
random = np.random.default_rng(7)
rows = 60
numbers = np.column_stack(
    [random.normal(3, 2, rows), np.exp(random.normal(0, 1, rows)), random.integers(0, 5, rows), np.full(rows, np.nan)]
)
numbers[random.random((rows, 4)) < 0.15] = np.nan
plan = random.choice(["basic", "pro", "gold"], rows, p=[0.6, 0.3, 0.1]).astype(object)
plan[random.random(rows) < 0.1] = None
city = np.array([f"city {i}" for i in random.zipf(1.6, rows) % 15], dtype=object)
texts = np.column_stack([plan, city])
half = (random.random(rows) < 0.4).astype(int)
kinds = random.integers(0, 3, rows)
amount = random.normal(0, 1, rows) + (city == "city 1") * 2
words = ["Good", "good", "bad", "very", "BAD.", "film", "Film", "zu", "lang"]
reviews = [" ".join(random.choice(words, random.integers(0, 8))) for _ in range(rows)]


def plain(values):
    if isinstance(values, np.ndarray):
        return [plain(each) for each in values]
    if isinstance(values, float) and math.isnan(values):
        return None
    return values.item() if isinstance(values, np.generic) else values


def one_hot(**options):
    encoder = OneHotEncoder(sparse_output=False, **options)
    return plain(encoder.fit_transform(texts).astype(int))


def target(y, **options):
    return plain(TargetEncoder(**options).fit(texts, y).transform(texts))


record = {
    "numbers": plain(numbers.T),
    "plan": plan.tolist(),
    "city": city.tolist(),
    "half": plain(half),
    "kinds": plain(kinds),
    "amount": plain(amount),
    "reviews": reviews,
    "impute": {
        name: plain(SimpleImputer(strategy=strategy, keep_empty_features=True, add_indicator=True).fit_transform(numbers))
        for name, strategy in [("mean", "mean"), ("median", "median"), ("mostFrequent", "most_frequent")]
    },
    "mostFrequentPlan": SimpleImputer(strategy="most_frequent", missing_values=None)
    .fit_transform(texts[:, :1])[:, 0]
    .tolist(),
    "oneHot": {
        "plain": one_hot(),
        "dropFirst": one_hot(drop="first"),
        "minFrequency": one_hot(min_frequency=5),
        "minShare": one_hot(min_frequency=0.12),
        "maxCategories": one_hot(max_categories=4),
        "both": one_hot(max_categories=3, min_frequency=3, drop="first"),
    },
    "ordinal": plain(OrdinalEncoder().fit_transform(np.where(np.equal(texts, None), np.nan, texts))),
    "targetEncode": {
        "half": target(half),
        "halfSmooth": target(half, smooth=12.5),
        "amount": target(amount),
        "amountSmooth": target(amount, smooth=0.0),
        "kinds": target(kinds),
    },
    "hashing": plain(
        FeatureHasher(n_features=8, input_type="string")
        .transform([[f"{n}={v}" for n, v in zip(["plan", "city"], row) if v is not None] for row in texts])
        .toarray()
        .astype(int)
    ),
    "counts": plain(CountVectorizer(tokenizer=str.split, token_pattern=None).fit_transform(reviews).toarray()),
    "tfidf": plain(
        TfidfVectorizer(tokenizer=str.split, token_pattern=None, max_features=5, min_df=2)
        .fit_transform(reviews)
        .toarray()
    ),
}
path = pathlib.Path(__file__).parent / "recorded" / "encoding.json"
path.write_text(json.dumps(record, separators=(",", ":")))
print(path.stat().st_size)
