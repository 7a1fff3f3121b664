"""Records rotations by NumPy and SciPy: `python record.py > recorded.json` (numpy, scipy)."""
import json

import numpy as np
from scipy.ndimage import map_coordinates

square = np.random.default_rng(3).normal(size=(1, 2, 5, 5)).astype(np.float32)


def turned(angle, mode):
    # Output pixel (i, j) looks at the place turned the other way about the middle: counter-clockwise, as rot90.
    i, j = np.meshgrid(np.arange(5) - 2, np.arange(5) - 2, indexing="ij")
    rows = np.sin(angle) * j + np.cos(angle) * i + 2
    columns = np.cos(angle) * j - np.sin(angle) * i + 2
    return [[map_coordinates(c.astype(float), [rows, columns], order=1, mode=mode).tolist() for c in square[0]]]


print(
    json.dumps(
        {
            "square": square.tolist(),
            "quarters": [np.rot90(square[0], k, axes=(1, 2)).tolist() for k in (0, 1, 2, 3)],
            # In grid-constant mode pixels beyond the border are zeros that are interpolated with.
            "turned": {"zeros": turned(np.pi / 6, "grid-constant"), "edge": turned(np.pi / 6, "nearest")},
        }
    )
)
