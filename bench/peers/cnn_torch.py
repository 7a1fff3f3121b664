"""PyTorch, eager, fused Adam.  python cnn_torch.py digits 1   or images; `plain` leaves batch norm out"""

import sys

from images import SHAPES, images
from measure import measure, pinned

size, threads, plain = (sys.argv[1:] + ["digits", "1", ""][len(sys.argv) - 1 :])[:3]
threads = pinned(threads)

import torch  # after the cores are chosen
from torch import nn

torch.set_num_threads(threads)
torch.manual_seed(0)
shape = SHAPES[size]
x, y = map(torch.from_numpy, images(shape))


def block(before, after):
    norm = [] if plain else [nn.BatchNorm2d(after)]
    return [nn.Conv2d(before, after, 3, padding=1, bias=bool(plain)), *norm, nn.ReLU(), nn.MaxPool2d(2)]


channels = [shape.channels, *shape.widths]
features = shape.widths[-1] * (shape.size >> len(shape.widths)) ** 2
model = nn.Sequential(
    *[layer for pair in zip(channels, channels[1:]) for layer in block(*pair)],
    nn.Flatten(),
    nn.Linear(features, shape.classes),
)
optimizer = torch.optim.Adam(model.parameters(), lr=1e-3, fused=True)
steps = shape.rows // shape.batch


def epoch():
    losses = []
    for rows in torch.arange(shape.rows).reshape(steps, shape.batch):
        loss = nn.functional.cross_entropy(model(x[rows]), y[rows])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.detach())
    return torch.stack(losses).numpy()


measure(f"torch {torch.__version__}", f"{size} {plain}".strip(), threads, steps, epoch)
