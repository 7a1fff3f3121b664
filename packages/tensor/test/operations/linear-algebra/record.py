"""Records what NumPy and PyTorch say, in float64: `python record.py > recorded.json` (numpy, torch)."""
import json

import numpy as np
import torch

torch.set_default_dtype(torch.float64)
rng = np.random.default_rng(7)


def gradient(f, *arrays):
    tensors = [torch.tensor(a, requires_grad=True) for a in arrays]
    f(*tensors).backward()
    return [t.grad.tolist() for t in tensors]


def symmetric(m):
    return (m + np.swapaxes(m, -1, -2)) / 2


cases = []
for name, n in [("1", 1), ("2", 2), ("3", 3), ("5", 5), ("8", 8), ("12", 12), ("Hilbert 6", 6)]:
    g = rng.standard_normal((n, n))
    spd = g @ g.T + np.eye(n)
    general = rng.standard_normal((n, n))
    if name.startswith("Hilbert"):
        i = np.arange(n)
        spd = general = 1.0 / (1 + i[:, None] + i)
    b = rng.standard_normal((n, 2))
    weights = rng.standard_normal((n, n))
    sign, logarithm = np.linalg.slogdet(general)
    w = torch.tensor(weights)
    spectrum = lambda a: (w[0] * torch.linalg.eigh(a)[0]).sum() + (w * torch.linalg.eigh(a)[1] ** 2).sum()
    cases.append(
        {
            "name": name,
            "spd": spd.tolist(),
            "general": general.tolist(),
            "b": b.tolist(),
            "weights": weights.tolist(),
            "cholesky": np.linalg.cholesky(spd).tolist(),
            "solve": np.linalg.solve(general, b).tolist(),
            "inverse": np.linalg.inv(general).tolist(),
            "determinant": float(np.linalg.det(general)),
            "logDeterminant": [float(sign), float(logarithm)],
            "eigenvalues": np.linalg.eigvalsh(spd).tolist(),
            "gradients": {
                "cholesky": symmetric(np.array(gradient(lambda a: (w * torch.linalg.cholesky(a)).sum(), spd)[0])).tolist(),
                "solve": gradient(lambda a, c: torch.linalg.solve(a, c).sin().sum(), general, b),
                "inverse": gradient(lambda a: (w * torch.linalg.inv(a)).sum(), general)[0],
                "determinant": gradient(torch.linalg.det, general)[0],
                "logDeterminant": gradient(lambda a: torch.linalg.slogdet(a)[1], general)[0],
                "eigh": symmetric(np.array(gradient(spectrum, spd)[0])).tolist(),
            },
        }
    )
print(json.dumps({"versions": {"numpy": np.__version__, "torch": torch.__version__}, "cases": cases}))
