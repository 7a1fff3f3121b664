"""PyTorch's nn.LSTM, eager, fused Adam.  python lstm_torch.py lstm 1   (needs torch and numpy)"""

import sys

from measure import measure, pinned
from sequences import LSTM as shape
from sequences import sequences

threads = pinned(sys.argv[2] if len(sys.argv) > 2 else 1)

import torch  # after the cores are chosen
from torch import nn

torch.set_num_threads(threads)
x, y = map(torch.from_numpy, sequences(shape))
cell = {"lstm": nn.LSTM, "gru": nn.GRU}[sys.argv[1] if len(sys.argv) > 1 else "lstm"](shape.features, 64)
head = nn.Linear(64, shape.classes)
optimizer = torch.optim.Adam([*cell.parameters(), *head.parameters()], lr=1e-3, fused=True)
steps = shape.rows // shape.batch


def epoch():
    losses = []
    for rows in torch.arange(shape.rows).reshape(steps, shape.batch):
        outputs, _ = cell(x[rows].transpose(0, 1))
        loss = nn.functional.cross_entropy(head(outputs[-1]), y[rows])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.detach())
    return torch.stack(losses).numpy()


measure(f"torch {torch.__version__}", sys.argv[1] if len(sys.argv) > 1 else "lstm", threads, steps, epoch)
