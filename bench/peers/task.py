"""The task every peer solves: see task.mjs, whose numbers these are, bit for bit."""

import json
from collections import namedtuple
from pathlib import Path

import numpy as np

SIZES = json.loads((Path(__file__).parent / "sizes.json").read_text())
Task = namedtuple("Task", "widths batch rows steps x y batches weights")


def _hash(i):
    """lowbias32 (Wellons)."""
    i = (i ^ (i >> np.uint32(16))) * np.uint32(0x7FEB352D)
    i = (i ^ (i >> np.uint32(15))) * np.uint32(0x846CA68B)
    return i ^ (i >> np.uint32(16))


def uniform(seed, *shape):
    """Uniform numbers in [-1, 1), a stream of its own for each seed."""
    counter = _hash(np.array([seed], np.uint32)) + np.arange(np.prod(shape), dtype=np.uint32)
    return (_hash(counter) / 2**31 - 1).reshape(shape)


def task(size):
    widths, batch, rows = (SIZES[size][key] for key in ("widths", "batch", "rows"))
    x = (uniform(1, rows, widths[0]) * np.sqrt(3)).astype(np.float32)
    y = (x.astype(np.float64) @ uniform(2, widths[0], widths[-1])).argmax(1).astype(np.int32)
    steps = rows // batch
    batches = np.floor((uniform(3, steps, batch) + 1) / 2 * rows).astype(np.int32)
    weights = [
        (uniform(4 + i, a, b) * np.sqrt(6 / a)).astype(np.float32) for i, (a, b) in enumerate(zip(widths, widths[1:]))
    ]
    return Task(widths, batch, rows, steps, x, y, batches, weights)
