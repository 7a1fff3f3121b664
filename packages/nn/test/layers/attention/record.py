"""Outputs and gradients of attention in float64, by PyTorch: python record.py > recorded.json"""

import json

import torch
from torch import nn

torch.manual_seed(2)
N, T, S, F, HEADS, HIDDEN = 2, 4, 3, 6, 2, 8
LENGTHS = [4, 2]


def listed(t):
    return {"shape": list(t.shape), "data": [float(f"{v:.9g}") for v in t.detach().flatten().tolist()]}


def random(module):
    for p in module.parameters():
        p.data = torch.randn_like(p) * 0.5
    return module.double()


def attention(net, part):
    """query, key and value are one matrix in PyTorch."""
    weights = part(net.in_proj_weight).split(F)
    biases = part(net.in_proj_bias).split(F)
    names = ["query", "key", "value"]
    made = {name: {"weight": listed(w.T), "bias": listed(b)} for name, w, b in zip(names, weights, biases)}
    return {**made, "output": {"weight": listed(part(net.out_proj.weight).T), "bias": listed(part(net.out_proj.bias))}}


def linear(net, part):
    return {"weight": listed(part(net.weight).T), "bias": listed(part(net.bias))}


def norm(net, part):
    return {"gamma": listed(part(net.weight)), "beta": listed(part(net.bias))}


def value(p):
    return p


def gradient(p):
    return p.grad


def finish(y, params, signals, keep=None):
    weights = torch.arange(y.numel()).reshape(y.shape).cos().double()
    ((y * weights) if keep is None else (y * weights * keep)).sum().backward()
    gradients = {"params": params(gradient), **{name: listed(t.grad) for name, t in signals.items()}}
    return {**{name: listed(t) for name, t in signals.items()}, "params": params(value), "y": listed(y), "gradients": gradients}


def signal(*shape):
    return torch.randn(*shape).double().requires_grad_()


there = torch.arange(T)[None] < torch.tensor(LENGTHS)[:, None]
future = torch.ones(T, T).triu(1).bool()


def self_attention(**options):
    net, x = random(nn.MultiheadAttention(F, HEADS, batch_first=True)), signal(N, T, F)
    y, _ = net(x, x, x, need_weights=False, **options)
    return finish(y, lambda part: attention(net, part), {"x": x})


def cross_attention():
    net, query, key = random(nn.MultiheadAttention(F, HEADS, batch_first=True)), signal(N, T, F), signal(N, S, F)
    y, _ = net(query, key, key, need_weights=False)
    return finish(y, lambda part: attention(net, part), {"query": query, "key": key})


def block(before, **options):
    net = random(nn.TransformerEncoderLayer(F, HEADS, HIDDEN, dropout=0, activation="gelu", batch_first=True, norm_first=before))
    x = signal(N, T, F)
    y = net(x, **options)
    params = lambda part: {
        "attention": attention(net.self_attn, part), "attentionNorm": norm(net.norm1, part),
        "feedForward": {"hidden": linear(net.linear1, part), "output": linear(net.linear2, part)},
        "feedForwardNorm": norm(net.norm2, part),
    }
    return finish(y, params, {"x": x})


def decoder(before):
    net = random(nn.TransformerDecoderLayer(F, HEADS, HIDDEN, dropout=0, activation="gelu", batch_first=True, norm_first=before))
    x, memory = signal(N, T, F), signal(N, S, F)
    y = net(x, memory, tgt_mask=future)
    params = lambda part: {
        "attention": attention(net.self_attn, part), "attentionNorm": norm(net.norm1, part),
        "cross": attention(net.multihead_attn, part), "crossNorm": norm(net.norm2, part),
        "feedForward": {"hidden": linear(net.linear1, part), "output": linear(net.linear2, part)},
        "feedForwardNorm": norm(net.norm3, part),
    }
    return finish(y, params, {"x": x, "memory": memory})


def grouped():
    """Two heads of queries for one of keys and values."""
    net = {name: random(nn.Linear(F, F if name in ("query", "output") else F // 2)) for name in ("query", "key", "value", "output")}
    x = signal(N, T, F)
    heads = lambda y: y.reshape(N, T, -1, F // HEADS).transpose(1, 2)
    parts = [heads(net[name](x)) for name in ("query", "key", "value")]
    y = torch.nn.functional.scaled_dot_product_attention(*parts, is_causal=True, enable_gqa=True)
    y = net["output"](y.transpose(1, 2).reshape(N, T, F))
    return finish(y, lambda part: {name: linear(each, part) for name, each in net.items()}, {"x": x})


def additive():
    """Bahdanau's: vᵀ tanh(W q + b + U k), the second sequence's last key filled up."""
    query, key, score = random(nn.Linear(F, 5)), random(nn.Linear(4, 5, bias=False)), random(nn.Linear(5, 1, bias=False))
    q, k = signal(N, T, F), signal(N, S, 4)
    scores = score(torch.tanh(query(q)[:, :, None] + key(k)[:, None])).squeeze(-1)
    scores = scores.masked_fill(~torch.tensor([[[True] * S], [[True, True, False]]]), -torch.inf)
    y = scores.softmax(-1) @ k
    matrix = lambda net, part: {"weight": listed(part(net.weight).T)}
    params = lambda part: {"query": linear(query, part), "key": matrix(key, part), "score": matrix(score, part)}
    return finish(y, params, {"query": q, "key": k})


print(json.dumps({
    "plain": self_attention(), "causal": self_attention(attn_mask=future),
    "masked": self_attention(key_padding_mask=~there), "cross": cross_attention(),
    "before": block(True), "after": block(False, src_mask=future), "decoderBefore": decoder(True), "decoderAfter": decoder(False),
    "grouped": grouped(), "additive": additive(),
}))
