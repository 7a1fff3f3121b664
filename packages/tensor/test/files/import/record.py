"""Files of other exporters and what they compute, recorded for tests that need no Python.

    pip install torch onnx onnxruntime numpy
    python packages/tensor/test/files/import/record.py
    python packages/tensor/test/files/import/blocks.py
    npx biome format --write packages/tensor/test/files/import

Numbers are little endian, in base64.
"""

import base64
import json
from pathlib import Path

import numpy
import onnx
import onnxruntime
import torch

from models import record_models
from operators import cases


def text(data):
    return base64.b64encode(data).decode()


def encode(x):
    array = numpy.ascontiguousarray(x.numpy(force=True) if isinstance(x, torch.Tensor) else x)
    shape = list(numpy.shape(x))
    return {"dtype": str(array.dtype), "shape": shape, "elements": text(array.tobytes())}


def encode_all(arrays):
    return {name: encode(each) for name, each in arrays.items()}


if __name__ == "__main__":
    here = Path(__file__).parent
    torch.set_num_threads(1)
    models = record_models(encode)
    for name, recorded in models.items():
        (here / f"{name}.onnx").write_bytes(recorded.pop("bytes"))
    operators = [
        {"name": each["name"], "model": text(each["model"]), "inputs": encode_all(each["inputs"]), "outputs": encode_all(each["outputs"])}
        for each in cases()
    ]
    versions = {"torch": torch.__version__, "onnx": onnx.__version__, "onnxruntime": onnxruntime.__version__}
    for name, content in [("models", models), ("operators", operators)]:
        path = here / f"{name}.json"
        path.write_text(json.dumps({**versions, name: content}, separators=(",", ":")) + "\n")
        print(path.name, len(content), path.stat().st_size)
