"""Networks that take tokens, as PyTorch's two exporters write them, and what PyTorch makes of them."""

import json
import pathlib
import warnings

import torch
from torch import nn

here = pathlib.Path(__file__).parent
warnings.simplefilter("ignore")


class Reader(nn.Module):
    def __init__(self):
        super().__init__()
        self.embedding = nn.Embedding(12, 32)
        self.gru = nn.GRU(32, 16, batch_first=True)
        self.head = nn.Linear(16, 3)

    def forward(self, tokens):
        return self.head(self.gru(self.embedding(tokens))[0][:, -1])


class Mixed(nn.Module):
    """Tokens and numbers."""

    def __init__(self):
        super().__init__()
        self.embedding = nn.Embedding(9, 4)
        self.head = nn.Linear(7, 2)

    def forward(self, tokens, numbers):
        return self.head(torch.cat([self.embedding(tokens).mean(1), numbers], -1))


torch.manual_seed(0)
tokens, numbers = torch.randint(0, 12, (5, 6)), torch.randn(5, 3)
few = torch.randint(0, 9, (5, 4))
recorded = {"torch": torch.__version__, "tokens": tokens.tolist(), "few": few.tolist(), "numbers": numbers.tolist()}
rows = torch.export.Dim("rows")

reader, mixed, cnn = Reader().eval(), Mixed().eval(), nn.Sequential(nn.Conv2d(1, 2, 3), nn.ReLU(), nn.Flatten(), nn.Linear(8, 2)).eval()
with torch.no_grad():
    # The default: weights beside the file.
    torch.onnx.export(reader, (tokens[:2],), here / "tokens.onnx", dynamic_shapes=({0: rows},), dynamo=True, verbose=False)
    recorded["reader"] = reader(tokens).flatten().tolist()
    torch.onnx.export(
        mixed, (few[:2], numbers[:2]), here / "mixed.onnx", dynamo=False, input_names=["tokens", "numbers"],
        output_names=["y"], dynamic_axes={"tokens": {0: "rows"}, "numbers": {0: "rows"}, "y": {0: "rows"}},
    )
    recorded["mixed"] = mixed(few, numbers).flatten().tolist()
    # Without a word about the batch it is written into the file as 1.
    images = torch.randn(3, 1, 4, 4)
    torch.onnx.export(cnn, (images[:1],), here / "single.onnx", dynamo=False)
    recorded["images"], recorded["single"] = images.tolist(), cnn(images).flatten().tolist()
(here / "exports.json").write_text(json.dumps(recorded))
