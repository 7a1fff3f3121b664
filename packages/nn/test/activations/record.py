"""Values and derivatives of activations in float64, by PyTorch: python record.py > recorded.json"""

import json

import torch
import torch.nn.functional as F

POINTS = [-1e4, -100, -20, -9.5, -5, -3.5, -2.25, -1.5, -0.75, -0.25, -1e-3, -1e-8,
          1e-8, 1e-3, 0.25, 0.75, 1.5, 2.25, 3.5, 5, 7.5, 20, 80, 1e4]
# Where a slope jumps at 0, PyTorch's choice there is not a fact of the function.
SMOOTH_AT_ZERO = {"linear", "sigmoid", "tanh", "swish", "silu", "swishBeta2", "gelu", "geluTanh", "elu", "selu", "celu",
                  "celuAlpha2", "softplus", "softsign", "mish", "hardSigmoid", "hardSwish", "hardTanh", "exponential",
                  "logSigmoid", "tanhShrink", "softShrink", "hardShrink", "squaredRelu", "relu", "leakyRelu"}
ELEMENTWISE = {
    "linear": lambda x: x * 1, "sigmoid": torch.sigmoid, "tanh": torch.tanh, "relu": F.relu,
    "leakyRelu": lambda x: F.leaky_relu(x, 0.01), "leakyReluAlpha": lambda x: F.leaky_relu(x, 0.2),
    "swish": F.silu, "silu": F.silu, "swishBeta2": lambda x: x * torch.sigmoid(2 * x),
    "gelu": F.gelu, "geluTanh": lambda x: F.gelu(x, approximate="tanh"),
    "elu": F.elu, "eluAlpha2": lambda x: F.elu(x, 2.0), "selu": F.selu, "celu": F.celu, "celuAlpha2": lambda x: F.celu(x, 2.0),
    "softplus": lambda x: torch.logaddexp(x, torch.zeros_like(x)),
    "softsign": F.softsign, "mish": F.mish, "hardSigmoid": F.hardsigmoid, "hardSwish": F.hardswish, "hardTanh": F.hardtanh,
    "relu6": F.relu6, "exponential": torch.exp, "logSigmoid": F.logsigmoid, "tanhShrink": F.tanhshrink,
    "softShrink": F.softshrink, "hardShrink": F.hardshrink, "squaredRelu": lambda x: F.relu(x) ** 2,
}
ROWS = [[5, 2, -1, 3], [0, 0, 0, 0], [1e4, -1e4, 0, 1e4 - 1], [1e-8, -1e-8, 3, -3], [-100, -101, -102, -103]]
OVER_ROWS = {
    "softmax": lambda x: F.softmax(x, -1), "softmaxBeta3": lambda x: F.softmax(3 * x, -1), "softmin": lambda x: F.softmin(x, -1),
    "logSoftmax": lambda x: F.log_softmax(x, -1), "glu": lambda x: F.glu(x, -1),
}


def both(f, numbers):
    x = torch.tensor(numbers, dtype=torch.float32).to(torch.float64).requires_grad_()
    y = f(x)
    weights = torch.arange(1, y.numel() + 1, dtype=torch.float64).reshape(y.shape) if x.dim() > 1 else torch.ones_like(y)
    (slope,) = torch.autograd.grad((y * weights).sum(), x)
    return {"y": y.flatten().tolist(), "slope": slope.flatten().tolist()}


def points(name):
    inside = [x for x in POINTS if not (name == "exponential" and x > 80)]
    return sorted(inside + ([0.0] if name in SMOOTH_AT_ZERO else []))


print(json.dumps({
    "torch": torch.__version__,
    "elementwise": {name: {"x": points(name), **both(f, points(name))} for name, f in ELEMENTWISE.items()},
    "rows": ROWS,
    "overRows": {name: both(f, ROWS) for name, f in OVER_ROWS.items()},
}))
