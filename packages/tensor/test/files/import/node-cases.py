"""ONNX's own cases for each operator, as lines of JSON: the model and the messages of its inputs and outputs in base64.

    pip install numpy onnx
    python packages/tensor/test/files/import/node-cases.py all.jsonl
    npx tsx --tsconfig tsconfig.tests.json packages/tensor/test/files/import/count-node-cases.ts all.jsonl

With names of cases behind the file it writes those alone: `node-cases.jsonl` has the smallest of each operator.
"""

import base64
import json
import pathlib
import sys
import warnings

import numpy
import onnx
from onnx import numpy_helper
from onnx.backend.test.loader import load_model_tests

warnings.simplefilter("ignore")


def text(data):
    return base64.b64encode(data).decode()


def message(value):
    """Anything but a tensor is none: no model of those is imported."""
    if isinstance(value, onnx.TensorProto):
        return text(value.SerializeToString())
    if isinstance(value, (numpy.ndarray, numpy.generic)):
        return text(numpy_helper.from_array(numpy.asarray(value)).SerializeToString())
    return ""


def tests():
    for case in load_model_tests(kind="node"):
        inputs, outputs = case.data_sets[0]
        yield "node", case, case.model.SerializeToString(), inputs, outputs
    for kind in ["pytorch-converted", "pytorch-operator", "simple"]:
        for case in load_model_tests(kind=kind):
            folder = pathlib.Path(case.model_dir)
            data = sorted(folder.glob("test_data_set_*"))[0]
            read = lambda name: [onnx.load_tensor(data / f"{name}_{i}.pb") for i in range(len(list(data.glob(f"{name}_*.pb"))))]
            try:
                yield kind, case, (folder / "model.onnx").read_bytes(), read("input"), read("output")
            except Exception:
                yield kind, case, (folder / "model.onnx").read_bytes(), [None], [None]


if __name__ == "__main__":
    path, *names = sys.argv[1:]
    lines = [
        json.dumps({
            "kind": kind,
            "name": case.name.removeprefix("test_"),
            "relative": case.rtol,
            "absolute": case.atol,
            "model": text(model),
            "inputs": [message(each) for each in inputs],
            "outputs": [message(each) for each in outputs],
        }, separators=(",", ":"))
        for kind, case, model, inputs, outputs in tests()
        if not names or case.name.removeprefix("test_") in names
    ]
    pathlib.Path(path).write_text("\n".join(lines) + "\n")
    print(path, len(lines), "cases of onnx", onnx.__version__)
