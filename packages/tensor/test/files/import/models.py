"""Networks as PyTorch's exporter writes them, with what they compute and its gradients."""

import io
import warnings

import numpy
import torch
from torch import nn


class Classifier(nn.Module):
    """Reshapes by a length that the exporter computes in the graph, as many models on the web do."""

    def __init__(self):
        super().__init__()
        self.first = nn.Conv2d(2, 4, 3, padding=1)
        self.norm = nn.BatchNorm2d(4)
        self.second = nn.Conv2d(4, 4, 3, stride=2, groups=4, dilation=1, padding=1, bias=False)
        self.third = nn.Conv2d(4, 3, 2, dilation=2)
        self.head = nn.Linear(3 * 4, 3)

    def forward(self, x):
        x = nn.functional.max_pool2d(torch.relu(self.norm(self.first(x))), 3, 2, 1)
        x = nn.functional.leaky_relu(self.second(nn.functional.pad(x, (1, 1, 2, 0), value=0.5)), 0.1)
        x = nn.functional.avg_pool2d(self.third(x), 2, 1, 1)
        x = nn.functional.dropout(x, 0.5, training=self.training)[:, :, :2, :2]
        return torch.log_softmax(self.head(x.reshape(x.size(0), -1)), -1)


class Signals(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv1d(2, 4, 3, padding=1)
        self.prelu = nn.PReLU(4)
        self.back = nn.ConvTranspose1d(4, 2, 4, stride=2, padding=1, output_padding=1)

    def forward(self, x):
        low, high = self.back(self.prelu(self.conv(x))).chunk(2, dim=1)
        return torch.cat([torch.nn.functional.elu(low), nn.functional.softplus(high).mean(-1, keepdim=True)], -1)


def perceptron():
    return nn.Sequential(
        nn.Linear(5, 6), nn.LayerNorm(6), nn.GELU(), nn.Linear(6, 4), nn.SELU(), nn.Hardswish(), nn.Linear(4, 3), nn.Softmax(-1)
    )


def export(model, x, opset):
    stream = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            model, (x,), stream, dynamo=False, opset_version=opset, input_names=["x"], output_names=["y"],
            dynamic_axes={"x": {0: "batch"}, "y": {0: "batch"}}, do_constant_folding=False,
            training=torch.onnx.TrainingMode.PRESERVE,
        )
    return stream.getvalue()


def record_models(encode):
    torch.manual_seed(0)
    recorded = {}
    cases = [("perceptron", perceptron(), (4, 5), [11, 17, 20]), ("classifier", Classifier(), (2, 2, 8, 8), [11, 13, 18]),
             ("signals", Signals(), (3, 2, 6), [12, 17])]
    for name, model, shape, opsets in cases:
        model.train()
        for _ in range(5):
            model(torch.randn(16, *shape[1:]))
        model.eval()
        for opset in opsets:
            # Another batch than the one it was exported with.
            x = torch.randn(shape, requires_grad=True)
            y = model(x)
            weights = torch.from_numpy(numpy.cos(numpy.arange(y.numel()))).to(y.dtype).reshape(y.shape)
            own = dict(model.named_parameters())
            gradients = torch.autograd.grad((y * weights).sum(), [x, *own.values()])
            recorded[f"{name}-{opset}"] = {
                "bytes": export(model, torch.randn(3, *shape[1:]), opset),
                "x": encode(x), "y": encode(y), "dx": encode(gradients[0]),
                "gradients": {key: encode(d) for key, d in zip(own, gradients[1:])},
            }
    return recorded
