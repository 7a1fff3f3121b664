"""
The fastest ONNX graphs we could make by hand for an epoch of an MLP classifier with Adam: the compiler's baseline.

    python make.py        (needs numpy and onnx; writes <size>.onnx and <size>-loop.onnx beside itself)

Inputs                                          Outputs
  x           float32 [rows, features]            parameters_out  float32 [P]
  y           int32   [rows]        labels        m_out, v_out    float32 [P]
  batches     int32   [steps, batch] rows of x    step_out        float32 []
  parameters  float32 [P]                         losses          float32 [steps]
  m, v        float32 [P]  Adam's moments
  step        float32 []   steps made before
  rate, beta1, beta2, epsilon  float32 []

Parameters lie one after the other: for each layer its weight [out, in] by rows, then its bias. Plain ai.onnx, opset 21.

<size>-loop.onnx is the straightforward form: a Loop, one flat vector, Where masks, ReduceSum, Adam as it is written.
<size>.onnx has what measuring taught:
  - Scan for Loop: batches are sliced and losses written in place, and a carried tensor costs less than half;
  - all that does not need the carried state is computed for every step at once, outside: Adam's scalars, one-hot
    labels, the rows of x where they are small, and the loss (the body stacks its logits);
  - tensors of up to 32 768 numbers live in one vector, so that Adam runs once for all; larger ones stay apart;
  - moments without their factors, M = m / (1 - beta1) and V = v / (1 - beta2), the factors going into the scalars;
    a x + y for a scalar a is one Gemm on [1, n]: Adam takes seven nodes;
  - a ReLU mask is HardSigmoid with a huge slope, a bias gradient ones * d, the 1/batch the alpha of a Gemm.
"""

import itertools
import json
from pathlib import Path

import numpy as np
from onnx import TensorProto, checker, helper, numpy_helper

HERE = Path(__file__).parent
SIZES = json.loads((HERE.parent / "sizes.json").read_text())
FLOAT, INT32, INT64, BOOL = TensorProto.FLOAT, TensorProto.INT32, TensorProto.INT64, TensorProto.BOOL
APART = 32768  # a tensor with more numbers is not worth copying into the flat vector
HOISTED = 2**20  # hoist the gather of x where all batches together have at most this many numbers


class Graph:
    names = itertools.count()

    def __init__(self):
        self.nodes, self.inputs, self.outputs, self.constants = [], [], [], []

    def fresh(self, hint):
        return f"{hint}_{next(Graph.names)}"

    def op(self, kind, *inputs, n=1, **attributes):
        """Adds a node; numbers and arrays among the inputs become constants."""
        inputs = [i if isinstance(i, str) else self.constant(i) for i in inputs]
        outputs = [self.fresh(kind.lower()) for _ in range(n)]
        self.nodes.append(helper.make_node(kind, inputs, outputs, **attributes))
        return outputs[0] if n == 1 else outputs

    def constant(self, value):
        array = np.asarray(value, np.float32 if isinstance(value, float) else None)
        name = self.fresh("constant")
        self.constants.append(numpy_helper.from_array(array, name))
        return name

    def input(self, name, shape=(), dtype=FLOAT):
        self.inputs.append(helper.make_tensor_value_info(name, dtype, shape))
        return name

    def output(self, name, shape=(), dtype=FLOAT):
        self.outputs.append(helper.make_tensor_value_info(name, dtype, shape))

    def result(self, name, value, shape=()):
        self.nodes.append(helper.make_node("Identity", [value], [name]))
        self.output(name, shape)

    def proto(self, name):
        return helper.make_graph(self.nodes, name, self.inputs, self.outputs, self.constants)


def ints(*values):
    return np.array(values, np.int64)


class Epoch(Graph):
    """The inputs and the arithmetic that both forms share."""

    def __init__(self, size):
        super().__init__()
        self.widths, self.batch, self.rows = (SIZES[size][key] for key in ("widths", "batch", "rows"))
        self.features, self.classes = self.widths[0], self.widths[-1]
        self.shapes = [shape for a, b in zip(self.widths, self.widths[1:]) for shape in ((b, a), (1, b))]
        self.lengths = [a * b for a, b in self.shapes]
        self.total = sum(self.lengths)
        self.input("x", ["rows", self.features])
        self.input("y", ["rows"], INT32)
        self.input("batches", ["steps", self.batch], INT32)
        for name in ("parameters", "m", "v"):
            self.input(name, [self.total])
        for name in ("step", "rate", "beta1", "beta2", "epsilon"):
            self.input(name)
        self.steps = self.op("Gather", self.op("Shape", "batches"), ints(0)[0])
        self.identity = self.constant(np.eye(self.classes, dtype=np.float32))

    def model(self):
        proto = helper.make_model(self.proto("epoch"), opset_imports=[helper.make_opsetid("", 21)], ir_version=10)
        checker.check_model(proto, full_check=True)
        return proto


def forward(b, tensors, h):
    """The activations of every layer; the last are the logits."""
    layers = len(tensors) // 2
    activations = [h]
    for i in range(layers):
        h = b.op("Gemm", h, tensors[2 * i], tensors[2 * i + 1], transB=1)
        h = b.op("Relu", h) if i < layers - 1 else h
        activations.append(h)
    return activations


def straightforward(size):
    g, b = Epoch(size), Graph()
    index = b.input("index", [], INT64)
    more = b.input("more", [], BOOL)
    p, m, v = (b.input(f"{name}_in", [g.total]) for name in ("parameters", "m", "v"))
    t = b.op("Add", b.input("step_in"), 1.0)
    rows = b.op("Gather", "batches", index)
    onehot = b.op("Gather", g.identity, b.op("Gather", "y", rows))
    tensors = [
        b.op("Reshape", part, ints(*shape))
        for part, shape in zip(b.op("Split", p, ints(*g.lengths), n=len(g.lengths), axis=0), g.shapes)
    ]
    *hidden, z = forward(b, tensors, b.op("Gather", "x", rows))
    log_p = b.op("LogSoftmax", z, axis=1)
    loss = b.op("Mul", b.op("ReduceSum", b.op("Mul", onehot, log_p), keepdims=0), -1 / g.batch)
    d = b.op("Mul", b.op("Sub", b.op("Exp", log_p), onehot), 1 / g.batch)
    gradients = []
    for i in reversed(range(len(hidden))):
        gradients += [
            b.op("ReduceSum", d, ints(0), keepdims=0),
            b.op("Reshape", b.op("Gemm", d, hidden[i], transA=1), ints(-1)),
        ]
        if i:
            d = b.op("Where", b.op("Greater", hidden[i], 0.0), b.op("Gemm", d, tensors[2 * i]), 0.0)
    gradient = b.op("Concat", *gradients[::-1], axis=0)
    average = lambda old, new, beta: b.op("Add", b.op("Mul", old, beta), b.op("Mul", new, b.op("Sub", 1.0, beta)))
    m, v = average(m, gradient, "beta1"), average(v, b.op("Mul", gradient, gradient), "beta2")
    c1, c2 = (b.op("Sub", 1.0, b.op("Pow", beta, t)) for beta in ("beta1", "beta2"))
    root = b.op("Sqrt", c2)
    denominator = b.op("Add", b.op("Sqrt", v), b.op("Mul", "epsilon", root))
    p = b.op("Sub", p, b.op("Mul", b.op("Div", m, denominator), b.op("Div", b.op("Mul", "rate", root), c1)))
    b.output(b.op("Identity", more), [], BOOL)
    for name in (p, m, v):
        b.output(name, [g.total])
    b.output(t)
    b.output(loss)
    results = g.op("Loop", g.steps, np.array(True), "parameters", "m", "v", "step", n=5, body=b.proto("step"))
    for name, value, shape in zip(("parameters", "m", "v"), results, [[g.total]] * 3):
        g.result(f"{name}_out", value, shape)
    g.result("step_out", results[3])
    g.result("losses", results[4], ["steps"])
    return g.model()


def fastest(size):
    g, b = Epoch(size), Graph()

    # Adam's scalars for every step: p -= rate √c2/c1 · m/(√v + ε√c2), in terms of M and V.
    ones = [g.op("Sub", 1.0, beta) for beta in ("beta1", "beta2")]
    t = g.op(
        "Add", g.op("Cast", g.op("Range", ints(1)[0], g.op("Add", g.steps, ints(1)[0]), ints(1)[0]), to=FLOAT), "step"
    )
    c1, c2 = (g.op("Sub", 1.0, g.op("Pow", beta, t)) for beta in ("beta1", "beta2"))
    root = g.op("Sqrt", g.op("Div", c2, ones[1]))
    rates = g.op("Div", g.op("Mul", g.op("Mul", "rate", ones[0]), root), c1)
    sequences, epsilons = [], g.op("Mul", "epsilon", root)

    def each_step(values, shape, dtype=FLOAT):
        sequences.append(values)
        return b.input(b.fresh("slice"), shape, dtype)

    def blocks_of(vector):
        parts = g.op("Split", g.op("Reshape", vector, ints(1, -1)), ints(*g.lengths), n=len(g.lengths), axis=1)
        flat = [part for part, length in zip(parts, g.lengths) if length <= APART]
        apart = [part for part, length in zip(parts, g.lengths) if length > APART]
        return [g.op("Concat", *flat, axis=1), *apart]

    # The state: one block of all small tensors, one of each large tensor, all [1, n].
    small = [i for i, length in enumerate(g.lengths) if length <= APART]
    members = [small] + [[i] for i in range(len(g.lengths)) if i not in small]
    sizes = [sum(g.lengths[i] for i in block) for block in members]
    state = blocks_of("parameters") + blocks_of(g.op("Div", "m", ones[0])) + blocks_of(g.op("Div", "v", ones[1]))
    carried = [b.input(b.fresh("carried"), [1, n]) for n in sizes * 3]
    k = len(members)
    p, m, v = carried[:k], carried[k : 2 * k], carried[2 * k :]

    rate = each_step(g.op("Reshape", g.op("Neg", rates), ints(-1, 1, 1)), [1, 1])
    epsilon = each_step(epsilons, [])
    onehots = g.op("Gather", g.identity, g.op("Gather", "y", "batches"))
    onehot = each_step(onehots, [g.batch, g.classes])
    if g.rows * g.features <= HOISTED:
        h = each_step(g.op("Gather", "x", "batches"), [g.batch, g.features])
    else:
        h = b.op("Gather", "x", each_step("batches", [g.batch], INT32))

    tensors = [None] * len(g.lengths)
    for block, vector in zip(members, p):
        parts = (
            b.op("Split", vector, ints(*[g.lengths[i] for i in block]), n=len(block), axis=1)
            if len(block) > 1
            else [vector]
        )
        for i, part in zip(block, parts):
            tensors[i] = b.op("Reshape", part, ints(*g.shapes[i])) if g.shapes[i][0] > 1 else part
    *hidden, z = forward(b, tensors, h)
    d = b.op("Sub", b.op("Softmax", z, axis=1), onehot)
    gradients = [None] * len(g.lengths)
    for i in reversed(range(len(hidden))):
        scale = 1 / g.batch if i == len(hidden) - 1 else 1.0
        gradients[2 * i] = b.op("Reshape", b.op("Gemm", d, hidden[i], transA=1, alpha=scale), ints(1, -1))
        gradients[2 * i + 1] = b.op("MatMul", np.full((1, g.batch), scale, np.float32), d)
        if i:
            mask = b.op("HardSigmoid", hidden[i], alpha=3.4028234e38, beta=0.0)
            d = b.op("Mul", b.op("Gemm", d, tensors[2 * i], alpha=scale), mask)

    beta1, beta2 = (g.op("Reshape", beta, ints(1, 1)) for beta in ("beta1", "beta2"))
    updated = []
    for block, p_, m_, v_ in zip(members, p, m, v):
        own = [gradients[i] for i in block]
        gradient = b.op("Concat", *own, axis=1) if len(own) > 1 else own[0]
        m_ = b.op("Gemm", beta1, m_, gradient)
        v_ = b.op("Gemm", beta2, v_, b.op("Mul", gradient, gradient))
        updated.append((b.op("Gemm", rate, b.op("Div", m_, b.op("Add", b.op("Sqrt", v_), epsilon)), p_), m_, v_))
    for kind in zip(*updated):
        for name, n in zip(kind, sizes):
            b.output(name, [1, n])
    b.output(z, [g.batch, g.classes])

    results = g.op("Scan", *state, *sequences, n=3 * k + 1, body=b.proto("step"), num_scan_inputs=len(sequences))

    def vector_of(blocks):
        parts = [None] * len(g.lengths)
        for block, vector in zip(members, blocks):
            split = (
                g.op("Split", vector, ints(*[g.lengths[i] for i in block]), n=len(block), axis=1)
                if len(block) > 1
                else [vector]
            )
            for i, part in zip(block, split):
                parts[i] = part
        return g.op("Reshape", g.op("Concat", *parts, axis=1), ints(-1))

    g.result("parameters_out", vector_of(results[:k]), [g.total])
    g.result("m_out", g.op("Mul", vector_of(results[k : 2 * k]), ones[0]), [g.total])
    g.result("v_out", g.op("Mul", vector_of(results[2 * k : 3 * k]), ones[1]), [g.total])
    g.result("step_out", g.op("Add", "step", g.op("Cast", g.steps, to=FLOAT)))
    picked = g.op("ReduceSum", g.op("Mul", g.op("LogSoftmax", results[-1], axis=2), onehots), ints(1, 2), keepdims=0)
    g.result("losses", g.op("Mul", picked, -1 / g.batch), ["steps"])
    return g.model()


if __name__ == "__main__":
    for size in SIZES:
        for name, make in ((f"{size}.onnx", fastest), (f"{size}-loop.onnx", straightforward)):
            Graph.names = itertools.count()
            (HERE / name).write_bytes(make(size).SerializeToString())
