"""What scikit-learn's calibrators say: `python record-calibration.py` writes calibration.json."""
import json
from pathlib import Path

import numpy as np
from sklearn.calibration import _sigmoid_calibration, _TemperatureScaling
from sklearn.isotonic import IsotonicRegression

rng = np.random.default_rng(8)
n = 80
score = 2 * rng.normal(size=n)
said = (1 / (1 + np.exp(-score))).round(2).clip(0.01, 0.99)
labels = (rng.random(n) < 1 / (1 + np.exp(-score / 2 + 0.5))).astype(int)
weights = rng.integers(0, 4, n).astype(float)
asked = np.r_[0.0, 0.003, np.linspace(0.02, 0.98, 25).round(3), 0.999, 1.0]
odds = np.log(said / (1 - said))
three = rng.dirichlet([1, 1, 1], n).round(3)
three[:, 2] = (1 - three[:, 0] - three[:, 1]).round(3)
three = np.clip(three, 0, 1)
codes = np.array([rng.choice(3, p=np.sqrt(p) / np.sqrt(p).sum()) for p in three])


def numbers(values):
    return [float(f"{value:.12g}") for value in values]


def isotonic(own):
    return numbers(IsotonicRegression(out_of_bounds="clip").fit(said, labels, sample_weight=own).predict(asked))


def sigmoid(own):
    a, b = _sigmoid_calibration(odds, labels, own)
    return [float(-a), float(-b)]


recorded = {
    "said": said.tolist(),
    "labels": labels.tolist(),
    "weights": weights.tolist(),
    "asked": asked.tolist(),
    "isotonic": isotonic(None),
    "isotonicWeighted": isotonic(weights),
    "sigmoid": sigmoid(None),
    "sigmoidWeighted": sigmoid(weights),
    "three": three.ravel().tolist(),
    "codes": codes.tolist(),
    "temperature": float(_TemperatureScaling().fit(three, codes).beta_),
    "temperatureWeighted": float(_TemperatureScaling().fit(three, codes, weights).beta_),
}
Path(__file__).with_name("calibration.json").write_text(json.dumps(recorded, separators=(",", ":")) + "\n")
