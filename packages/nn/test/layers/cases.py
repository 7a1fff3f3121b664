"""What the scripts that record layers share: cases of a layer, its parameters, what comes out and the gradients."""

import torch

torch.set_default_dtype(torch.float64)
torch.manual_seed(11)


def numbers(*shape):
    # Few digits: what is written is what was computed with.
    return torch.round(torch.randn(*shape) * 4) / 4


def flat(tensor):
    return [round(value, 5) for value in tensor.detach().reshape(-1).tolist()]


def packed(tensor):
    return {"shape": list(tensor.shape), "data": flat(tensor)}


cases = []


def case(layer, arguments, f, x, training=True, **params):
    """Parameters with "/" in their names are nested here; f takes the input, then the parameters in order."""
    x = x.clone().requires_grad_()
    own = {name: value.clone().requires_grad_() for name, value in params.items()}
    y = f(x, *own.values())
    weights = numbers(*y.shape)
    slopes = torch.autograd.grad((y * weights).sum(), [x, *own.values()])
    cases.append(
        {
            "layer": layer,
            "arguments": arguments,
            "training": training,
            "x": packed(x),
            "params": {name.replace("__", "/"): packed(value) for name, value in own.items()},
            "y": packed(y),
            "weights": flat(weights),
            "slopes": [flat(slope) for slope in slopes],
        }
    )


