"""What TensorBoard's own reader sees in an event file: python record.py FILE > recorded.json, FILE by write-example.ts"""

import base64
import json
import sys

import tensorboard
from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
from tensorboard.compat.proto.graph_pb2 import GraphDef

path = sys.argv[1]
seen = EventAccumulator(path, size_guidance={"scalars": 0, "histograms": 0, "images": 0})
seen.Reload()
graph = GraphDef.FromString(seen.Graph().SerializeToString())
number = lambda x: x if x == x else "NaN"
(image,) = seen.Images("kernels")
print(
    json.dumps(
        {
            "tensorboard": tensorboard.__version__,
            "file": base64.b64encode(open(path, "rb").read()).decode(),
            "fileVersion": seen.file_version,
            "scalars": {tag: [[e.wall_time, e.step, number(e.value)] for e in seen.Scalars(tag)] for tag in seen.Tags()["scalars"]},
            "histograms": {
                tag: [
                    {
                        "step": e.step,
                        "min": h.min,
                        "max": h.max,
                        "num": h.num,
                        "sum": h.sum,
                        "squares": h.sum_squares,
                        "limits": list(h.bucket_limit),
                        "counts": list(h.bucket),
                    }
                    for e in seen.Histograms(tag)
                    for h in [e.histogram_value]
                ]
                for tag in seen.Tags()["histograms"]
            },
            "image": {"step": image.step, "width": image.width, "height": image.height, "bytes": len(image.encoded_image_string)},
            "graph": [[node.name, node.op, list(node.input)] for node in graph.node],
        }
    )
)
