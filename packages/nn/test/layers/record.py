"""Records what PyTorch says of layers, in float64: `python record.py > recorded.json` (torch)."""
import json
import math

import torch
import torch.nn.functional as F
from cases import case, cases, flat, numbers, packed


def same(x, size, stride=1, dilation=1):
    """The definition: as many zeros as make ceil(length / stride) outputs, the odd one behind."""
    widths = []
    for length, k in zip(reversed(x.shape[2:]), reversed(size)):
        span = (k - 1) * dilation + 1
        total = max(0, (math.ceil(length / stride) - 1) * stride + span - length)
        widths += [total // 2, total - total // 2]
    return widths


def conv_same(x, w, b, stride=1, dilation=1, groups=1):
    conv = F.conv2d if x.dim() == 4 else F.conv1d
    padded = F.pad(x, same(x, w.shape[2:], stride, dilation))
    return conv(padded, w, b, stride=stride, dilation=dilation, groups=groups)


for options in [
    {},
    {"stride": 2},
    {"padding": "valid"},
    {"padding": 2, "stride": 3},
    {"dilation": 2},
    {"groups": 2, "bias": False},
]:
    rest = {name: value for name, value in options.items() if name in ("stride", "dilation", "groups")}

    def images(x, w, b=None):
        if options.get("padding", "same") == "same":
            return conv_same(x, w, b, **rest)
        return F.conv2d(x, w, b, padding=options["padding"], **rest)

    def sequences(x, w, b=None):
        first = x.transpose(1, 2)
        if options.get("padding", "same") == "same":
            return conv_same(first, w, b, **rest).transpose(1, 2)
        return F.conv1d(first, w, b, padding=options["padding"], **rest).transpose(1, 2)

    groups = options.get("groups", 1)
    bias = {} if options.get("bias") is False else {"bias": numbers(4)}
    case("conv2d", [4, [3, 2], options], images, numbers(1, 2, 5, 6), weight=numbers(4, 2 // groups, 3, 2), **bias)
    case("conv1d", [4, 3, options], sequences, numbers(2, 7, 2), weight=numbers(4, 2 // groups, 3), **bias)

for options in [
    {"padding": "valid", "stride": 2},
    {"padding": 1, "stride": 3, "outputPadding": 1},
    {"padding": 1, "groups": 2, "dilation": 2},
]:
    rest = {{"outputPadding": "output_padding"}.get(name, name): value for name, value in options.items()}
    if rest["padding"] == "valid":
        rest["padding"] = 0
    groups = options.get("groups", 1)
    case(
        "convTranspose2d",
        [4, 3, options],
        lambda x, w, b: F.conv_transpose2d(x, w, b, **rest),
        numbers(2, 2, 3, 4),
        weight=numbers(2, 4 // groups, 3, 3),
        bias=numbers(4),
    )
    case(
        "convTranspose1d",
        [4, 3, options],
        lambda x, w, b: F.conv_transpose1d(x.transpose(1, 2), w, b, **rest).transpose(1, 2),
        numbers(2, 4, 2),
        weight=numbers(2, 4 // groups, 3),
        bias=numbers(4),
    )
# With a kernel of 4 and a stride of 2, "same" is one zero on each side.
case(
    "convTranspose2d",
    [3, 4, {"stride": 2}],
    lambda x, w, b: F.conv_transpose2d(x, w, b, stride=2, padding=1),
    numbers(1, 2, 3, 3),
    weight=numbers(2, 3, 4, 4),
    bias=numbers(3),
)

case(
    "depthwiseConv2d",
    [3, {"multiplier": 2}],
    lambda x, w, b: F.conv2d(x, w, b, padding=1, groups=3),
    numbers(2, 3, 4, 5),
    weight=numbers(6, 1, 3, 3),
    bias=numbers(6),
)
case(
    "separableConv2d",
    [5, 3, {"stride": 2}],
    lambda x, around, across, b: F.conv2d(conv_same(x, around, None, stride=2, groups=3), across, b),
    numbers(2, 3, 5, 5),
    depthwise__weight=numbers(3, 1, 3, 3),
    pointwise__weight=numbers(5, 3, 1, 1),
    pointwise__bias=numbers(5),
)

# Different numbers: at ties the derivative is a matter of convention.
distinct = lambda *shape: (torch.randperm(math.prod(shape)) / 8).reshape(shape) - 2
case("maxPool", [2], lambda x: F.max_pool2d(x, 2, ceil_mode=True), distinct(2, 2, 5, 4))
case("maxPool", [2, {"padding": "valid"}], lambda x: F.max_pool2d(x, 2), distinct(1, 2, 5, 5))
case("maxPool", [3, {"stride": 2, "padding": 1}], lambda x: F.max_pool2d(x, 3, 2, 1), distinct(2, 1, 6, 5))
case("maxPool", [2], lambda x: F.max_pool1d(x.transpose(1, 2), 2, ceil_mode=True).transpose(1, 2), distinct(2, 5, 3))
case("averagePool", [2], lambda x: F.avg_pool2d(x, 2, ceil_mode=True, count_include_pad=False), numbers(2, 2, 5, 4))
case(
    "averagePool",
    [3, {"stride": 2, "padding": 1, "countPadding": True}],
    lambda x: F.avg_pool2d(x, 3, 2, 1),
    numbers(1, 2, 5, 5),
)
case("averagePool", [3, {"padding": "valid"}], lambda x: F.avg_pool1d(x.transpose(1, 2), 3).transpose(1, 2), numbers(2, 6, 2))
case("globalAveragePool", [], lambda x: F.adaptive_avg_pool2d(x, 1).flatten(1), numbers(2, 3, 4, 5))
case("globalAveragePool", [], lambda x: x.mean(1), numbers(2, 4, 3))
case("globalMaxPool", [], lambda x: F.adaptive_max_pool2d(x, 1).flatten(1), distinct(2, 3, 4, 5))
case("globalMaxPool", [], lambda x: x.max(1).values, distinct(2, 4, 3))
case("upsample", [3], lambda x: F.interpolate(x, scale_factor=3, mode="nearest"), numbers(2, 2, 2, 3))
case("upsample", [2], lambda x: x.repeat_interleave(2, 1), numbers(2, 3, 2))
case("resize", [[3, 7]], lambda x: F.interpolate(x, size=(3, 7), mode="nearest"), numbers(2, 2, 5, 4))
case("zeroPad", [[[1, 0], [2, 3]]], lambda x: F.pad(x, (2, 3, 1, 0)), numbers(1, 2, 2, 2))
case("crop", [[[1, 0], [1, 2]]], lambda x: x[:, :, 1:, 1:-2], numbers(2, 1, 3, 5))

for shape in [(5, 3), (2, 3, 4, 3), (3, 4, 3)]:
    # Channels in the middle, as PyTorch has them.
    turned = (lambda x: x.transpose(1, 2)) if len(shape) == 3 else (lambda x: x)
    affine = {"gamma": numbers(3) + 0.1, "beta": numbers(3)}
    case(
        "batchNorm",
        [],
        lambda x, g, b: turned(F.batch_norm(turned(x), None, None, g, b, training=True)),
        numbers(*shape) + 0.5,
        **affine,
    )
    case(
        "batchNorm",
        [{"epsilon": 0.01}],
        # A layer that has not been trained has mean 0 and variance 1.
        lambda x, g, b: turned(F.batch_norm(turned(x), torch.zeros(3), torch.ones(3), g, b, training=False, eps=0.01)),
        numbers(*shape),
        training=False,
        **affine,
    )
case("batchNorm", [{"scale": False}], lambda x, b: F.batch_norm(x, None, None, None, b, training=True), numbers(6, 2), beta=numbers(2))
case("layerNorm", [], lambda x, g, b: F.layer_norm(x, (4,), g, b), numbers(3, 4), gamma=numbers(4), beta=numbers(4))
case("layerNorm", [], lambda x, g, b: F.layer_norm(x, (4,), g, b), numbers(2, 3, 4), gamma=numbers(4), beta=numbers(4))
case(
    "layerNorm",
    [],
    lambda x, g, b: F.layer_norm(x.permute(0, 2, 3, 1), (4,), g, b).permute(0, 3, 1, 2),
    numbers(2, 4, 2, 3),
    gamma=numbers(4),
    beta=numbers(4),
)
case(
    "layerNorm",
    [{"axes": [1, 2, 3], "epsilon": 0.001}],
    lambda x, g, b: F.layer_norm(x, (2, 2, 3), g, b, 0.001),
    numbers(2, 2, 2, 3),
    gamma=numbers(2, 2, 3),
    beta=numbers(2, 2, 3),
)
case("rmsNorm", [], lambda x, g: F.rms_norm(x, (4,), g, 1e-6), numbers(2, 3, 4), gamma=numbers(4))
case("groupNorm", [2], lambda x, g, b: F.group_norm(x, 2, g, b), numbers(2, 4, 2, 3), gamma=numbers(4), beta=numbers(4))
case(
    "groupNorm",
    [2],
    lambda x, g, b: F.group_norm(x.transpose(1, 2), 2, g, b).transpose(1, 2),
    numbers(2, 3, 4),
    gamma=numbers(4),
    beta=numbers(4),
)
case("groupNorm", [2], lambda x, g, b: F.group_norm(x, 2, g, b), numbers(3, 6), gamma=numbers(6), beta=numbers(6))
case("instanceNorm", [], lambda x, g, b: F.instance_norm(x, weight=g, bias=b), numbers(2, 3, 2, 4), gamma=numbers(3), beta=numbers(3))
case("prelu", [], lambda x, s: F.prelu(x, s), numbers(2, 3, 2, 2), slope=numbers(3))
case("prelu", [], lambda x, s: F.prelu(x, s), numbers(4, 3), slope=numbers(3))

# A small net with everything in it, to see that gradients arrive.
x = numbers(4, 2, 4, 4)
labels = [0, 2, 1, 2]
w1, g, b, slope, w2, w3, b3 = own = [
    v.requires_grad_() for v in (numbers(4, 2, 3, 3), torch.ones(4), torch.zeros(4), torch.full((4,), 0.25), numbers(4, 4, 3, 3), numbers(4, 3), numbers(3))
]
h = F.prelu(F.batch_norm(F.conv2d(x, w1, padding=1), None, None, g, b, training=True), slope)
h = h + torch.relu(F.conv2d(h, w2, padding=1))
h = F.max_pool2d(h, 2).mean((2, 3))
loss = F.cross_entropy(h @ w3 + b3, torch.tensor(labels))
network = {
    "x": packed(x),
    "labels": labels,
    "params": {
        name: packed(v)
        for name, v in zip(
            ["conv2d/weight", "batchNorm/gamma", "batchNorm/beta", "prelu/slope", "residual/conv2d/weight", "dense/weight", "dense/bias"], own
        )
    },
    "loss": round(loss.item(), 8),
    "slopes": [flat(s) for s in torch.autograd.grad(loss, own)],
}

print(json.dumps({"cases": cases, "network": network}, separators=(",", ":")))
