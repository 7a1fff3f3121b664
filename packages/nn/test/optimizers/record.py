"""Twenty steps of each optimizer in float64, by PyTorch, Keras, optax, or a formula by hand where these differ from ours.

    python record.py > recorded.json
"""
import json
import os

os.environ["KERAS_BACKEND"] = "torch"
import jax

jax.config.update("jax_enable_x64", True)
import jax.numpy as jnp
import keras
import numpy as np
import optax
import torch

keras.config.set_floatx("float64")
torch.set_default_dtype(torch.float64)

random = np.random.default_rng(7)
rounded = lambda *shape: np.round(random.normal(size=shape), 3)
START = {"w1": rounded(3, 4), "b1": rounded(4), "w2": rounded(4, 2), "b2": rounded(2), "q": np.array([1.0, -1.0, 0.5])}
NAMES = list(START)
X, Y = rounded(8, 3), rounded(8, 2)
CURVATURE = np.array([0.3, 3.0, 30.0])
KEPT = [1, 2, 3, 5, 10, 20]


def loss_of(p, xp):
    h = xp.tanh(xp_array(X, xp) @ p["w1"] + p["b1"])
    y = h @ p["w2"] + p["b2"]
    return ((y - xp_array(Y, xp)) ** 2).mean() + 0.5 * (xp_array(CURVATURE, xp) * p["q"] ** 2).sum()


def xp_array(a, xp):
    return torch.tensor(a) if xp is torch else jnp.asarray(a)


jax_grad = jax.jit(jax.grad(lambda p: loss_of(p, jnp)))
gradient = lambda p: {n: np.array(g) for n, g in jax_grad({n: jnp.asarray(v) for n, v in p.items()}).items()}


def by_torch(make, decayed=None):
    p = {n: torch.tensor(v, requires_grad=True) for n, v in START.items()}
    optimizer = make(p)
    path = []
    for _ in range(20):
        optimizer.zero_grad()
        loss_of(p, torch).backward()
        optimizer.step()
        path.append({n: v.detach().numpy().copy() for n, v in p.items()})
    return path


def by_keras(optimizer):
    p = [keras.Variable(START[n]) for n in NAMES]
    path = []
    for _ in range(20):
        now = {n: v.numpy() if isinstance(v, np.ndarray) else keras.ops.convert_to_numpy(v) for n, v in zip(NAMES, p)}
        g = gradient(now)
        optimizer.apply([keras.ops.convert_to_tensor(g[n]) for n in NAMES], p)
        path.append({n: keras.ops.convert_to_numpy(v).copy() for n, v in zip(NAMES, p)})
    return path


def by_optax(transform):
    p = {n: jnp.asarray(v) for n, v in START.items()}
    state = transform.init(p)
    path = []
    for _ in range(20):
        u, state = transform.update(jax_grad(p), state, p)
        p = optax.apply_updates(p, u)
        path.append({n: np.array(v) for n, v in p.items()})
    return path


def by_hand(rule):
    """rule(name, g, p, memory, t) gives the new parameter."""
    p, memory, path = dict(START), {n: {} for n in NAMES}, []
    for t in range(1, 21):
        g = gradient(p)
        p = {n: rule(n, g[n], p[n], memory[n], t) for n in NAMES}
        path.append(p)
    return path


def newton_schulz(g):
    x = g if g.shape[0] <= g.shape[1] else g.T
    x = x / max(np.linalg.norm(x), 1e-7)
    for _ in range(5):
        a = x @ x.T
        x = 3.4445 * x + (-4.775 * a + 2.0315 * a @ a) @ x
    return x if g.shape[0] <= g.shape[1] else x.T


def muon(n, g, p, m, t, rate=0.02, beta=0.95):
    if p.ndim == 2:
        m["v"] = beta * m.get("v", 0) + (1 - beta) * g
        u = newton_schulz(beta * m["v"] + (1 - beta) * g)
        return p - rate * u * max(1, p.shape[1] / p.shape[0]) ** 0.5
    return adam(n, g, p, m, t, 0.01)


def adam(n, g, p, m, t, rate):
    m["m"] = 0.9 * m.get("m", 0) + 0.1 * g
    m["s"] = 0.999 * m.get("s", 0) + 0.001 * g**2
    return p - rate * (m["m"] / (1 - 0.9**t)) / (np.sqrt(m["s"] / (1 - 0.999**t)) + 1e-8)


def hypergradient(direction, rate, hyper_rate):
    p, memory, before, path = dict(START), {}, None, []
    for t in range(1, 21):
        g = gradient(p)
        if before:
            rate = rate + hyper_rate * sum((g[n] * before[n]).sum() for n in NAMES)
        before = {n: direction(n, g[n], memory, t) for n in NAMES}
        p = {n: p[n] - rate * before[n] for n in NAMES}
        path.append(p)
    return path


def adam_direction(n, g, memory, t):
    m, s = memory.get(n, (0, 0))
    m, s = memory[n] = 0.9 * m + 0.1 * g, 0.999 * s + 0.001 * g**2
    return (m / (1 - 0.9**t)) / (np.sqrt(s / (1 - 0.999**t)) + 1e-8)


def mission_adagrad(n, g, p, m, t):
    m["G"] = m.get("G", 0) + g**2
    return p - 0.1 * g / np.sqrt(m["G"] + 1e-4)


def nesterov(n, g, p, m, t, rate=0.01, beta=0.9):
    """What is stored is phi = theta - beta v; g is the gradient there."""
    v = m.get("v", 0)
    theta = p + beta * v
    m["v"] = beta * v + rate * g
    theta = theta - m["v"]
    return theta - beta * m["v"]


def by_lbfgs(**options):
    p = {n: torch.tensor(v, requires_grad=True) for n, v in START.items()}
    optimizer = T.LBFGS(list(p.values()), max_iter=1, **options)

    def closure():
        optimizer.zero_grad()
        loss = loss_of(p, torch)
        loss.backward()
        return loss

    path = []
    for _ in range(20):
        optimizer.step(closure)
        path.append({n: v.detach().numpy().copy() for n, v in p.items()})
    return path


weights = lambda p: [p["w1"], p["w2"], p["q"]]
biases = lambda p: [p["b1"], p["b2"]]
only_weights = lambda p, strength: [
    {"params": weights(p), "weight_decay": strength},
    {"params": biases(p), "weight_decay": 0.0},
]
mask = {"w1": True, "b1": False, "w2": True, "b2": False, "q": True}
T = torch.optim

paths = {
    "sgd": by_torch(lambda p: T.SGD(p.values(), lr=0.02)),
    "momentum": by_optax(optax.chain(optax.ema(0.9, debias=False), optax.scale(-0.05))),
    "momentum accumulated": by_torch(lambda p: T.SGD(p.values(), lr=0.01, momentum=0.9)),
    "nesterov": by_torch(lambda p: T.SGD(p.values(), lr=0.01, momentum=0.9, nesterov=True)),
    "nesterov by hand": by_hand(nesterov),
    "adagrad": by_keras(keras.optimizers.Adagrad(0.1, initial_accumulator_value=0.0, epsilon=1e-4)),
    "adagrad by hand": by_hand(mission_adagrad),
    "rmsprop": by_keras(keras.optimizers.RMSprop(0.01, rho=0.9, epsilon=1e-8)),
    "adam": by_torch(lambda p: T.Adam(p.values(), lr=0.05)),
    "adam amsgrad": by_torch(lambda p: T.Adam(p.values(), lr=0.05, betas=(0.8, 0.9), amsgrad=True)),
    "adadelta": by_torch(lambda p: T.Adadelta(p.values(), lr=1.0, rho=0.95, eps=1e-6)),
    "adamax": by_keras(keras.optimizers.Adamax(0.02, epsilon=1e-8)),
    "nadam": by_optax(optax.nadam(0.02)),
    "adamw": by_torch(lambda p: T.AdamW(only_weights(p, 0.3), lr=0.02)),
    "lion": by_optax(optax.lion(0.01, b1=0.9, b2=0.99, weight_decay=0.1, mask=mask)),
    "radam": by_torch(lambda p: T.RAdam(p.values(), lr=0.02)),
    "lamb": by_optax(optax.lamb(0.02, weight_decay=0.1, mask=mask)),
    "adafactor": by_torch(lambda p: T.Adafactor(p.values(), lr=0.05)),
    "rprop": by_torch(lambda p: T.Rprop(p.values(), lr=0.01)),
    "muon": by_hand(muon),
    "ftrl": by_keras(keras.optimizers.Ftrl(0.1)),
    "ftrl penalized": by_keras(
        keras.optimizers.Ftrl(
            0.2,
            initial_accumulator_value=0.3,
            l1_regularization_strength=0.05,
            l2_regularization_strength=0.1,
            l2_shrinkage_regularization_strength=0.02,
            beta=0.5,
        )
    ),
    "lbfgs": by_lbfgs(lr=1.0, history_size=3),
    "lbfgs half": by_lbfgs(lr=0.5, history_size=10),
    "hypergradient sgd": hypergradient(lambda n, g, m, t: g, 0.005, 1e-5),
    "hypergradient adam": hypergradient(adam_direction, 0.01, 1e-4),
}

LOSSES = [5, 4, 4, 4, 4, 3.9999, 3, 3, 3, 3, 3.1, 2.9, 2.9, 2.9, 2.9, 2.9, 2.9, 2.9, 2.9, 2.9, 2.9]
plateau = T.lr_scheduler.ReduceLROnPlateau(
    watched := T.SGD([torch.zeros(1)], lr=0.1), factor=0.5, patience=1, cooldown=2, min_lr=0.02
)
plateau_rates = []
for loss in LOSSES:
    plateau.step(loss)
    plateau_rates.append(watched.param_groups[0]["lr"])

listed = lambda p: {n: [float(f"{x:.7g}") for x in np.ravel(v)] for n, v in p.items()}
print(
    json.dumps(
        {
            "shapes": {n: list(v.shape) for n, v in START.items()},
            "start": listed(START),
            "x": X.ravel().tolist(),
            "y": Y.ravel().tolist(),
            "curvature": CURVATURE.tolist(),
            "steps": KEPT,
            "plateau": {"losses": LOSSES, "rates": plateau_rates},
            "paths": {name: [listed(path[t - 1]) for t in KEPT] for name, path in paths.items()},
        }
    )
)
