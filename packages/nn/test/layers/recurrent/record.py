"""Outputs and gradients of recurrent nets in float64, by PyTorch: python record.py > recorded.json"""

import json

import torch
from torch import nn
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

torch.manual_seed(1)
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


def direction(kind, net, suffix, part):
    w, u, b, c = (part(getattr(net, f"{name}_l0{suffix}")) for name in ("weight_ih", "weight_hh", "bias_ih", "bias_hh"))
    weights = {"inputWeight": listed(ours(kind, w)), "recurrentWeight": listed(ours(kind, u))}
    if kind == "gru":
        return {**weights, "bias": listed(ours(kind, b)), "recurrentBias": listed(ours(kind, c))}
    # Two biases that are only ever added: the gradient of either is that of the sum.
    return {**weights, "bias": listed(ours(kind, b + c if part is value else b))}


def value(p):
    return p


def gradient(p):
    return p.grad


def case(kind, lengths):
    net = NETS[kind](F, H, batch_first=True, bidirectional=True)
    for p in net.parameters():
        p.data = torch.randn_like(p) * 0.6
    x = torch.randn(N, T, F)
    net, x = net.double(), x.double().requires_grad_()
    packed = pack_padded_sequence(x, lengths, batch_first=True)
    out, state = net(packed)
    out, _ = pad_packed_sequence(out, batch_first=True, total_length=T)
    last = state[0] if kind == "lstm" else state  # [2, N, H]
    last = torch.cat([last[0], last[1]], 1)
    loss = (out * torch.arange(out.numel()).reshape(out.shape).cos()).sum()
    loss = loss + (last * torch.arange(last.numel()).reshape(last.shape).sin()).sum()
    loss.backward()
    both = lambda part: {"forward": direction(kind, net, "", part), "backward": direction(kind, net, "_reverse", part)}
    return {
        "lengths": lengths, "x": listed(x), "params": both(value), "outputs": listed(out), "last": listed(last),
        "gradients": {"params": both(gradient), "x": listed(x.grad)},
    }


print(json.dumps({kind: {"whole": case(kind, [T] * N), "short": case(kind, LENGTHS)} for kind in NETS}))
