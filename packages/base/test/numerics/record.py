"""Records what mpmath (40 digits), SciPy and NumPy say of the functions in src/numerics: python record.py > recorded.json"""

import json

import mpmath as mp
import numpy as np
from scipy.linalg import cholesky
from scipy.stats import norm

mp.mp.dps = 40
Z = [-1e5, -1000, -40, -26, -24, -10, -5, -2, -1, -0.5, 0, 0.3, 1, 3, 5.5, 6.5, 10, 37]


def cdf(z):
    return mp.erfc(-mp.mpf(z) / mp.sqrt(2)) / 2


def pdf(z):
    return mp.exp(-mp.mpf(z) ** 2 / 2) / mp.sqrt(2 * mp.pi)


def improvement(z):
    with mp.workdps(60):
        return +(pdf(z) + z * cdf(z))


def f_tail(f, above, below):
    f, above, below = map(mp.mpf, (f, above, below))
    return mp.betainc(below / 2, above / 2, 0, below / (below + above * f), regularized=True)


rng = np.random.default_rng(7)
half = rng.standard_normal((6, 6))
matrix = half @ half.T + np.eye(6)
print(
    json.dumps(
        {
            "erfcx": [[x, float(mp.exp(mp.mpf(x) ** 2) * mp.erfc(x))] for x in [-5, -1, -0.3, 0, 0.2, 0.46, 0.5, 1, 3.9, 4.1, 20, 1e4]],
            "logCumulative": [[z, float(mp.log1p(-cdf(-z)) if z > 0 else mp.log(cdf(z)))] for z in Z],
            "logImprovement": [[z, float(mp.log(improvement(z)))] for z in Z],
            "ratios": [[z, float(cdf(z) / improvement(z)), float(pdf(z) / improvement(z))] for z in Z],
            "cdf": [[z, float(norm.cdf(z))] for z in [-30.0, -8.5, -6.0, -2.0, -0.3, 0.0, 1.0, 3.0, 7.2]],
            "quantile": [[p, float(norm.ppf(p))] for p in [1e-12, 1e-6, 0.001, 0.02425, 0.3, 0.5, 0.9, 0.999]],
            "chiSquaredTail": [
                [x, k, float(mp.gammainc(mp.mpf(k) / 2, mp.mpf(x) / 2, mp.inf, regularized=True))]
                for k in [1, 2, 3, 7, 30, 1000]
                for x in [1e-8, 0.3 * k, k, 1.2 * k, 2 * k, 3 * k + 100]
            ],
            "fTail": [
                [f, above, below, float(f_tail(f, above, below))]
                for above in [1, 2, 5, 40]
                for below in [1, 3, 98, 10_000, 1_000_000]
                for f in [1e-8, 0.4, 1, 1.7, 12, 300]
                if f_tail(f, above, below) > 1e-250
            ],
            "matrix": matrix.ravel().tolist(),
            "factor": cholesky(matrix, lower=True).ravel().tolist(),
            "inverse": np.linalg.inv(matrix).ravel().tolist(),
        }
    )
)
