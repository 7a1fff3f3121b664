"""What ONNX Runtime in Python makes of the files beside this script, which write-files.ts has written."""

import json
import pathlib

import numpy
import onnx
import onnxruntime

here = pathlib.Path(__file__).parent
generator = numpy.random.default_rng(0)
recorded = {"onnxruntime": onnxruntime.__version__, "models": {}}
for name, shape in {"points": [5, 2], "images": [3, 1, 6, 6], "series": [4, 5, 3]}.items():
    file = here / f"{name}.onnx"
    onnx.checker.check_model(onnx.load(file), full_check=True)
    session = onnxruntime.InferenceSession(file)
    x = generator.normal(size=shape).astype(numpy.float32)
    (y,) = session.run(["output"], {"input": x})
    recorded["models"][name] = {
        "metadata": session.get_modelmeta().custom_metadata_map.get("classes"),
        "shape": [str(n) for n in session.get_inputs()[0].shape],
        "x": {"shape": shape, "data": [float(v) for v in x.ravel()]},
        "y": {"shape": list(y.shape), "data": [float(v) for v in y.ravel()]},
    }
(here / "recorded.json").write_text(json.dumps(recorded) + "\n")
