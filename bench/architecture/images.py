"""Images to compare on, as folders of classes and as arrays: digits of scikit-learn, made shapes in colour, and Fashion-MNIST
where Debian's dataset-fashion-mnist is unpacked. python images.py FOLDER [FASHION_FOLDER]"""

import gzip
import os
import sys

import numpy as np
from PIL import Image
from sklearn.datasets import load_digits

rng = np.random.default_rng(0)
out = sys.argv[1]


def keep(name, x, y, xt, yt):
    for split, images, labels in (("train", x, y), ("test", xt, yt)):
        for i, (image, label) in enumerate(zip(images, labels)):
            folder = f"{out}/{name}/{split}/{label}"
            os.makedirs(folder, exist_ok=True)
            Image.fromarray(image).save(f"{folder}/{i:05d}.png")
    np.savez(f"{out}/{name}.npz", x=x, y=y, xt=xt, yt=yt)


def idx(path):
    data = gzip.open(path).read()
    shape = [int.from_bytes(data[4 + 4 * i : 8 + 4 * i], "big") for i in range(data[3])]
    return np.frombuffer(data, np.uint8, offset=4 + 4 * data[3]).reshape(shape)


def shape_on_ground(c):
    """32 × 32 pixels: one of four shapes, plain or striped, of any colour, place, size and angle, on a striped ground."""
    yy, xx = np.mgrid[0:32, 0:32].astype(float)
    angle, wave = rng.uniform(0, 6.28), rng.uniform(0.15, 0.5)
    ground = np.sin(wave * (np.cos(angle) * xx + np.sin(angle) * yy) + rng.uniform(0, 6)) * 0.5 + 0.5
    one, other = rng.uniform(0, 255, 3), rng.uniform(0, 255, 3)
    image = (ground[..., None] * one + (1 - ground[..., None]) * other) * 0.6
    cx, cy, size, turn = rng.uniform(10, 22), rng.uniform(10, 22), rng.uniform(6, 10), rng.uniform(0, 6.28)
    u = ((xx - cx) * np.cos(turn) + (yy - cy) * np.sin(turn)) / size
    v = (-(xx - cx) * np.sin(turn) + (yy - cy) * np.cos(turn)) / size
    inside = {
        0: u * u + v * v < 1,
        1: np.maximum(abs(u), abs(v)) < 0.85,
        2: (v > -0.6) & (v < 1 - 1.9 * abs(u)),
        3: (abs(u) < 0.3) & (abs(v) < 1) | (abs(v) < 0.3) & (abs(u) < 1),
    }[c // 2]
    colour = rng.uniform(0, 255, 3)
    fill = np.ones_like(u) if c % 2 == 0 else (np.sin(9 * u) > 0) * 1.0
    image = np.where(inside[..., None], fill[..., None] * colour + (1 - fill[..., None]) * (255 - colour), image)
    return np.clip(image + rng.normal(0, 22, image.shape), 0, 255).astype(np.uint8)


digits = load_digits()
pixels = np.minimum(digits.images * 16, 255).astype(np.uint8)
order = rng.permutation(len(pixels))
train, test = order[:1437], order[1437:]
keep("digits", pixels[train], digits.target[train], pixels[test], digits.target[test])

classes = rng.integers(0, 8, 5000)
shapes = np.stack([shape_on_ground(c) for c in classes])
keep("shapes", shapes[:4000], classes[:4000], shapes[4000:], classes[4000:])

if len(sys.argv) > 2:
    parts = [f"{sys.argv[2]}/{part}-ubyte.gz" for part in ("train-images-idx3", "train-labels-idx1", "t10k-images-idx3", "t10k-labels-idx1")]
    x, y, xt, yt = map(idx, parts)
    train, test = rng.permutation(60000)[:6000], rng.permutation(10000)[:2000]
    keep("fashion", x[train], y[train], xt[test], yt[test])
