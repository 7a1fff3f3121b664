"""Images to classify: see images.mjs, whose numbers these are."""

from collections import namedtuple

import numpy as np
from task import uniform

Shape = namedtuple("Shape", "rows channels size widths classes batch", defaults=[10, 64])
SHAPES = {
    "digits": Shape(rows=1280, channels=1, size=8, widths=[16, 32]),
    "images": Shape(rows=640, channels=3, size=32, widths=[32, 64, 128]),
}


def images(shape):
    y = np.arange(shape.rows) % shape.classes
    noise = uniform(1, shape.rows, shape.channels, shape.size, shape.size)
    patterns = uniform(2, shape.classes, shape.channels, shape.size, shape.size)
    return (noise + patterns[y]).astype(np.float32), y
