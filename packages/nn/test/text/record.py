"""Records what tokenizers (Hugging Face, 0.23.3) and scikit-learn say of a few made texts.

    python record.py > recorded.json

Byte pairs: the same pieces (a Split by the same pattern), bytes as the alphabet, pairs from two occurrences on.
"""
import json
import random

from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression, Ridge
from tokenizers import Regex, Tokenizer, models, pre_tokenizers, trainers

draw = random.Random(5)
syllables = "ka vi ar to ken text new ro de la por tor ing er st ou pre con ment ly".split()
words = ["".join(draw.choices(syllables, k=draw.randint(1, 4))) for _ in range(160)]
others = ["don't", "naïve", "12", "2024", "3.5", "日本語", "ไทย", "مرحبا", "😀", "!!!", "—"]
lines = [
    " ".join(draw.choices(words, [1 / (1 + i) for i in range(len(words))], k=draw.randint(4, 16)))
    + draw.choice(["", "  ", "\n", "\t", " " + draw.choice(others) + " ", draw.choice(others)])
    + draw.choice(["", ".", "!", "\n\n"])
    for _ in range(120)
]

pattern = r" ?[\p{L}\p{M}]{1,64}| ?\p{N}{1,64}| ?[^\s\p{L}\p{M}\p{N}]{1,64}|\s{1,64}(?!\S)|\s"
pairs = Tokenizer(models.BPE())
pairs.pre_tokenizer = pre_tokenizers.Sequence(
    [
        pre_tokenizers.Split(Regex(pattern), behavior="isolated"),
        pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False),
    ]
)
alphabet = pre_tokenizers.ByteLevel.alphabet()
trainer = trainers.BpeTrainer(vocab_size=500, min_frequency=2, initial_alphabet=alphabet, show_progress=False)
pairs.train_from_iterator(lines, trainer)
model = json.loads(pairs.to_str())["model"]

# Words of two small letters and more, for there both split texts alike.
plain = [" ".join(w for w in line.split() if w.isascii() and w.isalpha() and len(w) > 1) for line in lines]
tfidf = TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True)
matrix = tfidf.fit_transform(plain).astype("float32").astype("float64")
names = tfidf.get_feature_names_out()
characters = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 3), min_df=3, sublinear_tf=True)
pieces = characters.fit_transform(plain)


def rows(matrix, names, count):
    return [
        {names[j]: round(float(x), 7) for j, x in zip(matrix[i].indices, matrix[i].data)} for i in range(count)
    ]


labels = [int(("vi" in line) + 2 * ("ment" in line)) for line in plain]
numbers = [float(len(line.split()) + 3 * line.count("ar")) for line in plain]
three = [min(label, 2) for label in labels]
two = [int(label > 0) for label in labels]


def logistic(targets, c):
    fitted = LogisticRegression(C=c, tol=1e-10, max_iter=100_000).fit(matrix, targets)
    return {
        "coefficients": [[round(float(x), 5) for x in row] for row in fitted.coef_],
        "intercepts": [round(float(x), 5) for x in fitted.intercept_],
    }


ridge = Ridge(alpha=0.5, tol=1e-12, solver="sparse_cg", max_iter=100_000).fit(matrix, numbers)
keep = [j for j in range(len(names))]
print(
    json.dumps(
        {
            "lines": lines,
            "bytePairs": {
                "merges": model["merges"],
                "vocabulary": len(model["vocab"]),
                "encoded": [pairs.encode(line).tokens for line in lines[:20]],
            },
            "plain": plain,
            "terms": list(names),
            "rows": rows(matrix, names, 10),
            "pieces": rows(pieces, characters.get_feature_names_out(), 5),
            "two": {"y": two, "c": 3.0, **logistic(two, 3.0)},
            "three": {"y": three, "c": 3.0, **logistic(three, 3.0)},
            "numbers": {
                "y": numbers,
                "alpha": 0.5,
                "coefficients": [round(float(x), 5) for x in ridge.coef_],
                "intercept": round(float(ridge.intercept_), 5),
            },
        },
        ensure_ascii=True,
    )
)
