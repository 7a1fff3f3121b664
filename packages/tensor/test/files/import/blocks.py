"""The blocks that PyTorch's networks are made of, as both of its exporters write them at several opsets.

    python packages/tensor/test/files/import/blocks.py FOLDER     # every export that succeeds, for a look by hand
    python packages/tensor/test/files/import/blocks.py            # blocks.json: one export of each, in turn

The reference is ONNX Runtime's result for the file, which is compared with PyTorch's first.
"""

import base64
import io
import json
import pathlib
import sys
import tempfile
import warnings

import numpy
import onnx
import onnxruntime
import torch
from torch import nn
from torch.nn import functional as F

warnings.simplefilter("ignore")
torch.set_num_threads(1)


class Call(nn.Module):
    """A function of tensors as a module."""

    def __init__(self, function, *parts):
        super().__init__()
        self.function, self.parts = function, nn.ModuleList(parts)

    def forward(self, *inputs):
        return self.function(*self.parts, *inputs)


class Residual(nn.Module):
    def __init__(self, c):
        super().__init__()
        self.body = nn.Sequential(nn.Conv2d(c, c, 3, padding=1, bias=False), nn.BatchNorm2d(c), nn.ReLU(),
                                  nn.Conv2d(c, c, 3, padding=1, bias=False), nn.BatchNorm2d(c))

    def forward(self, x):
        return F.relu(x + self.body(x))


class InvertedResidual(nn.Module):
    """MobileNet's, with squeeze and excitation."""

    def __init__(self, c):
        super().__init__()
        self.expand = nn.Sequential(nn.Conv2d(c, 2 * c, 1), nn.BatchNorm2d(2 * c), nn.Hardswish())
        self.depth = nn.Sequential(nn.Conv2d(2 * c, 2 * c, 3, padding=1, groups=2 * c), nn.BatchNorm2d(2 * c), nn.ReLU6())
        self.squeeze = nn.Sequential(nn.AdaptiveAvgPool2d(1), nn.Conv2d(2 * c, 2, 1), nn.ReLU(), nn.Conv2d(2, 2 * c, 1), nn.Hardsigmoid())
        self.project = nn.Sequential(nn.Conv2d(2 * c, c, 1), nn.BatchNorm2d(c))

    def forward(self, x):
        y = self.depth(self.expand(x))
        return x + self.project(y * self.squeeze(y))


class Shuffle(nn.Module):
    """ShuffleNet's: half of the channels pass, and all are shuffled."""

    def __init__(self, c):
        super().__init__()
        self.body = nn.Sequential(nn.Conv2d(c // 2, c // 2, 3, padding=1, groups=c // 2), nn.Conv2d(c // 2, c // 2, 1), nn.ReLU())

    def forward(self, x):
        kept, changed = x.chunk(2, 1)
        y = torch.cat([kept, self.body(changed)], 1)
        n, c, h, w = y.shape
        return y.view(n, 2, c // 2, h, w).transpose(1, 2).reshape(n, c, h, w)


class Window(nn.Module):
    """Swin's: rolled, cut into windows, attention in each, and back."""

    def __init__(self, c):
        super().__init__()
        self.qkv, self.out, self.norm = nn.Linear(c, 3 * c), nn.Linear(c, c), nn.LayerNorm(c)
        self.bias = nn.Parameter(torch.randn(2, 4, 4))

    def forward(self, x):
        n, h, w, c = x.shape
        y = torch.roll(self.norm(x), (-1, -1), (1, 2)).view(n, h // 2, 2, w // 2, 2, c).permute(0, 1, 3, 2, 4, 5).reshape(-1, 4, c)
        q, k, v = self.qkv(y).reshape(-1, 4, 3, 2, c // 2).permute(2, 0, 3, 1, 4)
        a = ((q * (c // 2) ** -0.5) @ k.transpose(-2, -1) + self.bias).softmax(-1)
        y = self.out((a @ v).transpose(1, 2).reshape(-1, 4, c))
        y = y.view(n, h // 2, w // 2, 2, 2, c).permute(0, 1, 3, 2, 4, 5).reshape(n, h, w, c)
        return x + torch.roll(y, (1, 1), (1, 2))


class Attention(nn.Module):
    def __init__(self, c):
        super().__init__()
        self.attention = nn.MultiheadAttention(c, 2, batch_first=True)

    def forward(self, x):
        mask = torch.triu(torch.ones(x.shape[1], x.shape[1], dtype=torch.bool), 1)
        return self.attention(x, x, x, attn_mask=mask, need_weights=False)[0]


def rms(x, weight):
    return x * torch.rsqrt(x.square().mean(-1, keepdim=True) + 1e-6) * weight


def rotary(x):
    angle = torch.arange(x.shape[1]).float()[:, None] * (10000.0 ** (-torch.arange(0, x.shape[2], 2).float() / x.shape[2]))
    a, b = x[..., ::2], x[..., 1::2]
    return torch.stack([a * angle.cos() - b * angle.sin(), a * angle.sin() + b * angle.cos()], -1).flatten(-2)


def turned(x):
    theta = torch.tensor([[[0.7, 0.2, 0.1], [-0.1, 0.9, 0.2]]]).expand(x.shape[0], 2, 3)
    grid = F.affine_grid(theta, [x.shape[0], 4, 5, 5], align_corners=False)
    return F.grid_sample(x, grid, align_corners=False)


def last(pair):
    return pair[0]


image, volume, rows, series = (2, 4, 6, 6), (2, 4, 5, 7), (3, 8), (2, 5, 4)
blocks = {
    "residual block": (Residual(4), image),
    "inverted residual": (InvertedResidual(4), image),
    "channel shuffle": (Shuffle(4), image),
    "window attention": (Window(4), (2, 4, 4, 4)),
    "multi-head attention": (Attention(8), (2, 5, 8)),
    "transformer encoder": (nn.TransformerEncoderLayer(8, 2, 16, batch_first=True, activation="gelu"), (2, 5, 8)),
    "pixel shuffle": (nn.Sequential(nn.Conv2d(4, 8, 3, padding=1), nn.PixelShuffle(2)), image),
    "pixel unshuffle": (nn.PixelUnshuffle(2), image),
    "nearest upsampling": (nn.Sequential(nn.Upsample(scale_factor=2), nn.Conv2d(4, 2, 3)), image),
    "bilinear upsampling": (nn.Upsample(scale_factor=2, mode="bilinear"), volume),
    "bilinear, corners aligned": (nn.Upsample(size=(8, 9), mode="bilinear", align_corners=True), volume),
    "bilinear to a smaller size": (Call(lambda x: F.interpolate(x, size=(3, 4), mode="bilinear")), volume),
    "bicubic upsampling": (nn.Upsample(scale_factor=1.5, mode="bicubic"), volume),
    "linear upsampling": (nn.Upsample(scale_factor=2, mode="linear"), series),
    "nearest by a fraction": (Call(lambda x: F.interpolate(x, size=(8, 5))), volume),
    "reflection padding": (nn.Sequential(nn.ReflectionPad2d((1, 2, 2, 1)), nn.Conv2d(4, 2, 3)), image),
    "replication padding": (nn.ReplicationPad2d(2), image),
    "circular padding": (nn.Conv2d(4, 2, 3, padding=1, padding_mode="circular"), image),
    "group norm": (nn.GroupNorm(2, 4), image),
    "instance norm": (nn.InstanceNorm2d(4, affine=True), image),
    "layer norm of images": (nn.LayerNorm([4, 6, 6]), image),
    "RMS norm": (nn.RMSNorm(8), rows),
    "RMS norm by hand": (Call(lambda x: rms(x, torch.ones(8) * 1.5)), rows),
    "local response norm": (nn.LocalResponseNorm(3), image),
    "unit length": (Call(lambda x: F.normalize(x, dim=1)), rows),
    "activations": (nn.Sequential(nn.Mish(), nn.PReLU(4), nn.Hardswish(), nn.GELU(), nn.SiLU(), nn.ELU(0.5), nn.CELU(0.7)), image),
    "more activations": (nn.Sequential(nn.Softplus(), nn.Softsign(), nn.Tanhshrink(), nn.Softshrink(0.1), nn.Hardshrink(0.1),
                                       nn.Hardtanh(-0.2, 0.3), nn.GELU("tanh"), nn.LogSigmoid(), nn.Threshold(-0.5, 0.2)), rows),
    "gated unit": (nn.GLU(-1), rows),
    "transposed convolution": (nn.ConvTranspose2d(4, 3, 3, stride=2, padding=1, output_padding=1), image),
    "dilated convolution": (nn.Conv2d(4, 3, 3, dilation=2, padding="same"), image),
    "pools": (nn.Sequential(nn.MaxPool2d(3, 2, 1, ceil_mode=True), nn.AvgPool2d(2, 1), nn.AdaptiveMaxPool2d(1)), image),
    "adaptive pool": (nn.AdaptiveAvgPool2d((3, 2)), image),
    "U-Net step": (Call(lambda down, up, x: torch.cat([x, up(F.relu(down(F.max_pool2d(x, 2))))], 1),
                        nn.Conv2d(4, 4, 3, padding=1), nn.ConvTranspose2d(4, 4, 2, 2)), image),
    "LSTM, both ways": (Call(lambda net, x: last(net(x)), nn.LSTM(4, 3, 2, batch_first=True, bidirectional=True)), series),
    "GRU": (Call(lambda net, x: last(net(x)), nn.GRU(4, 3, batch_first=True)), series),
    "RNN of ReLU": (Call(lambda net, x: last(net(x)), nn.RNN(4, 3, nonlinearity="relu", batch_first=True)), series),
    "einsum": (Call(lambda x: torch.einsum("...ij,...kj->...ik", x, x)), series),
    "top k": (Call(lambda x: torch.topk(x, 3, dim=-1)[0]), rows),
    "triangles": (Call(lambda x: torch.tril(x) + torch.triu(x, 1) * 2), (2, 5, 5)),
    "rotary positions": (Call(rotary), series),
    "indexing": (Call(lambda x: x[:, [0, 2, 1]][:, :, torch.tensor([1, 3])]), series),
    "one hot": (Call(lambda x: F.one_hot(x.argmax(-1), 8).float() * x), rows),
    "cumulative sum": (Call(lambda x: x.cumsum(-1)), rows),
    "unfold": (Call(lambda x: F.unfold(x, 3, padding=1)), (2, 2, 4, 4)),
    "statistics": (Call(lambda x: torch.cat([x.var(-1, keepdim=True), x.std(-1, keepdim=True), x.logsumexp(-1, keepdim=True),
                                             x.norm(dim=-1, keepdim=True), x.amax(-1, keepdim=True)], -1)), rows),
    "masked": (Call(lambda x: torch.where(x > 0, x, x * 0.1).masked_fill(x > 1, 0.5).clamp(-0.05, 0.9)), rows),
    "scatter": (Call(lambda x: torch.zeros_like(x).scatter(1, x.argsort(1)[:, :3], 1.0) + x), rows),
    "RNN, both ways": (Call(lambda net, x: last(net(x)), nn.RNN(4, 3, 2, batch_first=True, bidirectional=True)), series),
    "GRU, both ways": (Call(lambda net, x: last(net(x)), nn.GRU(4, 3, 2, batch_first=True, bidirectional=True)), series),
    "last states of an LSTM": (Call(lambda net, x: torch.cat([each.transpose(0, 1).flatten(1) for each in net(x)[1]], 1), nn.LSTM(4, 3, batch_first=True)), series),
    "convolution of volumes": (nn.Sequential(nn.Conv3d(2, 4, 3, padding=1), nn.BatchNorm3d(4), nn.ReLU(), nn.MaxPool3d(2), nn.AdaptiveAvgPool3d(1)), (2, 2, 4, 5, 4)),
    "pool with gaps": (nn.MaxPool2d(2, 1, dilation=2), image),
    "means of windows, rounded up": (nn.AvgPool2d(3, 2, 1, ceil_mode=True), image),
    "norms of windows": (nn.LPPool2d(2, 2), image),
    "sampling of a grid": (Call(turned), image),
    "attention as one operator": (Call(lambda x: F.scaled_dot_product_attention(x[:, None], x[:, None], x[:, None], is_causal=True)[:, 0]), series),
    "fold": (Call(lambda x: F.fold(F.unfold(x, 2), (6, 6), 2)), image),
    "smaller without aliasing": (Call(lambda x: F.interpolate(x, size=(3, 4), mode="bilinear", antialias=True)), volume),
    "sums by index": (Call(lambda x: torch.zeros_like(x).scatter_add(1, torch.tensor([[0, 1, 1, 3, 4, 5, 6, 0]]).expand(x.shape[0], 8), x)), rows),
    "remainders": (Call(lambda x: torch.remainder(x, 0.7) + torch.fmod(x, 0.7) + torch.floor_divide(x, 0.3)), rows),
    "grid of numbers": (Call(lambda x: x + torch.arange(x.shape[1]).float() * torch.linspace(0, 1, 8)), rows),
}


def attempts():
    for opset in [9, 11, 13, 15, 17, 18, 20]:
        yield "script", opset
    for opset in [18, 20, 21, 23]:
        yield "dynamo", opset


def export(model, x, exporter, opset):
    options = {"opset_version": opset, "input_names": ["x"], "output_names": ["y"]}
    if exporter == "script":
        stream = io.BytesIO()
        torch.onnx.export(model, (x,), stream, dynamo=False, dynamic_axes={"x": {0: "n"}, "y": {0: "n"}}, **options)
        return stream.getvalue()
    with tempfile.TemporaryDirectory() as folder:
        file = pathlib.Path(folder) / "m.onnx"
        parameter = list(torch.export.export(model, (x,)).graph_signature.user_inputs)[0]
        shapes = {"inputs": ({0: torch.export.Dim("n")},)} if parameter.startswith("inputs") else ({0: torch.export.Dim("n")},)
        torch.onnx.export(model, (x,), file, dynamo=True, dynamic_shapes=shapes, external_data=False, verbose=False, **options)
        written = onnx.load(file)
    # What the exporter says of where each operator came from is most of the file.
    for node in written.graph.node:
        del node.metadata_props[:]
        node.doc_string = ""
    del written.graph.value_info[:]
    for value in [*written.graph.input, *written.graph.output, *written.graph.initializer]:
        del value.metadata_props[:]
    del written.graph.metadata_props[:]
    return written.SerializeToString()


def encode(array):
    array = numpy.ascontiguousarray(array)
    return {"dtype": str(array.dtype), "shape": list(array.shape), "elements": base64.b64encode(array.tobytes()).decode()}


def record(name, model, shape, exporter, opset):
    x = torch.randn(shape)
    bytes = export(model, torch.randn(2, *shape[1:]), exporter, opset)
    y = onnxruntime.InferenceSession(bytes).run(None, {"x": x.numpy()})[0]
    with torch.no_grad():
        apart = numpy.abs(y - model(x).numpy()).max()
    assert apart < 1e-4, f"ONNX Runtime is {apart} from PyTorch"
    return {"name": f"{name}, {exporter} {opset}", "model": base64.b64encode(bytes).decode(), "x": encode(x), "y": encode(y)}


if __name__ == "__main__":
    torch.manual_seed(0)
    everything = len(sys.argv) > 1
    recorded, failures = [], []
    for at, (name, (model, shape)) in enumerate(blocks.items()):
        model.train()
        for _ in range(3):
            model(torch.randn(4, *shape[1:]))
        model.eval()
        order = list(attempts())
        if not everything:
            order = order[::-1] if at % 2 else [each for each in order if each[1] in (13, 17)] + order[::-1]
        for exporter, opset in order:
            try:
                recorded.append(record(name, model, shape, exporter, opset))
            except Exception as error:
                failures.append(f"{name}, {exporter} {opset}: {str(error).splitlines()[0][:120] if str(error) else type(error)}")
                continue
            if not everything:
                break
    target = pathlib.Path(sys.argv[1]) / "blocks.json" if everything else pathlib.Path(__file__).parent / "blocks.json"
    target.write_text(json.dumps({"torch": torch.__version__, "onnxruntime": onnxruntime.__version__, "blocks": recorded}, separators=(",", ":")) + "\n")
    print(len(recorded), "recorded,", len(failures), "not exported", target.stat().st_size)
    print("\n".join(failures))
