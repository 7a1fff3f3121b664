"""Records what PyTorch says of batch norm, in float64: `python normalization.py > normalization.json` (torch)."""

import json

import torch
import torch.nn.functional as F

torch.set_default_dtype(torch.float64)
torch.manual_seed(7)
EPSILON = 1e-5


def numbers(*shape):
    # Few digits: what is written is what was computed with.
    return torch.round(torch.randn(*shape) * 8) / 8


def flat(tensor):
    return [round(value, 10) for value in tensor.detach().reshape(-1).tolist()]


def written(tensor):
    return {"shape": list(tensor.shape), "data": flat(tensor)}


def case(*shape):
    inputs = [numbers(*shape), numbers(shape[1]), numbers(shape[1])]
    x, gamma, beta = (each.requires_grad_() for each in inputs)
    mean, variance = torch.zeros(shape[1]), torch.zeros(shape[1])
    y = F.batch_norm(x, mean, variance, gamma, beta, training=True, momentum=1.0, eps=EPSILON)
    weights = numbers(*shape)
    count = x.numel() / shape[1]
    return {
        "inputs": [written(each) for each in inputs],
        "weights": written(weights),
        "y": flat(y),
        "mean": flat(mean),
        # PyTorch keeps the estimate of the population's.
        "variance": flat(variance * (count - 1) / count),
        "gradients": [flat(each) for each in torch.autograd.grad((y * weights).sum(), inputs)],
        "predicted": flat(F.batch_norm(x, mean, variance, gamma, beta, training=False, eps=EPSILON)),
        "runningVariance": flat(variance),
    }


def network():
    x, labels = numbers(4, 2, 8, 8), torch.randint(3, [4])
    parameters = [numbers(4, 2, 3, 3), numbers(4), numbers(4), numbers(6, 4, 3, 3), numbers(6), numbers(6), numbers(24, 3)]
    parameters = [each.requires_grad_() for each in parameters]

    def loss(k1, g1, b1, k2, g2, b2, dense):
        norm = lambda z, g, b: F.batch_norm(z, None, None, g, b, training=True, eps=EPSILON)
        h = F.max_pool2d(F.relu(norm(F.conv2d(x, k1, padding=1), g1, b1)), 2)
        h = F.max_pool2d(torch.tanh(norm(F.conv2d(h, k2, padding=1), g2, b2)), 2)
        return F.cross_entropy(h.reshape(4, -1) @ dense, labels)

    value = loss(*parameters)
    slopes = torch.autograd.grad(value, parameters, create_graph=True)
    along = sum((g * g.detach()).sum() for g in slopes)
    return {
        "x": flat(x),
        "labels": labels.tolist(),
        "parameters": [written(each) for each in parameters],
        "loss": value.item(),
        "gradients": [flat(g) for g in slopes],
        "hessianTimesGradient": [flat(h) for h in torch.autograd.grad(along, parameters)],
    }


cases = [case(5, 3), case(4, 3, 6), case(3, 2, 4, 5), case(2, 3, 1, 1)]
print(json.dumps({"torch": torch.__version__, "epsilon": EPSILON, "cases": cases, "network": network()}))
