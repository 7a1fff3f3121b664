"""Records what PyTorch says, in float64: `python convolution.py > convolution.json` (torch)."""
import json

import torch
import torch.nn.functional as F

torch.set_default_dtype(torch.float64)
torch.manual_seed(5)


def numbers(*shape):
    # Few digits: what is written is what was computed with.
    return torch.round(torch.randn(*shape) * 8) / 8


def flat(tensor):
    return [round(value, 10) for value in tensor.detach().reshape(-1).tolist()]


def case(operation, options, f, *operands):
    inputs = [operand.clone().requires_grad_() for operand in operands]
    y = f(*inputs)
    weights = numbers(*y.shape)
    slopes = torch.autograd.grad((y * weights).sum(), inputs)
    return {
        "operation": operation,
        "options": options,
        "operands": [{"shape": list(x.shape), "data": flat(x)} for x in inputs],
        "shape": list(y.shape),
        "value": flat(y),
        "weights": flat(weights),
        "gradients": [flat(slope) for slope in slopes],
    }


cases = []

for options in [
    {},
    {"stride": 2, "padding": 1},
    {"dilation": 2, "padding": 3},
    {"groups": 2, "padding": 1, "bias": True},
    {"stride": [2, 1], "dilation": [1, 2], "groups": 4, "padding": 2},
    {"stride": 3, "padding": 1, "bias": True},
]:
    rest = {name: value for name, value in options.items() if name != "bias"}
    for axes in (1, 2):
        if axes == 1 and isinstance(options.get("stride"), list):
            continue
        x = numbers(1 + axes % 2, 4, *(6, 5)[:axes])
        w = numbers(4, 4 // options.get("groups", 1), *(3, 2)[:axes])
        bias = [numbers(4)] if options.get("bias") else []
        conv = (F.conv1d, F.conv2d)[axes - 1]
        cases.append(case(f"conv{axes}d", options, lambda x, w, b=None: conv(x, w, b, **rest), x, w, *bias))

for options in [
    {},
    {"stride": 2, "padding": 1, "outputPadding": 1},
    {"stride": 3, "dilation": 2, "outputPadding": 2},
    {"groups": 2, "stride": 2},
]:
    rest = {("output_padding" if name == "outputPadding" else name): value for name, value in options.items()}
    for axes in (1, 2):
        x = numbers(3 - axes, 4, *(4, 3)[:axes])
        w = numbers(4, 2, *(3, 2)[:axes])
        conv = (F.conv_transpose1d, F.conv_transpose2d)[axes - 1]
        cases.append(case(f"convTranspose{axes}d", options, lambda x, w: conv(x, w, **rest), x, w))

for options in [
    {"size": 2},
    {"size": 3},
    {"size": 3, "stride": 2, "padding": 1},
    {"size": 2, "stride": 1},
    {"size": 2, "stride": 3},
]:
    rest = {name: value for name, value in options.items() if name != "size"}
    for axes in (1, 2):
        x = numbers(1, 2, *(7, 6)[:axes])
        # Ties in most windows
        tied = torch.round(numbers(1, 2, *(7, 6)[:axes]))
        pool = (F.max_pool1d, F.max_pool2d)[axes - 1]
        for each in (x, tied):
            cases.append(case(f"maxPool{axes}d", options, lambda x: pool(x, options["size"], **rest), each))
        mean = (F.avg_pool1d, F.avg_pool2d)[axes - 1]
        for count in (False, True) if "padding" in options else (False,):
            cases.append(
                case(
                    f"averagePool{axes}d",
                    {**options, "countPadding": count},
                    lambda x: mean(x, options["size"], count_include_pad=count, **rest),
                    x,
                )
            )

# A small network: its loss, gradients, and the product of its Hessian with the gradients
x, labels = numbers(3, 2, 8, 8), torch.tensor([0, 2, 1])
parameters = [p.requires_grad_() for p in (numbers(4, 2, 3, 3) / 4, numbers(4), numbers(3, 4, 3, 3) / 4, numbers(12, 3) / 4)]


def loss(k1, b1, k2, dense):
    h = F.max_pool2d(F.relu(F.conv2d(x, k1, b1, padding=1)), 2)
    h = F.max_pool2d(torch.tanh(F.conv2d(h, k2, padding=1)), 2)
    return F.cross_entropy(h.reshape(3, -1) @ dense, labels)


value = loss(*parameters)
slopes = torch.autograd.grad(value, parameters, create_graph=True)
bends = torch.autograd.grad(sum((g * g.detach()).sum() for g in slopes), parameters)
network = {
    "x": flat(x),
    "labels": labels.tolist(),
    "parameters": [{"shape": list(p.shape), "data": flat(p)} for p in parameters],
    "loss": value.item(),
    "gradients": [flat(g) for g in slopes],
    "hessianTimesGradient": [flat(b) for b in bends],
}

print(json.dumps({"torch": torch.__version__, "cases": cases, "network": network}, separators=(",", ":")))
