"""Operators that networks have besides: sampling, pools with gaps, losses, caches, loops, 8-bit numbers.

    pip install numpy onnx onnxruntime
    python packages/tensor/test/files/import/more_operators.py
    npx biome format --write packages/tensor/test/files/import
"""

import base64
import json
from pathlib import Path

import numpy
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper

from operators import case, finish, floats, ints


def recurrent():
    """Lengths, peepholes, other functions, one gate for two."""
    sequences = floats(4, 2, 3)
    small = lambda *shape: floats(*shape, low=-0.7, high=0.7)
    lengths = numpy.array([4, 2], dtype=numpy.int32)
    for direction, both in [("forward", 1), ("reverse", 1), ("bidirectional", 2)]:
        yield case("LSTM", sequences, small(both, 8, 3), small(both, 8, 2), small(both, 16), lengths, small(both, 2, 2), small(both, 2, 2), small(both, 6), hidden_size=2, direction=direction, outputs=3, name=f"LSTM, lengths and peepholes, {direction}")
        yield case("GRU", sequences, small(both, 6, 3), small(both, 6, 2), small(both, 12), lengths, small(both, 2, 2), hidden_size=2, direction=direction, linear_before_reset=1, outputs=2, name=f"GRU, lengths, {direction}")
        yield case("RNN", sequences, small(both, 2, 3), small(both, 2, 2), small(both, 4), lengths, small(both, 2, 2), hidden_size=2, direction=direction, activations=["Sigmoid"] * both, outputs=2, name=f"RNN of sigmoids, lengths, {direction}")
    yield case("LSTM", sequences, small(1, 8, 3), small(1, 8, 2), hidden_size=2, input_forget=1, outputs=3, name="LSTM, one gate for two")
    yield case("LSTM", sequences, small(1, 8, 3), small(1, 8, 2), hidden_size=2, activations=["HardSigmoid", "Softsign", "Relu"], outputs=3, name="LSTM of other functions")
    yield case("GRU", sequences, small(1, 6, 3), small(1, 6, 2), small(1, 12), hidden_size=2, activations=["HardSigmoid", "Elu"], outputs=2, name="GRU of other functions")


def windows():
    image, grid = floats(1, 2, 5, 6), floats(1, 3, 2, 2, low=-1.3, high=1.3)
    yield from (case("GridSample", image, grid, mode=mode, padding_mode=padding, align_corners=corners, opset=20, name=f"GridSample, {mode}, {padding}, {corners}")
                for mode in ["linear", "nearest", "cubic"] for padding, corners in [("zeros", 0), ("border", 1), ("reflection", 0)])
    yield case("AffineGrid", floats(2, 2, 3), ints(2, 1, 3, 4), opset=20)
    yield case("MaxPool", image, kernel_shape=[2, 3], dilations=[2, 1], pads=[1, 1, 0, 1], strides=[1, 2], name="MaxPool with gaps")
    yield case("MaxPool", image, kernel_shape=[2, 2], strides=[2, 2], outputs=2, name="MaxPool, and where")
    yield case("AveragePool", image, kernel_shape=[2, 3], dilations=[2, 1], pads=[1, 1, 0, 1], count_include_pad=1, strides=[2, 2], opset=19, name="AveragePool with gaps")
    yield case("LpPool", image, kernel_shape=[2, 3], strides=[2, 1], p=3, opset=18)
    yield case("GlobalLpPool", image, p=2)
    yield from (case("Resize", image, None, numpy.array([1, 1, 0.4, 0.5], dtype=numpy.float32), mode=mode, antialias=1, settings=[2], opset=18, name=f"Resize without aliasing, {mode}") for mode in ["linear", "cubic"])
    yield case("Resize", image, numpy.array([0.2, 0.1, 0.7, 1.2], dtype=numpy.float32), None, ints(3, 4), mode="linear", axes=[2, 3], coordinate_transformation_mode="tf_crop_and_resize", extrapolation_value=0.5, settings=[1], opset=18, name="Resize of a part")
    yield case("DeformConv", floats(1, 4, 4, 5), floats(6, 2, 2, 2), floats(1, 16, 3, 4, low=-0.6, high=0.6), floats(6), floats(1, 8, 3, 4, low=0.2), group=2, offset_group=2, opset=19)
    yield case("ConvTranspose", floats(1, 1, 3, 2), floats(1, 2, 2, 2), strides=[2, 3], output_shape=[7, 7], name="ConvTranspose to more than it reaches")
    yield case("ConvTranspose", floats(1, 2, 2, 3), floats(2, 2, 2, 2), auto_pad="VALID", output_shape=[1, 3], name="ConvTranspose, VALID, to a length")
    yield case("Resize", ints(1, 5, 9, 4).reshape(1, 1, 2, 2).astype(numpy.int32), None, numpy.array([1, 1, 2, 1.5], dtype=numpy.float32), settings=[2], opset=18, name="Resize of whole numbers")


def others():
    yield case("Slice", floats(4, 6), ints(-8, 3), ints(-(2**31), -(2**31)), ints(-2, 1), ints(-1, 1), name="Slice, backwards from before the first")
    scores, classes = floats(3, 4, 2), numpy.array([[0, 1], [3, 2], [1, 1]], dtype=numpy.int64)
    yield from (case("SoftmaxCrossEntropyLoss", scores, classes, floats(4, low=0.5), reduction=how, ignore_index=1, outputs=2, name=f"SoftmaxCrossEntropyLoss, {how}") for how in ["mean", "sum", "none"])
    yield from (case("ScatterElements", floats(3, 3), ints(1, 0, 2, 0, 0, 1).reshape(2, 3), floats(2, 3), reduction=how, opset=18, name=f"ScatterElements, {how}") for how in ["mul", "max", "min"])
    yield case("RotaryEmbedding", floats(2, 2, 3, 4), floats(3, 2), floats(3, 2), ints(0, 1, 2, 2, 1, 0).reshape(2, 3), opset=23)
    yield case("RotaryEmbedding", floats(2, 3, 8), floats(2, 3, 1), floats(2, 3, 1), opset=23, num_heads=2, rotary_embedding_dim=2, interleaved=1, name="RotaryEmbedding of some features")
    yield case("Attention", floats(1, 4, 3, 5), floats(1, 2, 2, 5), floats(1, 2, 2, 5), None, floats(1, 2, 2, 5), floats(1, 2, 2, 5), is_causal=1, softcap=2.0, qk_matmul_output_mode=1, opset=23, outputs=4, name="Attention with a cache")
    yield case("Attention", floats(2, 3, 8), floats(2, 3, 4), floats(2, 3, 4), numpy.array([[1, 1, 0], [0, 1, 0], [1, 0, 1]], dtype=bool), q_num_heads=4, kv_num_heads=2, opset=23, name="Attention of masked rows")
    yield looping(3)
    yield looping(100)
    yield whiling()
    yield scanning()


def step(name, reads, collects, goes_on):
    """s ← tanh(s + x) + 1 / 10, and what it was before."""
    nodes = [
        helper.make_node("Add", ["s", reads], ["sum"]),
        helper.make_node("Tanh", ["sum"], ["bent"]),
        helper.make_node("Add", ["bent", "tenth"], ["next"]),
        helper.make_node("Identity", ["s"], ["before"]),
        *goes_on,
    ]
    outputs = [helper.make_tensor_value_info("next", TensorProto.FLOAT, [3])]
    outputs += [helper.make_tensor_value_info("before", TensorProto.FLOAT, [3])] if collects else []
    outputs = ([helper.make_tensor_value_info("on", TensorProto.BOOL, [])] if goes_on else []) + outputs
    inputs = [helper.make_tensor_value_info("s", TensorProto.FLOAT, [3])]
    if goes_on:
        inputs = [helper.make_tensor_value_info("i", TensorProto.INT64, []), helper.make_tensor_value_info("was", TensorProto.BOOL, []), *inputs]
    else:
        inputs += [helper.make_tensor_value_info("row", TensorProto.FLOAT, [3])]
    return helper.make_graph(nodes, name, inputs, outputs)


tenth = numpy_helper.from_array(numpy.float32(0.1), "tenth")


def looping(count):
    on = [helper.make_node("Identity", ["was"], ["on"])] if count < 50 else [helper.make_node("Constant", [], ["on"], value=numpy_helper.from_array(numpy.array(True)))]
    node = helper.make_node("Loop", ["count", "", "x"], ["last", "all"], body=step("body", "x", True, on), name="a Loop")
    return finish(f"Loop of {count}", [node], {"x": floats(3)}, [numpy_helper.from_array(numpy.int64(count), "count"), tenth], ["last", "all"] if count < 50 else ["last"], 17)


def whiling():
    on = [helper.make_node("ReduceSum", ["next"], ["total"], keepdims=0), helper.make_node("Less", ["total", "limit"], ["on"])]
    node = helper.make_node("Loop", ["", "begin", "x"], ["last"], body=step("body", "x", False, on), name="a Loop")
    stored = [numpy_helper.from_array(numpy.array(True), "begin"), numpy_helper.from_array(numpy.float32(2.5), "limit"), tenth]
    return finish("Loop while small", [node], {"x": numpy.array([0.3, 0.2, 0.25], dtype=numpy.float32)}, stored, ["last"], 17)


def scanning():
    node = helper.make_node("Scan", ["x", "rows"], ["last", "all"], body=step("body", "row", True, []), num_scan_inputs=1, scan_input_axes=[1], scan_input_directions=[1], scan_output_axes=[1], name="a Scan")
    return finish("Scan, backwards along an axis", [node], {"x": floats(3), "rows": floats(3, 4)}, [tenth], ["last", "all"], 17)


def quantized():
    """Networks that compute with 8-bit numbers, from floats to floats."""
    bytes8 = lambda *shape: numpy.random.default_rng(len(shape)).integers(-100, 100, shape).astype(numpy.int8)
    scalar = lambda value, kind: numpy.array(value, dtype=kind)
    f32, u8, i8 = numpy.float32, numpy.uint8, numpy.int8
    x, image = floats(2, 3), floats(1, 2, 4, 5)

    def network(name, fed, stored, nodes, opset=17):
        return finish(name, nodes, fed, [numpy_helper.from_array(each, key) for key, each in stored.items()], ["y"], opset)

    scales = {"s": scalar(0.03, f32), "z": scalar(117, u8), "ys": scalar(0.05, f32), "yz": scalar(-3, i8)}
    weights = {"w": bytes8(3, 4), "ws": floats(4, low=0.01, high=0.05), "wz": numpy.zeros(4, dtype=i8)}
    kernel = {"k": bytes8(3, 2, 2, 2), "ks": floats(3, low=0.01, high=0.05), "kz": numpy.zeros(3, dtype=i8)}
    node = helper.make_node
    yield network("a quantized dense layer", {"x": x}, {**scales, **weights}, [
        node("QuantizeLinear", ["x", "s", "z"], ["q"]), node("DequantizeLinear", ["q", "s", "z"], ["r"]),
        node("DequantizeLinear", ["w", "ws", "wz"], ["v"], axis=1), node("MatMul", ["r", "v"], ["p"]),
        node("QuantizeLinear", ["p", "ys", "yz"], ["o"]), node("DequantizeLinear", ["o", "ys", "yz"], ["y"])])
    yield network("a quantized convolution", {"x": image}, {**scales, **kernel, "b": numpy.array([100, -50, 7], dtype=numpy.int32), "yz8": scalar(90, u8), "flat": ints(1, -1)}, [
        node("QuantizeLinear", ["x", "s", "z"], ["q"]),
        node("QLinearConv", ["q", "s", "z", "k", "ks", "kz", "ys", "yz8", "b"], ["o"], pads=[1, 0, 0, 1], strides=[2, 1]),
        node("Reshape", ["o", "flat"], ["f"]), node("DequantizeLinear", ["f", "ys", "yz8"], ["y"])])
    yield network("a product of quantized numbers", {"x": x}, {**scales, "w": weights["w"], "wsc": scalar(0.02, f32), "wzc": scalar(2, i8), "yz8": scalar(90, u8)}, [
        node("QuantizeLinear", ["x", "s", "z"], ["q"]), node("QLinearMatMul", ["q", "s", "z", "w", "wsc", "wzc", "ys", "yz8"], ["o"]),
        node("DequantizeLinear", ["o", "ys", "yz8"], ["y"])])
    yield network("numbers that are quantized as they come", {"x": x}, {"w": bytes8(3, 4), "wzc": scalar(2, i8), "wsc": scalar(0.02, f32)}, [
        node("DynamicQuantizeLinear", ["x"], ["q", "s", "z"]), node("MatMulInteger", ["q", "w", "z", "wzc"], ["i"]),
        node("Cast", ["i"], ["f"], to=TensorProto.FLOAT), node("Mul", ["s", "wsc"], ["m"]), node("Mul", ["f", "m"], ["y"])])
    yield network("a convolution of whole numbers", {"x": image}, {**scales, "k": (bytes8(3, 2, 2, 2).astype(numpy.int16) + 128).astype(u8), "kzc": scalar(128, u8)}, [
        node("QuantizeLinear", ["x", "s", "z"], ["q"]), node("ConvInteger", ["q", "k", "z", "kzc"], ["i"], strides=[1, 2]), node("Cast", ["i"], ["y"], to=TensorProto.FLOAT)])


def numbered():
    yield case("GatherElements", floats(3, 4), ints(2, -3, 1, 1).reshape(2, 2), name="GatherElements of a part")
    sequences = floats(4, 2, 3)
    small = lambda *shape: floats(*shape, low=-0.7, high=0.7)
    yield case("LSTM", sequences, small(2, 8, 3), small(2, 8, 2), hidden_size=2, direction="bidirectional", activations=["HardSigmoid", "Tanh", "ScaledTanh", "Sigmoid", "LeakyRelu", "Affine"], activation_alpha=[0.3, 1.5, 0.2, 0.7], activation_beta=[0.4, 0.6, 0.1], outputs=3, name="LSTM of functions with numbers of their own")
    for op, gates, outputs in [("LSTM", 4, 3), ("GRU", 3, 2), ("RNN", 1, 2)]:
        yield case(op, sequences, small(1, gates * 2, 3), small(1, gates * 2, 2), small(1, gates * 4), None, floats(1, 2, 2), hidden_size=2, clip=0.5, outputs=outputs, name=f"{op} with a limit")


def text(data):
    return base64.b64encode(data).decode()


def encode(arrays):
    return {name: {"dtype": str(each.dtype), "shape": list(numpy.shape(each)), "elements": text(numpy.ascontiguousarray(each).tobytes())} for name, each in arrays.items()}


if __name__ == "__main__":
    recorded = [
        {"name": each["name"], "model": text(each["model"]), "inputs": encode(each["inputs"]), "outputs": encode(each["outputs"])}
        for cases in [recurrent, windows, others, quantized, numbered]
        for each in cases()
    ]
    path = Path(__file__).with_name("more-operators.json")
    versions = {"onnx": onnx.__version__, "onnxruntime": onnxruntime.__version__}
    path.write_text(json.dumps({**versions, "operators": recorded}, separators=(",", ":")) + "\n")
    print(path.name, len(recorded), path.stat().st_size)
