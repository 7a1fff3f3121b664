"""Records what PyTorch says of layers of volumes, sizes and borders: `python record-places.py > recorded-places.json`"""
import json

import torch
import torch.nn.functional as F
from cases import case, cases, numbers

torch.manual_seed(12)


def last(f):
    """f of [N, C, L] on sequences [N, T, F]."""
    return lambda x, *params: f(x.transpose(1, 2), *params).transpose(1, 2)


for options in [{"padding": "valid"}, {"padding": 1, "stride": 2}, {"padding": 2, "dilation": 2, "groups": 2}]:
    rest = {name: (0 if value == "valid" else value) for name, value in options.items()}
    groups = options.get("groups", 1)
    case(
        "conv3d", [4, [3, 2, 2], options], lambda x, w, b: F.conv3d(x, w, b, **rest), numbers(2, 2, 5, 4, 4),
        weight=numbers(4, 2 // groups, 3, 2, 2), bias=numbers(4),
    )
for options in [{"padding": "valid", "stride": 2}, {"padding": 1, "stride": 2, "outputPadding": 1}]:
    rest = {{"outputPadding": "output_padding"}.get(name, name): value for name, value in options.items()}
    if rest["padding"] == "valid":
        rest["padding"] = 0
    case(
        "convTranspose3d", [2, 3, options], lambda x, w, b: F.conv_transpose3d(x, w, b, **rest),
        numbers(1, 2, 2, 3, 2), weight=numbers(2, 2, 3, 3, 3), bias=numbers(2),
    )
case(
    "depthwiseConv1d", [3, {"multiplier": 2, "padding": 1, "stride": 2}],
    last(lambda x, w, b: F.conv1d(x, w, b, padding=1, stride=2, groups=3)), numbers(2, 7, 3),
    weight=numbers(6, 1, 3), bias=numbers(6),
)
case(
    "separableConv1d", [4, 3, {"padding": 1}],
    last(lambda x, d, p, b: F.conv1d(F.conv1d(x, d, padding=1, groups=3), p, b)), numbers(2, 6, 3),
    depthwise__weight=numbers(3, 1, 3), pointwise__weight=numbers(4, 3, 1), pointwise__bias=numbers(4),
)
volume = torch.randn(2, 2, 5, 4, 6)
case("maxPool", [2, {"padding": "valid"}], lambda x: F.max_pool3d(x, 2), volume)
case("maxPool", [[3, 2, 3], {"padding": 1, "stride": 2}], lambda x: F.max_pool3d(x, (3, 2, 3), 2, 1), volume)
case("averagePool", [3, {"padding": 1, "countPadding": True, "stride": 2}], lambda x: F.avg_pool3d(x, 3, 2, 1), volume)
case("globalAveragePool", [], lambda x: x.mean((2, 3, 4)), volume)
case("globalMaxPool", [], lambda x: x.amax((2, 3, 4)), volume)
image, series = torch.randn(2, 2, 7, 5), torch.randn(2, 7, 3)
for size in [3, [2, 4]]:
    case("adaptiveAveragePool", [size], lambda x: F.adaptive_avg_pool2d(x, size), image)
    case("adaptiveMaxPool", [size], lambda x: F.adaptive_max_pool2d(x, size), image)
case("adaptiveAveragePool", [4], last(lambda x: F.adaptive_avg_pool1d(x, 4)), series)
case("adaptiveMaxPool", [3], last(lambda x: F.adaptive_max_pool1d(x, 3)), series)
case("adaptiveAveragePool", [[2, 3, 4]], lambda x: F.adaptive_avg_pool3d(x, (2, 3, 4)), volume)
case("adaptiveMaxPool", [2], lambda x: F.adaptive_max_pool3d(x, 2), volume)
case("pixelShuffle", [2], lambda x: F.pixel_shuffle(x, 2), numbers(2, 8, 3, 2))
for size in [[14, 3], [4, 10], [7, 1]]:
    case(
        "resize", [size, {"by": "bilinear"}],
        lambda x: F.interpolate(x, size=size, mode="bilinear", align_corners=False), image,
    )
case(
    "resize", [5, {"by": "bilinear"}], last(lambda x: F.interpolate(x, size=5, mode="linear", align_corners=False)),
    series,
)
case(
    "resize", [[3, 8, 4], {"by": "bilinear"}],
    lambda x: F.interpolate(x, size=(3, 8, 4), mode="trilinear", align_corners=False), volume,
)
case("reflectPad", [2], lambda x: F.pad(x, (2, 2, 2, 2), mode="reflect"), image)
case("reflectPad", [[[1, 0], [0, 3]]], lambda x: F.pad(x, (0, 3, 1, 0), mode="reflect"), image)
case("replicatePad", [3], lambda x: F.pad(x, (3, 3, 3, 3), mode="replicate"), image)
case("replicatePad", [[[2, 1]]], last(lambda x: F.pad(x, (2, 1), mode="replicate")), series)
case("rescale", [0.25, -3], lambda x: x * 0.25 - 3, image)

print(json.dumps({"cases": cases}))
