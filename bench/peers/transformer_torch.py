"""Two pre-norm transformer blocks in PyTorch, eager, fused Adam.  python transformer_torch.py transformer 1"""

import sys

from measure import measure, pinned
from sequences import TRANSFORMER as shape
from sequences import sequences

threads = pinned(sys.argv[2] if len(sys.argv) > 2 else 1)

import torch  # after the cores are chosen
from torch import nn

torch.set_num_threads(threads)
x, y = map(torch.from_numpy, sequences(shape))
width, heads = shape.features, 4


class Block(nn.Module):
    def __init__(self):
        super().__init__()
        self.norm1, self.norm2 = nn.LayerNorm(width), nn.LayerNorm(width)
        self.qkv, self.out = nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.up, self.down = nn.Linear(width, 4 * width), nn.Linear(4 * width, width)

    def forward(self, x):
        parts = self.qkv(self.norm1(x)).unflatten(-1, (3, heads, width // heads)).permute(2, 0, 3, 1, 4)
        mixed = nn.functional.scaled_dot_product_attention(*parts)
        x = x + self.out(mixed.transpose(1, 2).flatten(2))
        return x + self.down(nn.functional.gelu(self.up(self.norm2(x))))


model = nn.Sequential(Block(), Block())
head = nn.Linear(width, shape.classes)
optimizer = torch.optim.Adam([*model.parameters(), *head.parameters()], lr=1e-3, fused=True)
steps = shape.rows // shape.batch


def epoch():
    losses = []
    for rows in torch.arange(shape.rows).reshape(steps, shape.batch):
        loss = nn.functional.cross_entropy(head(model(x[rows]).mean(1)), y[rows])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.detach())
    return torch.stack(losses).numpy()


measure(f"torch {torch.__version__}", "transformer", threads, steps, epoch)
