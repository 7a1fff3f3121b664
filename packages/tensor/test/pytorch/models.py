"""Whole models as PyTorch computes them: values, all gradients, Adam's steps and a Hessian."""

import torch
from torch import nn
from torch.nn import functional as F

from encoding import encode, weights_like


def quantized(x):
    """Rounded to multiples of 1/64."""
    return (x * 64).round() / 64


def given(**shapes):
    """Parameters and data of about size 0.5 (biases and weights of norms too: nothing is at a special place)."""
    return {name: quantized(torch.randn(shape, dtype=torch.float64) * 0.5) for name, shape in shapes.items()}


def written(tensors):
    return {
        name: {"shape": list(x.shape), "numbers": (x * 64).round().long().flatten().tolist()}
        for name, x in tensors.items()
    }


def differentiated(f, tensors):
    """What a model gives, the sum of it all with the weights cos 0, cos 1, …, and the gradients by everything."""
    leaves = {name: x.clone().requires_grad_() for name, x in tensors.items()}
    results = f(**leaves)
    total = sum((x * weights_like(x)).sum() for x in results.values())
    gradients = torch.autograd.grad(total, list(leaves.values()))
    return {
        "inputs": written(tensors),
        "results": {name: encode(x) for name, x in results.items()},
        "gradients": {name: encode(g) for name, g in zip(leaves, gradients)},
    }


def mlp_logits(x, w1, b1, w2, b2, w3, b3):
    return F.relu(F.relu(x @ w1 + b1) @ w2 + b2) @ w3 + b3


def record_mlp():
    tensors = given(x=[12, 5], w1=[5, 8], b1=[8], w2=[8, 6], b2=[6], w3=[6, 3], b3=[3])
    labels = torch.randint(3, [12])
    batches = torch.stack([torch.randperm(12)[:6] for _ in range(10)])

    x = tensors["x"]
    parameters = {name: p.clone().requires_grad_() for name, p in tensors.items() if name != "x"}
    optimizer = torch.optim.Adam(parameters.values(), lr=0.05)
    losses = []
    for rows in batches:
        optimizer.zero_grad()
        loss = F.cross_entropy(mlp_logits(x[rows], **parameters), labels[rows])
        loss.backward()
        optimizer.step()
        losses.append(loss.detach())
    return {
        **differentiated(lambda **t: {"loss": F.cross_entropy(mlp_logits(**t), labels), "logits": mlp_logits(**t)}, tensors),
        "labels": labels.tolist(),
        "batches": batches.tolist(),
        "adam": {
            "losses": encode(torch.stack(losses)),
            "parameters": {name: encode(p) for name, p in parameters.items()},
        },
    }


def record_hessian():
    """A net with 50 parameters in one vector (5·6 + 6 + 6·2 + 2) and a batch of 50."""
    tensors = given(theta=[50], x=[50, 5])
    labels = torch.randint(2, [50])

    def loss(theta):
        w1, b1, w2, b2 = theta.split([30, 6, 12, 2])
        h = torch.tanh(tensors["x"] @ w1.reshape(5, 6) + b1)
        return F.cross_entropy(h @ w2.reshape(6, 2) + b2, labels)

    return {
        "inputs": written(tensors),
        "labels": labels.tolist(),
        "results": {
            "loss": encode(loss(tensors["theta"])),
            "hessian": encode(torch.autograd.functional.hessian(loss, tensors["theta"])),
        },
        "gradients": {"theta": encode(torch.func.grad(loss)(tensors["theta"]))},
    }


def record_cnn():
    labels = torch.randint(3, [4])
    tensors = given(x=[4, 2, 9, 8], w1=[4, 2, 3, 3], gamma=[4], beta=[4], w2=[6, 2, 3, 2], b2=[6], w3=[12, 3], b3=[3])

    def model(x, w1, gamma, beta, w2, b2, w3, b3):
        h = F.conv2d(x, w1, padding=1)
        h = F.relu(F.batch_norm(h, None, None, gamma, beta, training=True))
        h = F.max_pool2d(h, 2)
        h = F.relu(F.conv2d(h, w2, b2, stride=2, groups=2))
        logits = h.flatten(1) @ w3 + b3
        return {"loss": F.cross_entropy(logits, labels), "logits": logits}

    return {**differentiated(model, tensors), "labels": labels.tolist()}


def record_lstm():
    """nn.LSTM, both directions."""
    lstm = nn.LSTM(3, 4, batch_first=True, bidirectional=True, dtype=torch.float64)
    shapes = {name: list(p.shape) for name, p in lstm.named_parameters()}
    tensors = given(x=[2, 5, 3], h=[2, 2, 4], c=[2, 2, 4], **shapes)

    def model(x, h, c, **parameters):
        output, (hn, cn) = torch.func.functional_call(lstm, parameters, (x, (h, c)))
        return {"output": output, "h": hn, "c": cn}

    return differentiated(model, tensors)


def record_transformer():
    """nn.TransformerEncoderLayer, norms first, GELU, with a causal mask."""
    layer = nn.TransformerEncoderLayer(
        8, 2, dim_feedforward=16, dropout=0.0, activation="gelu", batch_first=True, norm_first=True, dtype=torch.float64
    )
    shapes = {name: list(p.shape) for name, p in layer.named_parameters()}
    tensors = given(x=[3, 5, 8], **{name.replace(".", "_"): shape for name, shape in shapes.items()})
    mask = nn.Transformer.generate_square_subsequent_mask(5, dtype=torch.float64)

    def model(x, **parameters):
        named = {name: parameters[name.replace(".", "_")] for name in shapes}
        return {"output": torch.func.functional_call(layer, named, (x,), {"src_mask": mask})}

    return differentiated(model, tensors)


def record_models():
    torch.manual_seed(21)
    return {
        "mlp": record_mlp(),
        "hessian": record_hessian(),
        "cnn": record_cnn(),
        "lstm": record_lstm(),
        "transformer": record_transformer(),
    }
