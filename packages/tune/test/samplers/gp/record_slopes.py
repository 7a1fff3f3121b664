"""Records a Gaussian process that has seen values and slopes: python record_slopes.py > slopes.json

A slope is a limit of differences of values, and those a Gaussian process conditions on as on any sum of values: so it needs
the kernel alone, none of its derivatives. Differences over 1e-20 in 80 digits are slopes to 30 digits.
"""

import json

from mpmath import exp, log, matrix, mp, mpf, pi, sqrt, det, lu_solve

mp.dps = 80
h = mpf(10) ** -20

x = [[0.11, 0.62, 0.93], [0.47, 0.18, 0.35], [0.74, 0.81, 0.52], [0.29, 0.44, 0.08], [0.88, 0.37, 0.71]]
y = [0.7, -0.4, 1.1, 0.2, -0.9]
# Of which row, along which axis, how steep.
told = [[0, 0, 1.3], [0, 1, -0.6], [0, 2, 0.2], [2, 1, 2.1], [3, 0, -0.8], [3, 2, 0.5]]
at = [[0.3, 0.6, 0.4], [0.9, 0.1, 0.2], [0.12, 0.61, 0.9]]
lengths, own = [0.4, 0.8, 1.5], [0.5, 0.3, 1.0]
common, added, noise, parabola, share = 1.3, 0.6, 0.01, 0.7, 0.05
jitter = mpf("1e-9")


def matern(q):
    r = sqrt(5 * q)
    return (1 + r + r * r / 3) * exp(-r)


def kernel(a, b):
    common_part = common * matern(sum(((p - q) / mpf(l)) ** 2 for p, q, l in zip(a, b, lengths)))
    own_part = mpf(added) / 3 * sum(matern(((p - q) / mpf(l)) ** 2) for p, q, l in zip(a, b, own))
    product = (1 + sum((2 * p - 1) * (2 * q - 1) for p, q in zip(a, b))) / mpf(4)
    return common_part + own_part + parabola * product**2


def value(row):
    return [(mpf(1), [mpf(each) for each in row])]


def slope(row, axis):
    up, down = [mpf(each) for each in row], [mpf(each) for each in row]
    up[axis] += h
    down[axis] -= h
    return [(1 / (2 * h), up), (-1 / (2 * h), down)]


def covariance(a, b):
    return sum(s * t * kernel(p, q) for s, p in a for t, q in b)


seen = [value(row) for row in x] + [slope(x[row], axis) for row, axis, _ in told]
results = matrix([mpf(each) for each in y] + [mpf(steep) for _, _, steep in told])
n = len(seen)
k = matrix(n, n)
for i in range(n):
    for j in range(n):
        k[i, j] = covariance(seen[i], seen[j])
for i in range(n):
    k[i, i] *= 1 + jitter
    if i < len(x):
        k[i, i] += noise
    else:
        axis = told[i - len(x)][1]
        k[i, i] += share * mpf(5) / 3 * (common / mpf(lengths[axis]) ** 2 + mpf(added) / 3 / mpf(own[axis]) ** 2)



def log_evidence(which):
    part = matrix([[k[i, j] for j in which] for i in which])
    own = matrix([results[i] for i in which])
    solved = lu_solve(part, own)
    return -sum(a * b for a, b in zip(own, solved)) / 2 - log(det(part)) / 2 - mpf(len(which)) / 2 * log(2 * pi)


alpha = lu_solve(k, results)
evidence = log_evidence(range(n))
mean, variance = [], []
for row in at:
    cross = matrix([covariance(value(row), each) for each in seen])
    solved = lu_solve(k, cross)
    mean.append(float(sum(cross[i] * alpha[i] for i in range(n))))
    variance.append(float(kernel(*[[mpf(e) for e in row]] * 2) - sum(cross[i] * solved[i] for i in range(n))))

print(
    json.dumps(
        {
            "x": x,
            "y": y,
            "told": told,
            "at": at,
            "lengths": lengths,
            "own": own,
            "common": common,
            "added": added,
            "noise": noise,
            "parabola": parabola,
            "share": share,
            "mean": mean,
            "variance": variance,
            "logEvidence": float(evidence),
            "logForetold": float(evidence - log_evidence(range(len(x), n))),
        }
    )
)
