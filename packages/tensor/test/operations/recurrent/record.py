"""What PyTorch's recurrent layers compute, and their gradients, recorded for tests that need no Python.

    pip install torch numpy
    python packages/tensor/test/operations/recurrent/record.py
    npx biome format --write packages/tensor/test/recurrent

Weights are turned into the layout here: columns in the order of the gates. The numbers are float64.
"""

import json
from pathlib import Path

import numpy
import torch

N, T, F, H = 2, 3, 2, 3
#: The gates' places in PyTorch's order: it has i f g o for an LSTM, r z n for a GRU.
orders = {"LSTM": [0, 1, 2, 3], "GRU": [1, 0, 2], "RNN": [0]}


def columns(w, order):
    parts = w.reshape(len(order), H, -1)
    return torch.cat([parts[k] for k in order]).T.contiguous()


def numbers(x):
    return {"shape": list(x.shape), "numbers": [float(f"{v:.17g}") for v in x.detach().reshape(-1).tolist()]}


def record(kind, reverse):
    torch.manual_seed(len(kind) + reverse)
    make = {"LSTM": torch.nn.LSTM, "GRU": torch.nn.GRU, "RNN": torch.nn.RNN}[kind]
    layer = make(F, H, batch_first=True).double()
    x = torch.randn(N, T, F, dtype=torch.float64, requires_grad=True)
    h = torch.randn(1, N, H, dtype=torch.float64, requires_grad=True)
    c = torch.randn(1, N, H, dtype=torch.float64, requires_grad=True)
    start = (h, c) if kind == "LSTM" else h
    y, end = layer(x.flip(1) if reverse else x, start)
    ends = list(end) if kind == "LSTM" else [end]
    y = y.flip(1) if reverse else y
    score = sum((each * torch.from_numpy(numpy.cos(numpy.arange(each.numel()))).reshape(each.shape)).sum() for each in [y, *ends])
    names = ["weight_ih_l0", "weight_hh_l0", "bias_ih_l0", "bias_hh_l0"]
    own = [getattr(layer, name) for name in names]
    gradients = torch.autograd.grad(score, [x, h, *([c] if kind == "LSTM" else []), *own])
    order = orders[kind]
    arranged = lambda list_: [columns(list_[0], order), columns(list_[1], order), columns(list_[2], order).reshape(-1), columns(list_[3], order).reshape(-1)]
    return {
        "kind": kind, "reverse": bool(reverse),
        "x": numbers(x), "states": [numbers(each[0]) for each in ([h, c] if kind == "LSTM" else [h])],
        "weights": [numbers(each) for each in arranged(own)],
        "outputs": numbers(y), "ends": [numbers(each[0]) for each in ends],
        "slopes": {"x": numbers(gradients[0]), "h": numbers(gradients[1][0]), "weights": [numbers(each) for each in arranged(gradients[-4:])]},
    }


if __name__ == "__main__":
    torch.set_num_threads(1)
    recorded = {"torch": torch.__version__, "layers": [record(kind, reverse) for kind in orders for reverse in [0, 1]]}
    path = Path(__file__).parent / "recorded.json"
    path.write_text(json.dumps(recorded) + "\n")
    print(path.stat().st_size)
