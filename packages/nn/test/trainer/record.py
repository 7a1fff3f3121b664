"""Records what PyTorch's training loops give, for trainer.pytorch.test.ts: python record.py > recorded.json.

Weights and data come from formulas that both sides know: w[i] = 0.5 sin(7 i + s), x[i] = sin(3 i + s) over the flat index.
PyTorch 2.13, CPU.
"""

import json
from copy import deepcopy

import torch
from torch import nn
from torch.func import functional_call

torch.set_num_threads(1)


def made(shape, shift, scale=1.0, speed=3.0):
    n = 1
    for d in shape:
        n *= d
    return (torch.sin(torch.arange(n, dtype=torch.float64) * speed + shift) * scale).float().reshape(shape)


def net(widths, shift, act=nn.Tanh, norm=False):
    layers = []
    for i, (a, b) in enumerate(zip(widths, widths[1:])):
        # A bias in front of a batch norm does nothing but drift.
        linear = nn.Linear(a, b, bias=not (norm and i < len(widths) - 2))
        # dense keeps [in, out]
        linear.weight.data = made([a, b], shift + i, 0.5, 7.0).T.contiguous()
        if linear.bias is not None:
            linear.bias.data.zero_()
        layers.append(linear)
        if i < len(widths) - 2:
            if norm:
                layers.append(nn.BatchNorm1d(b))
            layers.append(act())
    return nn.Sequential(*layers)


def values(steps):
    return {name: [step[name] for step in steps] for name in steps[0]}


softplus = nn.functional.softplus


def gan():
    g, d = net([3, 8, 2], 1, norm=True), net([2, 8, 1], 4)
    og, od = torch.optim.Adam(g.parameters(), 1e-2, (0.5, 0.999)), torch.optim.Adam(d.parameters(), 2e-2)
    said = []
    for i in range(20):
        x, z = made([16, 2], i), made([16, 3], i + 0.5)
        fake = g(z).detach()
        critic = softplus(d(fake)).mean() + softplus(-d(x)).mean()
        od.zero_grad()
        critic.backward()
        od.step()
        generator = softplus(-d(g(z))).mean()
        og.zero_grad()
        generator.backward()
        og.step()
        said.append({"critic": critic.item(), "generator": generator.item()})
    return {**values(said), "mean": g[1].running_mean.tolist(), "weight": d[0].weight.T.flatten().tolist()}


def wgan_gp():
    g, d = net([3, 8, 2], 1), net([2, 8, 1], 4)
    og, od = torch.optim.Adam(g.parameters(), 1e-2), torch.optim.Adam(d.parameters(), 1e-2)
    said = []
    for i in range(20):
        x, z, e = made([16, 2], i), made([16, 3], i + 0.5), made([16, 1], i + 0.7, 0.5) + 0.5
        for turn in range(2):
            fake = g(z * (turn + 1)).detach()
            between = (e * x + (1 - e) * fake).requires_grad_()
            (slope,) = torch.autograd.grad(d(between).sum(), between, create_graph=True)
            penalty = ((slope.norm(dim=1) - 1) ** 2).mean()
            critic = d(fake).mean() - d(x).mean() + 10 * penalty
            od.zero_grad()
            critic.backward()
            od.step()
        generator = -d(g(z)).mean()
        og.zero_grad()
        generator.backward()
        og.step()
        said.append({"critic": critic.item(), "penalty": penalty.item(), "generator": generator.item()})
    return values(said)


def q_learning():
    q = net([4, 16, 3], 2)
    target = deepcopy(q)
    optimizer = torch.optim.SGD(q.parameters(), 5e-2, momentum=0.9)
    said = []
    for i in range(20):
        state, after, reward = made([16, 4], i), made([16, 4], i + 0.3), made([16], i + 0.6)
        action = (torch.arange(16) + i) % 3
        with torch.no_grad():
            wanted = reward + 0.9 * target(after).max(1).values
        loss = ((q(state).gather(1, action[:, None])[:, 0] - wanted) ** 2).mean()
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(q.parameters(), 1.0)
        optimizer.step()
        with torch.no_grad():
            for t, p in zip(target.parameters(), q.parameters()):
                t += 0.05 * (p - t)
        said.append({"loss": loss.item()})
    return {**values(said), "target": target[0].weight.T.flatten().tolist()}


def maml():
    model = net([1, 16, 1], 3)
    optimizer = torch.optim.Adam(model.parameters(), 1e-2)
    said = []
    for i in range(20):
        x = made([3, 5, 1], i, 2.0)
        y = torch.sin(x + torch.arange(3).reshape(3, 1, 1))
        later = made([3, 5, 1], i + 0.4, 2.0)
        wanted = torch.sin(later + torch.arange(3).reshape(3, 1, 1))
        total = 0
        for task in range(3):
            own = dict(model.named_parameters())
            for _ in range(2):
                inner = ((functional_call(model, own, (x[task],)) - y[task]) ** 2).mean()
                slopes = torch.autograd.grad(inner, list(own.values()), create_graph=True)
                own = {n: p - 0.05 * s for (n, p), s in zip(own.items(), slopes)}
            total = total + ((functional_call(model, own, (later[task],)) - wanted[task]) ** 2).mean()
        loss = total / 3
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        said.append({"loss": loss.item()})
    return values(said)


def actor_critic():
    """One gradient for three networks: a shared encoder, and two heads."""
    encoder, actor, critic = net([4, 12], 1), net([12, 3], 2), net([12, 1], 3)
    parts = [encoder, actor, critic]
    optimizers = [torch.optim.SGD(p.parameters(), 5e-2, momentum=0.9) for p in parts]
    said = []
    for i in range(20):
        state, gain = made([16, 4], i), made([16], i + 0.6)
        action = (torch.arange(16) + i) % 3
        seen = torch.tanh(encoder(state))
        value = critic(seen)[:, 0]
        logs = torch.log_softmax(actor(seen), 1).gather(1, action[:, None])[:, 0]
        policy = -(logs * (gain - value).detach()).mean()
        worth = ((gain - value) ** 2).mean()
        loss = policy + 0.5 * worth
        for o in optimizers:
            o.zero_grad()
        loss.backward()
        for o in optimizers:
            o.step()
        said.append({"policy": policy.item(), "worth": worth.item()})
    return values(said)


print(json.dumps({"gan": gan(), "wganGp": wgan_gp(), "qLearning": q_learning(), "maml": maml(), "actorCritic": actor_critic()}))
