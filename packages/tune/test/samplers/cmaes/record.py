"""Runs of the `cmaes` package on given points: cmaes 0.13.1."""
import json
from pathlib import Path

import numpy as np
from cmaes import CMA, CMAwM, CatCMA

rng = np.random.default_rng(7)
flat = lambda a: np.asarray(a, dtype=float).ravel().tolist()


def gaussian():
    n, size = 4, 9
    cma = CMA(mean=np.array([0.5, 0.2, -1.0, 3.0]), sigma=0.7, population_size=size, seed=1)
    generations = []
    for _ in range(6):
        points = [cma.ask() for _ in range(size)]
        values = [float(np.sum((10.0 ** np.arange(n)) * p**2)) for p in points]
        order = np.argsort(values)
        cma.tell([(p, v) for p, v in zip(points, values)])
        generations.append({"points": [flat(points[i]) for i in order], "mean": flat(cma._mean), "sigma": float(cma._sigma), "covariance": flat(cma._C)})
    return {"mean": [0.5, 0.2, -1.0, 3.0], "sigma": 0.7, "lambda": size, "generations": generations}


def margin():
    n, size = 4, 8
    bounds = np.array([[-5.0, 5.0], [0, 1], [0, 4], [0, 9]])
    steps = np.array([0.0, 1.0, 1.0, 1.0])
    start = np.array([1.0, 0.5, 2.0, 4.5])
    cma = CMAwM(mean=start, sigma=0.5, bounds=bounds, steps=steps, population_size=size, seed=3)
    generations = []
    for _ in range(25):
        asked = [cma.ask() for _ in range(size)]
        values = [float(e[0] ** 2 + 3 * (1 - e[1]) + (e[2] - 4) ** 2 + 0.1 * (e[3] - 7) ** 2) for e, _ in asked]
        order = np.argsort(values, kind="stable")
        cma.tell([(asked[i][1], values[i]) for i in order])
        generations.append({"points": [flat(asked[i][1]) for i in order], "mean": flat(cma.mean), "sigma": float(cma._cma._sigma), "stretch": flat(cma._A)})
    return {"mean": flat(start), "sigma": 0.5, "lambda": size, "generations": generations}


def categories():
    sizes, size = np.array([3, 2, 4]), 8
    cma = CatCMA(mean=np.zeros(2), sigma=1.0, cat_num=sizes, population_size=size, seed=5)
    generations = []
    for _ in range(12):
        asked = [cma.ask() for _ in range(size)]
        choice = lambda c: [int(np.argmax(row)) for row in c]
        values = [float(np.sum(x**2) + 2 * (choice(c)[0] != 1) + (choice(c)[1] != 0) + choice(c)[2]) for x, c in asked]
        order = np.argsort(values, kind="stable")
        cma.tell([(asked[i], values[i]) for i in order])
        generations.append({"choices": [choice(asked[i][1]) for i in order], "q": [row[:k].tolist() for row, k in zip(cma._q, sizes)]})
    return {"sizes": sizes.tolist(), "lambda": size, "generations": generations}


out = {
    "gaussian": gaussian(),
    "margin": margin(),
    "categories": categories(),
}
Path(__file__).with_name("recorded.json").write_text(json.dumps(out))
