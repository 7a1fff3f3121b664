"""PyTorch, eager, fused Adam.  python mlp_torch.py small 1   (needs torch and numpy)"""

from measure import arguments, measure

size, threads, task = arguments()

import torch  # after the cores are chosen

torch.set_num_threads(threads)
x, y, batches = torch.from_numpy(task.x), torch.from_numpy(task.y).long(), torch.from_numpy(task.batches).long()
layers = [torch.nn.Linear(a, b) for a, b in zip(task.widths, task.widths[1:])]
with torch.no_grad():
    for layer, weight in zip(layers, task.weights):
        layer.weight.copy_(torch.from_numpy(weight.T))
        layer.bias.zero_()
model = torch.nn.Sequential(*[part for layer in layers for part in (layer, torch.nn.ReLU())][:-1])
optimizer = torch.optim.Adam(model.parameters(), lr=1e-3, fused=True)


def epoch():
    losses = []
    for rows in batches:
        loss = torch.nn.functional.cross_entropy(model(x[rows]), y[rows])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.detach())
    return torch.stack(losses).numpy()


measure(f"torch {torch.__version__}", size, threads, task.steps, epoch)
