"""What ONNX Runtime in Python makes of the files of write-files.ts: python record-onnx.py FOLDER > onnx.json"""
import json
import pathlib
import sys

import numpy
import onnx
import onnxruntime

recorded = {"onnxruntime": onnxruntime.__version__, "layers": {}}
for file in sorted(pathlib.Path(sys.argv[1]).glob("*.onnx")):
    onnx.checker.check_model(onnx.load(file), full_check=True)
    session = onnxruntime.InferenceSession(file)
    given = json.loads(file.with_suffix(".json").read_text())
    feeds = {
        port.name: numpy.array(each["data"], numpy.float32).reshape(each["shape"])
        for port, each in zip(session.get_inputs(), given)
    }
    recorded["layers"][file.stem] = [
        {"shape": list(y.shape), "data": [float(f"{v:.9g}") for v in y.ravel()]} for y in session.run(None, feeds)
    ]
print(json.dumps(recorded))
