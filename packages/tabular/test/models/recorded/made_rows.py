"""The rows of made-rows.ts."""
import numpy as np


def made_rows(seed, rows, missing=False):
    state = seed

    def next_():
        nonlocal state
        state = state * 48271 % 2147483647
        return state

    X, classes, two, numbers, counts, weights = [], [], [], [], [], []
    for _ in range(rows):
        x = [(next_() % 65536) / 4096 for _ in range(6)]
        noise = next_() % 16
        total = x[0] * x[1] + 8 * x[2] + noise
        classes.append(0 if total < 80 else 1 if total < 130 else 2)
        two.append(0 if total < 110 else 1)
        numbers.append(total + (next_() % 4096) / 512)
        counts.append(int(total // 30))
        weights.append(1 + next_() % 3)
        X.append([float("nan") if missing and next_() % 10 == 0 else v for v in x])
    return {
        "X": np.array(X),
        "classes": np.array(classes),
        "two": np.array(two),
        "numbers": np.array(numbers),
        "counts": np.array(counts, float),
        "weights": np.array(weights, float),
    }
