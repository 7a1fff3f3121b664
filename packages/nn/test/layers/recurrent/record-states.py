"""Recurrent nets that begin with a state and give the one they end with, in float64: python record-states.py > states.json

By PyTorch (torch), and convolutional ones by Keras on it (keras, KERAS_BACKEND=torch).
"""

import json
import os

os.environ["KERAS_BACKEND"] = "torch"
import keras
import torch
from torch import nn
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

keras.config.set_floatx("float64")
torch.manual_seed(3)
N, T, F, H = 3, 5, 4, 3
LENGTHS = [5, 3, 1]
# Where our gates stand in PyTorch's order: GRU z, r, n of r, z, n; LSTM i, f, g, o as they are.
ORDER = {"simpleRnn": [0], "lstm": [0, 1, 2, 3], "gru": [1, 0, 2]}
NETS = {"simpleRnn": nn.RNN, "lstm": nn.LSTM, "gru": nn.GRU}


def listed(t):
    return {"shape": list(t.shape), "data": [float(f"{v:.9g}") for v in t.detach().flatten().tolist()]}


def ours(kind, rows):
    """[gates·H, …] as PyTorch has it, gates in our order and beside each other."""
    gates = rows.reshape(len(ORDER[kind]), H, *rows.shape[1:])[ORDER[kind]].flatten(0, 1)
    return gates.T if gates.dim() == 2 else gates


def numbered(t, f):
    return (t * f(torch.arange(t.numel(), dtype=t.dtype).reshape(t.shape))).sum()


def case(kind, lengths):
    net = NETS[kind](F, H, batch_first=True).double()
    for p in net.parameters():
        p.data = torch.randn_like(p) * 0.6
    x = torch.randn(N, T, F).double().requires_grad_()
    names = ["h", "c"] if kind == "lstm" else ["h"]
    begin = {name: torch.randn(N, H).double().requires_grad_() for name in names}
    given = tuple(s[None] for s in begin.values())
    packed = pack_padded_sequence(x, lengths, batch_first=True)
    out, end = net(packed, given if kind == "lstm" else given[0])
    out, _ = pad_packed_sequence(out, batch_first=True, total_length=T)
    end = [s[0] for s in (end if kind == "lstm" else [end])]
    loss = numbered(out, torch.cos) + sum(numbered(s, torch.sin) for s in end)
    loss.backward()

    def weights(part):
        w, u, b, c = (part(getattr(net, f"{name}_l0")) for name in ("weight_ih", "weight_hh", "bias_ih", "bias_hh"))
        own = {"inputWeight": listed(ours(kind, w)), "recurrentWeight": listed(ours(kind, u))}
        if kind == "gru":
            return {**own, "bias": listed(ours(kind, b)), "recurrentBias": listed(ours(kind, c))}
        first = part(net.weight_ih_l0) is net.weight_ih_l0
        return {**own, "bias": listed(ours(kind, b + c if first else b))}

    state = lambda parts: dict(zip(names, map(listed, parts))) if kind == "lstm" else listed(parts[0])
    return {
        "lengths": lengths, "x": listed(x), "params": weights(lambda p: p), "begin": state(list(begin.values())),
        "outputs": listed(out), "end": state(end),
        "gradients": {
            "params": weights(lambda p: p.grad), "x": listed(x.grad),
            "begin": state([s.grad for s in begin.values()]),
        },
    }


def film(options, size, stride, padding):
    """[N, T, C, H, W] here; Keras has the channels last, and kernels [h, w, in, 4·out]."""
    x = torch.randn(2, 3, 2, 5, 6).double().requires_grad_()
    layer = keras.layers.ConvLSTM2D(
        3, size, strides=stride, padding=padding, return_sequences=True, return_state=True, dtype="float64",
    )
    y = layer(x.permute(0, 1, 3, 4, 2))
    for v in layer.weights:
        v.assign(torch.randn(*v.shape).double() * 0.4)
    out, h, c = layer(x.permute(0, 1, 3, 4, 2))
    outputs = out.permute(0, 1, 4, 2, 3)
    end = {"h": h.permute(0, 3, 1, 2), "c": c.permute(0, 3, 1, 2)}
    loss = numbered(outputs.contiguous(), torch.cos) + sum(numbered(s.contiguous(), torch.sin) for s in end.values())
    loss.backward()
    kernel, recurrent, bias = [v.value for v in layer.weights]
    to_ours = lambda k: k.permute(3, 2, 0, 1)
    weights = lambda part: {
        "inputWeight": listed(to_ours(part(kernel))), "recurrentWeight": listed(to_ours(part(recurrent))),
        "bias": listed(part(bias)),
    }
    return {
        "options": options, "size": size, "x": listed(x), "params": weights(lambda p: p), "outputs": listed(outputs),
        "end": {name: listed(s) for name, s in end.items()},
        "gradients": {"params": weights(lambda p: p.grad), "x": listed(x.grad)},
    }


print(
    json.dumps(
        {
            **{kind: {"whole": case(kind, [T] * N), "short": case(kind, LENGTHS)} for kind in NETS},
            "films": [film({}, [3, 3], 1, "same"), film({"stride": 2, "padding": "valid"}, [3, 2], 2, "valid")],
        }
    )
)
