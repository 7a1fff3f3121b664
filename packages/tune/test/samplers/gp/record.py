"""Records scikit-learn's Gaussian process on a small case, and mixtures of its kernels: python record.py > recorded.json"""

import json
import warnings

import numpy as np
from sklearn.gaussian_process import GaussianProcessRegressor
from sklearn.gaussian_process.kernels import ConstantKernel, Matern, WhiteKernel

warnings.simplefilter("ignore")
rng = np.random.default_rng(3)
x = rng.random((12, 3))
y = np.sin(5 * x[:, 0]) + x[:, 1] ** 2 - x[:, 2] + 0.1 * rng.standard_normal(12)
at = rng.random((4, 3))
lengths = np.array([0.3, 0.8, 2.0])
own = np.array([0.5, 0.2, 1.0])
noise, common, added = 0.01, 1.3, 0.6

plain = ConstantKernel(common) * Matern(lengths, nu=2.5) + WhiteKernel(noise)
gp = GaussianProcessRegressor(plain, alpha=common * 1e-9, optimizer=None).fit(x, y)
mean, deviation = gp.predict(at, return_std=True)
value, gradient = gp.log_marginal_likelihood(plain.theta, eval_gradient=True)
names = [h.name for h in plain.hyperparameters]


def mixture(a, b):
    k = common * Matern(lengths, nu=2.5)(a, b)
    for j in range(3):
        k = k + added / 3 * Matern(own[j], nu=2.5)(a[:, j : j + 1], b[:, j : j + 1])
    return k


k = mixture(x, x) + (noise + 1e-9 * (common + added)) * np.eye(12)
cross = mixture(at, x)
solved = np.linalg.solve(k, y)
print(
    json.dumps(
        {
            "x": x.tolist(),
            "y": y.tolist(),
            "at": at.tolist(),
            "lengths": lengths.tolist(),
            "own": own.tolist(),
            "noise": noise,
            "common": common,
            "added": added,
            "plain": {
                "mean": mean.tolist(),
                "variance": (deviation**2 - noise).tolist(),
                "logEvidence": value,
                # By ln scale, ln of each length, ln noise.
                "gradient": gradient.tolist(),
            },
            "mixture": {
                "mean": (cross @ solved).tolist(),
                "variance": (common + added - np.sum(cross * np.linalg.solve(k, cross.T).T, axis=1)).tolist(),
                "logEvidence": float(-0.5 * y @ solved - 0.5 * np.linalg.slogdet(k)[1] - 6 * np.log(2 * np.pi)),
            },
        }
    )
)
