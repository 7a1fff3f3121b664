"""Writes the data sets as they come with scikit-learn: `python prepare.py` in this folder (numpy, scikit-learn)."""
from pathlib import Path

import numpy as np
from sklearn.datasets import load_digits, load_iris, load_wine

here = Path(__file__).parent

digits = load_digits()
pixels = digits.data.astype(np.uint8)
assert (pixels == digits.data).all()
(here / "digits/digits.bin").write_bytes(pixels.tobytes() + digits.target.astype(np.uint8).tobytes())

for name, load in [("iris", load_iris), ("wine", load_wine)]:
    data = load()
    header = [*(f.replace(" (cm)", "").replace(" ", "_") for f in data.feature_names), "class"]
    rows = [[*(repr(float(v)) for v in row), str(y)] for row, y in zip(data.data, data.target)]
    text = "\n".join(",".join(row) for row in [header, *rows]) + "\n"
    (here / f"{name}/{name}.csv").write_text(text)
