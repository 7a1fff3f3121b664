"""Losses and their gradients in float64, by PyTorch, Keras and scikit-learn: python record.py > recorded.json"""

import json
import os

os.environ["KERAS_BACKEND"] = "torch"
import keras
import numpy as np
import torch
import torch.nn.functional as F
from sklearn import metrics

keras.config.set_floatx("float64")
t64 = lambda x: torch.tensor(x, dtype=torch.float32).to(torch.float64)
V = [[0.5, -1.25, 3.0], [0.0, 2.0, -0.001], [1e4, -1e4, 0.25]]  # values and their targets
VT = [[0.25, -1.0, 0.5], [0.0, 2.0, 0.001], [9990.0, -1e4, 3.0]]
VQ = [[0.25, -1.0, 0.5], [0.5, -1.0, 0.001], [9990.0, -9990.0, 3.0]]  # no error is 0, where the slope jumps
POS = [[0.5, 1.25, 3.0], [0.01, 2.0, 7.5]]
POST = [[0.0, 1.0, 5.0], [1.0, 2.0, 9.0]]
Z = [[5.0, 2.0, -1.0, 3.0], [0.0, 0.0, 0.0, 0.0], [1e4, -1e4, 0.0, 9999.0], [-100.0, -101.0, -102.0, -103.0]]
K = [0, 3, 1, 2]
ONE = np.eye(4)[K].tolist()
SOFT = [[0.7, 0.1, 0.1, 0.1], [0.25, 0.25, 0.25, 0.25], [0.5, 0.0, 0.5, 0.0], [0.0, 0.2, 0.3, 0.5]]
B = [[0.0, 3.0, -3.0], [1e4, -1e4, 1e4], [-1e4, 12.0, -12.0]]
BT = [[1.0, 1.0, 1.0], [1.0, 0.0, 0.0], [1.0, 1.0, 0.0]]
BSOFT = [[0.5, 0.25, 0.75], [1.0, 0.1, 0.0], [0.9, 1.0, 0.2]]
BMILD = [[0.0, 3.0, -3.0], [0.5, -0.5, 2.0], [-2.0, 6.0, -6.0]]
P = [[0.5, 0.9, 0.01], [0.25, 1e-5, 0.999]]
PT = [[1.0, 1.0, 0.0], [0.0, 0.0, 1.0]]
Q = F.softmax(t64([[5.0, 2.0, -1.0, 3.0], [0.0, 0.0, 0.0, 0.0], [1.0, 3.0, 2.0, 4.0], [-1.0, 1.0, 0.5, 0.0]]), -1).to(torch.float32).tolist()
S = [[0.5, -0.5, 2.0], [-3.0, 0.0, 1.5]]
ST = [[1.0, 1.0, 1.0], [-1.0, 1.0, -1.0]]


def pinball(q):
    return lambda p, t: torch.maximum(q * (t - p), (q - 1) * (t - p)).mean(-1)


def gaussian(p, t):
    mean, log = p.chunk(2, -1)
    return F.gaussian_nll_loss(mean, t, log.exp(), full=True, reduction="none").mean(-1)


def focal(alpha):
    def loss(z, t):
        p = torch.sigmoid(z)
        right = p * t + (1 - p) * (1 - t)
        weight = 1 if alpha is None else alpha * t + (1 - alpha) * (1 - t)
        return (weight * F.binary_cross_entropy_with_logits(z, t, reduction="none") * (1 - right) ** 2).mean(-1)
    return loss


def softmax_focal(z, t):
    log = F.log_softmax(z, -1)
    return -(t * (1 - log.exp()) ** 2 * log).sum(-1)


def tversky(alpha, beta, smooth):
    def loss(p, t):
        tp, fp, fn = (p * t).sum(-1), (p * (1 - t)).sum(-1), ((1 - p) * t).sum(-1)
        return 1 - (tp + smooth) / (tp + alpha * fp + beta * fn + smooth)
    return loss


def crammer_singer(z, t):
    right = (z * t).sum(-1)
    wrong = torch.where(t > 0.5, torch.full_like(z, -float("inf")), z).amax(-1)
    return F.relu(wrong - right + 1)


elementwise = lambda f, **options: lambda p, t: f(p, t, reduction="none", **options).mean(-1)
kera = lambda loss: lambda p, t: loss(t, p)
CASES = {  # name: (loss, predictions, targets)
    "meanSquaredError": (elementwise(F.mse_loss), V, VT),
    "meanAbsoluteError": (elementwise(F.l1_loss), V, VT),
    "huber": (elementwise(F.huber_loss), V, VT),
    "huberDelta2": (elementwise(F.huber_loss, delta=2.0), V, VT),
    "logCosh": (lambda p, t: (torch.logaddexp(p - t, t - p) - np.log(2)).mean(-1), V, VT),
    "pinball90": (pinball(0.9), V, VQ),
    "meanAbsolutePercentageError": (kera(keras.losses.mean_absolute_percentage_error), POS, [[1.0, 1.0, 5.0], [-4.0, 2.5, 9.0]]),
    "meanSquaredLogarithmicError": (lambda p, t: ((p + 1).log() - (t + 1).log()).square().mean(-1), POS, POST),
    "binaryCrossEntropy": (elementwise(F.binary_cross_entropy), P, PT),
    "sigmoidCrossEntropy": (elementwise(F.binary_cross_entropy_with_logits), B, BT),
    "sigmoidCrossEntropySoft": (elementwise(F.binary_cross_entropy_with_logits), B, BSOFT),
    "categoricalCrossEntropy": (lambda p, t: -(t * p.log()).sum(-1), Q, ONE),
    "sparseCategoricalCrossEntropy": (lambda p, t: F.nll_loss(p.log(), t, reduction="none"), Q, K),
    "softmaxCrossEntropy": (lambda z, t: F.cross_entropy(z, t, reduction="none"), Z, SOFT),
    "sparseSoftmaxCrossEntropy": (lambda z, t: F.cross_entropy(z, t, reduction="none"), Z, K),
    "smoothedSoftmaxCrossEntropy": (lambda z, t: F.cross_entropy(z, t, reduction="none", label_smoothing=0.1), Z, ONE),
    "smoothedSparseSoftmaxCrossEntropy": (lambda z, t: F.cross_entropy(z, t, reduction="none", label_smoothing=0.1), Z, K),
    "klDivergence": (lambda q, p: F.kl_div(q.log(), p, reduction="none").sum(-1), Q, SOFT),
    "hinge": (kera(keras.losses.hinge), S, ST),
    "squaredHinge": (kera(keras.losses.squared_hinge), S, ST),
    "poisson": (lambda p, t: F.poisson_nll_loss(p, t, log_input=False, eps=0, reduction="none").mean(-1), POS, POST),
    "categoricalHinge": (crammer_singer, Z, ONE),
    "cosineProximity": (lambda p, t: -F.cosine_similarity(p, t, dim=-1), S, ST),
    "gaussianNegativeLogLikelihood": (gaussian, [[0.5, -1.0, 0.0, 2.0], [3.0, 1.0, -3.0, 0.5]], [[1.0, 1.0], [2.5, -4.0]]),
    "sigmoidFocal": (focal(None), BMILD, BT),
    "sigmoidFocalAlpha": (focal(0.25), BMILD, BT),
    "softmaxFocal": (softmax_focal, Q, ONE),
    "sparseSoftmaxFocal": (lambda z, k: softmax_focal(z, F.one_hot(k, 4).to(z.dtype)), Q, K),
    "dice": (tversky(0.5, 0.5, 0.5), P, PT),
    "tversky": (tversky(0.3, 0.7, 1.0), P, PT),
    "contrastive": (lambda d, t: (t * d ** 2 + (1 - t) * F.relu(1 - d) ** 2).mean(-1), [[0.25, 0.5, 2.0]], [[1.0, 0.0, 0.0]]),
}

recorded = {}
for name, (f, prediction, target) in CASES.items():
    p = t64(prediction).requires_grad_()
    t = torch.tensor(target) if isinstance(target[0], int) else t64(target)
    y = f(p, t)
    weights = torch.arange(1, y.numel() + 1, dtype=torch.float64)
    (gradient,) = torch.autograd.grad((y * weights).sum(), p)
    recorded[name] = {"prediction": prediction, "target": target, "loss": y.tolist(), "gradient": gradient.flatten().tolist()}

KERAS = {
    "meanSquaredError": keras.losses.mean_squared_error, "meanAbsoluteError": keras.losses.mean_absolute_error,
    "huber": keras.losses.huber, "logCosh": keras.losses.log_cosh, "binaryCrossEntropy": keras.losses.binary_crossentropy,
    "meanSquaredLogarithmicError": keras.losses.mean_squared_logarithmic_error,
    "categoricalCrossEntropy": keras.losses.categorical_crossentropy,
    "sparseCategoricalCrossEntropy": keras.losses.sparse_categorical_crossentropy,
    "klDivergence": keras.losses.kl_divergence, "poisson": keras.losses.poisson, "cosineProximity": keras.losses.cosine_similarity,
}
in_keras = {}
for name, f in KERAS.items():
    _, prediction, target = CASES[name]
    t = torch.tensor(target) if isinstance(target[0], int) else t64(target)
    in_keras[name] = f(t, t64(prediction)).tolist()

flat = lambda x: np.array(x).ravel()
print(json.dumps({
    "torch": torch.__version__, "keras": keras.__version__, "losses": recorded, "inKeras": in_keras,
    "sklearn": {
        "binaryCrossEntropy": metrics.log_loss(flat(PT), flat(np.float32(P)).astype(float)),
        "sparseCategoricalCrossEntropy": metrics.log_loss(K, np.array(Q) / np.sum(Q, -1, keepdims=True), labels=range(4)),
        "meanSquaredLogarithmicError": metrics.mean_squared_log_error(flat(POST), flat(np.float32(POS)).astype(float)),
        "pinball90": metrics.mean_pinball_loss(flat(VQ), flat(np.float32(V)).astype(float), alpha=0.9),
        "hinge": metrics.hinge_loss(flat(ST), flat(S)),
    },
}))
