"""MiniRocket's features as aeon has them, for kernels and biases of its own: python record.py > recorded.json"""
import json

import aeon
import numpy
from aeon.transformations.collection.convolution_based import _minirocket

numpy.random.seed(3)
x = numpy.cumsum(numpy.random.randn(4, 1, 40), axis=2).round(4).astype(numpy.float32)
transform = _minirocket.MiniRocket(n_kernels=4 * 84, random_state=1)
features = numpy.asarray(transform.fit_transform(x))
_, _, dilations, counts, biases = transform.parameters
print(
    json.dumps(
        {
            "aeon": aeon.__version__,
            "x": [round(float(v), 4) for v in x.ravel()],
            "dilations": [int(d) for d in dilations],
            "counts": [int(c) for c in counts],
            "biases": [float(f"{b:.7g}") for b in biases],
            "features": [[round(float(v), 6) for v in row] for row in features],
        }
    )
)
