"""Weight and spectral norm in float64, by PyTorch: python record-weights.py > weights.json"""
import json

import torch
from torch import nn
from torch.nn.utils.parametrizations import spectral_norm, weight_norm

torch.set_default_dtype(torch.float64)
torch.manual_seed(4)


def listed(t):
    return {"shape": list(t.shape), "data": [float(f"{v:.9g}") for v in t.detach().flatten().tolist()]}


def case(kind, make, x):
    """Of a matrix [in, out] here PyTorch has the transposed one."""
    turn = (lambda t: t.T) if kind == "dense" else (lambda t: t)
    net = make()
    x = x.requires_grad_()
    weight_norm(net)
    gain, direction = net.parametrizations.weight.original0, net.parametrizations.weight.original1
    gain.data *= torch.linspace(0.5, 2, gain.numel()).reshape(gain.shape)
    y = net(x)
    (y * torch.arange(y.numel()).reshape(y.shape).cos()).sum().backward()
    parts = lambda part: {"gain": listed(part(gain).flatten()), kind: {"weight": listed(turn(part(direction))), "bias": listed(part(net.bias))}}
    weight = {"x": listed(x), "params": parts(lambda p: p), "y": listed(y), "gradients": {"params": parts(lambda p: p.grad), "x": listed(x.grad)}}
    net = spectral_norm(make())
    x = x.detach().requires_grad_()
    own = net.parametrizations.weight
    state = {"left": listed(own[0]._u[:, None]), "right": listed(own[0]._v[:, None])}
    y = net(x)
    (y * torch.arange(y.numel()).reshape(y.shape).cos()).sum().backward()
    after = {"left": listed(own[0]._u[:, None]), "right": listed(own[0]._v[:, None])}
    parts = lambda part: {kind: {"weight": listed(turn(part(own.original))), "bias": listed(part(net.bias))}}
    spectral = {
        "x": listed(x), "params": parts(lambda p: p), "state": state, "y": listed(y), "after": after,
        "gradients": {"params": parts(lambda p: p.grad), "x": listed(x.grad)},
    }
    net.eval()
    return {"weightNorm": weight, "spectralNorm": {**spectral, "predicted": listed(net(x))}}


print(json.dumps({
    "dense": case("dense", lambda: nn.Linear(4, 3), torch.randn(2, 4)),
    "conv2d": case("conv2d", lambda: nn.Conv2d(2, 3, 3), torch.randn(2, 2, 4, 4)),
}))
