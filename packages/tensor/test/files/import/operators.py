"""One operator a file, written by hand from the standard, and what ONNX Runtime makes of it."""

import numpy
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper

rng = numpy.random.default_rng(0)
types = {"float32": TensorProto.FLOAT, "int64": TensorProto.INT64, "bool": TensorProto.BOOL, "int32": TensorProto.INT32}


def floats(*shape, low=-2.0, high=2.0):
    return rng.uniform(low, high, shape).astype(numpy.float32)


def ints(*values):
    return numpy.array(values, dtype=numpy.int64)


def case(op, *inputs, opset=17, outputs=1, name=None, settings=(), **attributes):
    """Float arrays are inputs, except for those at the places of settings; everything else is stored in the file."""
    inputs = [each if each is None else numpy.asarray(each) for each in inputs]
    names = [f"i{k}" if each is not None else "" for k, each in enumerate(inputs)]
    fed = {n: each for k, (n, each) in enumerate(zip(names, inputs)) if each is not None and str(each.dtype) in ("float32", "bool") and k not in settings}
    stored = [numpy_helper.from_array(each, n) for n, each in zip(names, inputs) if each is not None and n not in fed]
    results = [f"o{k}" for k in range(outputs)]
    node = helper.make_node(op, names, results, name=f"a {op}", **attributes)
    return finish(name or op, [node], fed, stored, results, opset)


def finish(name, nodes, fed, stored, results, opset):
    values = [helper.make_tensor_value_info(n, types[str(each.dtype)], each.shape) for n, each in fed.items()]
    # Old opsets want outputs of a known type; the checker infers the rest.
    outputs = [helper.make_empty_tensor_value_info(n) for n in results]
    graph = helper.make_graph(nodes, "g", values, outputs, stored)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", opset)], ir_version=8)
    typed = onnx.shape_inference.infer_shapes(model, strict_mode=True)
    del model.graph.output[:]
    model.graph.output.extend(typed.graph.output)
    session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    values = session.run(results, fed)
    # What is inferred does not know the type of an operator that is a function of others.
    for place, (output, array) in enumerate(zip(typed.graph.output, values)):
        if not output.type.tensor_type.elem_type:
            model.graph.output[place].CopyFrom(helper.make_tensor_value_info(output.name, types[str(array.dtype)], array.shape))
    return {"name": f"{name} @{opset}", "model": model.SerializeToString(), "inputs": fed, "outputs": dict(zip(results, values))}


def cases():
    x, y, row = floats(2, 3), floats(2, 3), floats(3)
    high = floats(2, 3, low=0.3)
    image, signal = floats(1, 2, 5, 6), floats(2, 4, 7)
    yield from (case(op, x, row) for op in ["Add", "Sub", "Mul", "Div"])
    yield case("Pow", high, row)
    yield case("Pow", high, ints(3), name="Pow of an integer")
    yield from (case(op, x) for op in ["Neg", "Abs", "Exp", "Erf", "Tanh", "Sigmoid", "Relu", "Softplus", "Softsign", "Floor", "Sign", "Sin"])
    yield from (case(op, high) for op in ["Log", "Sqrt", "Reciprocal"])
    yield case("LeakyRelu", x, alpha=0.3)
    yield case("PRelu", x, row)
    yield case("Elu", x, alpha=0.7)
    yield case("Celu", x, alpha=0.7)
    yield case("Selu", x)
    yield case("Gelu", x, opset=20)
    yield case("Gelu", x, opset=20, approximate="tanh", name="Gelu, tanh")
    yield case("HardSigmoid", x, alpha=0.3, beta=0.4)
    yield case("HardSwish", x)
    yield case("Mish", x, opset=18)
    yield case("Clip", x, numpy.float32(-0.5), numpy.float32(0.5))
    yield case("Clip", x, None, numpy.float32(0.5), name="Clip from above")
    yield case("Min", x, y, row)
    yield case("Max", x, y, row)
    yield case("Sum", x, y, row)
    yield case("Where", x > 0, x, row)
    yield from (case(op, x, row) for op in ["Equal", "Greater", "Less", "GreaterOrEqual"])
    yield case("Cast", x, to=TensorProto.INT64)
    yield case("Not", x > 0)
    yield from (case(op, floats(2, 3, 2), opset=opset, axis=1, name=f"{op}") for op in ["Softmax", "LogSoftmax"] for opset in [11, 13])
    yield case("MatMul", floats(2, 3, 4), floats(4, 2))
    yield case("Gemm", floats(3, 2), floats(4, 3), floats(4), transA=1, transB=1, alpha=0.5, beta=2.0)
    yield case("Gemm", floats(2, 3), floats(3, 4), name="Gemm without C")
    yield case("Einsum", floats(2, 3), floats(3, 4), equation="bi, ij -> bj")
    weights = floats(3, 2, 3, 3)
    yield case("Conv", image, weights, floats(3), pads=[1, 0, 2, 1], strides=[2, 1], name="Conv, uneven padding")
    yield from (case("Conv", image, weights, strides=[2, 2], auto_pad=mode, name=f"Conv {mode}") for mode in ["SAME_UPPER", "SAME_LOWER", "VALID"])
    yield case("Conv", signal, floats(4, 2, 3), floats(4), group=2, dilations=[2], name="Conv 1d, groups, dilation")
    yield case("ConvTranspose", image, floats(2, 3, 3, 3), floats(3), strides=[2, 2], pads=[1, 1, 0, 1], output_padding=[1, 0])
    yield case("ConvTranspose", signal, floats(4, 1, 3), group=4, dilations=[2], name="ConvTranspose 1d, groups")
    yield case("ConvTranspose", signal, floats(4, 2, 3), strides=[2], output_shape=[14], name="ConvTranspose to a length")
    yield case("ConvTranspose", signal, floats(4, 2, 3), strides=[2], auto_pad="SAME_UPPER", name="ConvTranspose SAME_UPPER")
    yield case("MaxPool", image, kernel_shape=[3, 2], strides=[2, 1], pads=[1, 0, 1, 1])
    yield case("MaxPool", image, kernel_shape=[2, 2], strides=[2, 2], ceil_mode=1, name="MaxPool, rounded up")
    yield case("MaxPool", signal, kernel_shape=[3], auto_pad="SAME_UPPER", strides=[2], name="MaxPool 1d SAME_UPPER")
    yield from (case("AveragePool", image, kernel_shape=[3, 3], pads=[1, 1, 1, 1], strides=[2, 2], count_include_pad=count, name=f"AveragePool, padding counted {count}") for count in [0, 1])
    yield case("AveragePool", image, kernel_shape=[2, 2], strides=[3, 3], ceil_mode=1, name="AveragePool, rounded up")
    yield case("GlobalAveragePool", image)
    yield case("GlobalMaxPool", image)
    yield case("BatchNormalization", image, floats(2), floats(2), floats(2), floats(2, low=0.5), epsilon=0.01)
    yield case("InstanceNormalization", image, floats(2), floats(2))
    yield case("LayerNormalization", floats(2, 3, 4), floats(3, 4), floats(3, 4), axis=1)
    yield case("LayerNormalization", floats(2, 3, 4), floats(4), name="LayerNormalization without bias")
    yield case("Flatten", floats(2, 3, 4), axis=2)
    yield case("Reshape", floats(2, 3, 4), ints(0, -1, 2))
    yield case("Transpose", floats(2, 3, 4), perm=[1, 2, 0])
    yield case("Transpose", floats(2, 3, 4), name="Transpose, reversed")
    yield case("Concat", x, y, axis=-1)
    yield case("Split", floats(2, 6), opset=11, axis=1, split=[1, 2, 3], outputs=3)
    yield case("Split", floats(2, 6), ints(4, 2), axis=-1, outputs=2)
    yield case("Split", floats(2, 7), opset=18, axis=1, num_outputs=3, outputs=3, name="Split, uneven")
    yield case("Slice", floats(4, 5, 6), ints(1, -1), ints(2**63 - 1, -6), ints(0, 2), ints(2, -2))
    yield case("Squeeze", floats(1, 2, 1, 3), opset=11, axes=[0, 2])
    yield case("Squeeze", floats(1, 2, 1, 3), ints(-2))
    yield case("Squeeze", floats(1, 2, 1, 3), name="Squeeze all")
    yield case("Unsqueeze", x, opset=11, axes=[0, 3])
    yield case("Unsqueeze", x, ints(-1, 0))
    yield case("Expand", floats(3, 1), ints(2, 1, 4))
    yield case("Tile", x, ints(2, 3))
    yield case("Gather", floats(4, 3), ints(-1, 0, 2).reshape(1, 3), axis=0)
    yield case("Gather", floats(4, 3), numpy.array(1, dtype=numpy.int64), axis=1, name="Gather one")
    yield case("GatherElements", floats(2, 3), ints(0, 2, 1, 1).reshape(2, 2), axis=1)
    yield case("Pad", x, ints(0, 1, 2, -1), numpy.float32(1.5))
    yield case("Pad", floats(2, 3, 2), ints(1, 2), None, ints(-2), opset=18, name="Pad one axis")
    yield case("CumSum", x, numpy.array(1, dtype=numpy.int64), reverse=1)
    yield from (case(op, floats(2, 3, 4), axes=[0, -1], keepdims=0) for op in ["ReduceMean", "ReduceMax", "ReduceMin", "ReduceL2", "ReduceProd"])
    yield case("ReduceMean", floats(2, 3, 4), ints(1), opset=18)
    yield case("ReduceSum", floats(2, 3, 4), ints(1, 2), keepdims=0)
    yield case("ReduceSum", floats(2, 3, 4), name="ReduceSum of all")
    yield case("ReduceSum", floats(2, 3), noop_with_empty_axes=1, name="ReduceSum of none")
    yield case("ArgMax", floats(3, 4), axis=1, keepdims=0)
    yield case("Dropout", x)
    yield case("Identity", x)
    yield shapes()
    yield branch()
    yield keras()
    sequences = floats(4, 2, 3)
    small = lambda *shape: floats(*shape, low=-0.7, high=0.7)
    yield case("LSTM", sequences, small(2, 20, 3), small(2, 20, 5), small(2, 40), None, small(2, 2, 5), small(2, 2, 5), hidden_size=5, direction="bidirectional", outputs=3)
    yield case("LSTM", sequences, small(1, 20, 3), small(1, 20, 5), hidden_size=5, name="LSTM without bias")
    yield case("GRU", sequences, small(1, 15, 3), small(1, 15, 5), small(1, 30), hidden_size=5, direction="reverse", linear_before_reset=1, outputs=2)
    yield case("RNN", sequences, small(1, 5, 3), small(1, 5, 5), small(1, 10), None, small(1, 2, 5), hidden_size=5, outputs=2)
    yield case("RNN", sequences, small(2, 5, 3), small(2, 5, 5), small(2, 10), hidden_size=5, outputs=2, direction="bidirectional", activations=["Relu", "Relu"], name="RNN of ReLU")
    yield case("GRU", sequences, small(1, 15, 3), small(1, 15, 5), small(1, 30), None, small(1, 2, 5), hidden_size=5, outputs=2, name="GRU, reset before")
    yield case("LSTM", sequences, small(1, 20, 3), small(1, 20, 5), None, None, small(1, 2, 5), hidden_size=5, outputs=3, name="LSTM with h alone")
    yield case("LSTM", sequences, small(1, 20, 3), small(1, 20, 5), None, None, None, small(1, 2, 5), hidden_size=5, outputs=3, name="LSTM with c alone")
    yield from more()


def more():
    """What networks of the last years have besides, and the attributes of old opsets."""
    x, row, deep = floats(2, 3), floats(3), floats(2, 8, 3, 4)
    image, tall = floats(1, 2, 4, 5), floats(1, 1, 7, 6)
    yield case("Clip", x, min=-0.5, max=0.5, opset=6, name="Clip by attributes")
    yield case("Pad", image, pads=[0, 0, 1, 2, 0, 0, 2, 1], value=0.5, opset=10, name="Pad by attributes")
    yield case("Slice", image, axes=[2, 3], starts=[1, 0], ends=[3, 4], opset=9, name="Slice by attributes")
    yield from (case("Pad", image, ints(0, 0, 2, 3, 0, 0, 1, 4), mode=mode, opset=19, name=f"Pad, {mode}") for mode in ["reflect", "edge", "wrap"])
    yield case("Pad", image, ints(1, 2), None, ints(-1), mode="reflect", opset=18, name="Pad of one axis")
    scales = numpy.array([1, 1, 2.5, 1.6], dtype=numpy.float32)
    less = numpy.array([1, 1, 0.6, 0.75], dtype=numpy.float32)
    for place in ["half_pixel", "asymmetric", "align_corners", "pytorch_half_pixel", "half_pixel_symmetric"]:
        for mode in ["nearest", "linear", "cubic"]:
            yield case("Resize", image, None, scales, coordinate_transformation_mode=place, mode=mode, settings=[2], opset=19, name=f"Resize, {mode}, {place}")
    yield from (case("Resize", tall, None, None, ints(1, 1, 4, 9), mode=mode, opset=13, name=f"Resize to a size, {mode}") for mode in ["nearest", "linear", "cubic"])
    yield from (case("Resize", tall, None, less, nearest_mode=nearest, settings=[2], opset=13, name=f"Resize, {nearest}") for nearest in ["floor", "ceil", "round_prefer_floor", "round_prefer_ceil"])
    yield case("Resize", image, None, scales[2:], mode="linear", axes=[2, 3], settings=[2], opset=18, name="Resize of two axes")
    yield case("Resize", image, None, scales, mode="cubic", cubic_coeff_a=-0.5, exclude_outside=1, settings=[2], opset=13, name="Resize, cubic within")
    yield case("Resize", image, scales, mode="linear", settings=[1], opset=10, name="Resize")
    yield case("Upsample", image, numpy.array([1, 1, 2, 3], dtype=numpy.float32), settings=[1], opset=9)
    yield from (case("DepthToSpace", deep, blocksize=2, mode=mode, name=f"DepthToSpace, {mode}") for mode in ["DCR", "CRD"])
    yield case("SpaceToDepth", floats(2, 3, 4, 6), blocksize=2)
    yield case("GroupNormalization", deep, floats(4), floats(4), num_groups=4, opset=18)
    yield case("GroupNormalization", deep, floats(8), floats(8), num_groups=4, epsilon=1e-3, opset=21)
    yield case("LRN", deep, size=3, alpha=0.3, beta=0.6, bias=1.5)
    yield from (case("LpNormalization", x, axis=-1, p=p, name=f"LpNormalization {p}") for p in [1, 2])
    yield case("MeanVarianceNormalization", image, opset=12)
    yield case("LayerNormalization", x, row, stash_type=1, name="LayerNormalization without shift")
    yield from (case(op, x) for op in ["Asinh", "Shrink", "ThresholdedRelu"])
    yield case("Acosh", floats(2, 3, low=1.1, high=3))
    yield case("Atanh", floats(2, 3, low=-0.9, high=0.9))
    yield case("Shrink", x, lambd=0.3, bias=0.1, name="Shrink with bias")
    yield case("Mean", x, floats(2, 3), row)
    yield case("Mod", x, floats(2, 3, low=0.5), fmod=1)
    yield from (case(op, x, noop_with_empty_axes=1, opset=18, name=f"{op} of none") for op in ["ReduceL1", "ReduceL2", "ReduceSumSquare"])
    yield case("ReduceLogSum", floats(2, 3, low=0.3), axes=[1])
    yield case("IsInf", numpy.array([1, numpy.inf, -numpy.inf, numpy.nan], dtype=numpy.float32))
    yield case("IsInf", numpy.array([1, numpy.inf, -numpy.inf, numpy.nan], dtype=numpy.float32), detect_negative=0, name="IsInf above")
    yield case("CumSum", x, ints(1).reshape(()), exclusive=1)
    yield case("CumSum", x, ints(1).reshape(()), exclusive=1, reverse=1, name="CumSum back")
    yield case("TopK", floats(3, 5), ints(2), outputs=2)
    yield case("TopK", floats(3, 5), ints(2), outputs=2, axis=0, largest=0, name="TopK, smallest")
    yield from (case("Trilu", floats(4, 4), ints(k).reshape(()), upper=upper, name=f"Trilu {upper} {k}") for upper in [0, 1] for k in [-1, 1])
    yield case("GatherND", floats(2, 3, 4), ints(0, 1, 1, -1).reshape(2, 2))
    yield case("GatherND", floats(2, 3, 4), ints(1, -2).reshape(2, 1), batch_dims=1, name="GatherND in batches")
    yield case("ScatterND", floats(4, 3), ints(1, 3).reshape(2, 1), floats(2, 3))
    yield case("ScatterND", floats(4, 3), ints(0, 1, 0, 1).reshape(2, 2), floats(2), reduction="add", opset=18, name="ScatterND, add")
    yield case("ScatterElements", floats(3, 3), ints(1, 0, 2, 0, 2, 1).reshape(2, 3), floats(2, 3))
    yield case("ScatterElements", floats(2, 4), ints(1, -1, 0, 2).reshape(2, 2), floats(2, 2), axis=1, reduction="add", opset=18, name="ScatterElements, add")
    yield case("OneHot", ints(1, 0, -1), ints(4), numpy.array([0.5, 2], dtype=numpy.float32), axis=0)
    yield case("Einsum", floats(2, 3, 4), floats(2, 4, 2), equation="...ij, ...jk -> ...ik", name="Einsum with dots")
    yield case("Einsum", floats(2, 3, 4), floats(4), equation="...i,i", name="Einsum with dots, no arrow")
    yield case("Pow", ints(1, 2, 3), numpy.array(0.5, dtype=numpy.float32), name="Pow of integers")
    volume = floats(1, 2, 3, 4, 3)
    yield case("Conv", volume, floats(3, 2, 2, 2, 2), floats(3), pads=[1, 0, 0, 0, 1, 0], strides=[1, 2, 1], name="Conv of volumes")
    yield case("ConvTranspose", volume, floats(2, 2, 2, 2, 2), strides=[2, 1, 2], name="ConvTranspose of volumes")
    yield case("MaxPool", volume, kernel_shape=[2, 2, 2], strides=[1, 2, 1], name="MaxPool of volumes")
    yield case("AveragePool", volume, kernel_shape=[2, 3, 2], pads=[0, 1, 0, 0, 1, 0], name="AveragePool of volumes")


def shapes():
    """[batch, a, b] to [batch, a · b] as exporters write it, with constants in each of their forms."""
    stored = [
        helper.make_tensor("two", TensorProto.INT64, [1], [2]),
        helper.make_tensor("scale", TensorProto.FLOAT, [2], [0.5, -1.25]),
        helper.make_tensor("flags", TensorProto.BOOL, [2], [1, 0]),
        helper.make_tensor("wide", TensorProto.DOUBLE, [2], [0.1, 0.2]),
        helper.make_tensor("narrow", TensorProto.INT32, [2], [-3, 7]),
    ]
    nodes = [
        helper.make_node("Shape", ["x"], ["shape"]),
        helper.make_node("Constant", [], ["zero"], value_int=0),
        helper.make_node("Constant", [], ["ends"], value_ints=[3]),
        helper.make_node("Gather", ["shape", "zero"], ["batch"], axis=0),
        helper.make_node("Unsqueeze", ["batch", "axis"], ["front"]),
        helper.make_node("Constant", [], ["axis"], value=numpy_helper.from_array(ints(0))),
        helper.make_node("Slice", ["shape", "one", "ends"], ["rest"]),
        helper.make_node("Constant", [], ["one"], value_ints=[1]),
        helper.make_node("ReduceProd", ["rest"], ["count"], keepdims=1),
        helper.make_node("Div", ["count", "two"], ["half"]),
        helper.make_node("Concat", ["front", "half", "two"], ["target"], axis=0),
        helper.make_node("Reshape", ["x", "target"], ["flat"]),
        helper.make_node("ConstantOfShape", ["target"], ["ones"], value=numpy_helper.from_array(numpy.array([1.5], dtype=numpy.float32))),
        helper.make_node("Mul", ["flat", "scale"], ["scaled"]),
        helper.make_node("Cast", ["wide"], ["cast"], to=TensorProto.FLOAT),
        helper.make_node("Cast", ["narrow"], ["whole"], to=TensorProto.FLOAT),
        helper.make_node("Where", ["flags", "cast", "whole"], ["chosen"]),
        helper.make_node("Add", ["scaled", "ones"], ["sum"]),
        helper.make_node("Add", ["sum", "chosen"], ["y"]),
    ]
    order = [0, 1, 2, 3, 5, 4, 7, 6, *range(8, len(nodes))]
    return finish("a reshape by computed lengths", [nodes[i] for i in order], {"x": floats(2, 4, 3)}, stored, ["y"], 17)


def branch():
    def side(name, op):
        made = helper.make_node(op, ["x"], [name])
        return helper.make_graph([made], name, [], [helper.make_tensor_value_info(name, TensorProto.FLOAT, [3])])

    nodes = [
        helper.make_node("ReduceSum", ["x"], ["total"], keepdims=0),
        helper.make_node("Greater", ["total", "zero"], ["whether"]),
        helper.make_node("If", ["whether"], ["y"], then_branch=side("a", "Exp"), else_branch=side("b", "Neg")),
    ]
    return finish("If", nodes, {"x": floats(3)}, [numpy_helper.from_array(numpy.float32(0), "zero")], ["y"], 17)


def keras():
    """A convolutional network as tf2onnx writes Keras': images [N, H, W, C], transposed around each convolution."""
    stored = {"kernel": floats(4, 3, 3, 3), "bias": floats(4), "gamma": floats(4), "beta": floats(4), "mean": floats(4),
              "variance": floats(4, low=0.5), "dense": floats(4, 2), "offset": floats(2), "axes": ints(2, 3)}
    nodes = [
        helper.make_node("Transpose", ["image"], ["nchw"], perm=[0, 3, 1, 2]),
        helper.make_node("Conv", ["nchw", "kernel", "bias"], ["conv"], auto_pad="SAME_UPPER", strides=[2, 2]),
        helper.make_node("BatchNormalization", ["conv", "gamma", "beta", "mean", "variance"], ["norm"], epsilon=0.001),
        helper.make_node("Clip", ["norm", "", "six"], ["below"]),
        helper.make_node("Relu", ["below"], ["relu"]),
        helper.make_node("MaxPool", ["relu"], ["pooled"], kernel_shape=[2, 2], strides=[2, 2]),
        helper.make_node("GlobalAveragePool", ["pooled"], ["means"]),
        helper.make_node("Squeeze", ["means", "axes"], ["rows"]),
        helper.make_node("MatMul", ["rows", "dense"], ["product"]),
        helper.make_node("Add", ["product", "offset"], ["scores"]),
        helper.make_node("Softmax", ["scores"], ["y"], axis=-1),
    ]
    initializers = [numpy_helper.from_array(each, name) for name, each in stored.items()]
    initializers.append(numpy_helper.from_array(numpy.float32(6), "six"))
    return finish("a network of Keras", nodes, {"image": floats(2, 8, 8, 3)}, initializers, ["y"], 15)
