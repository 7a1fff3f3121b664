"""What PyTorch says of random programs: one on each line of the input, its results on each line of the output.

    {"id": 3, "program": …}  →  {"id": 3, "results": [{"dtype", "shape", "data", "slack"}]}

Each program is run with all floats as float64. `slack` is the error that rounding after each operation can make, in
roundings: the program is run twice more with a random error of 2^-40 after each operation (stochastic arithmetic:
Vignes 1974). It is infinite at a kink or a jump. Whole numbers stay as they are: sums and products of them are exact, and
so are ties. `single` is there where the program as it is written, with its float32, gives something else.
"""

import base64
import json
import math
import sys

import numpy
import torch
import torch.nn.functional as F

torch.set_num_threads(1)
DELTA = 2.0**-40
DTYPES = {
    "float32": torch.float32,
    "float64": torch.float64,
    "int32": torch.int32,
    "int64": torch.int64,
    "bool": torch.bool,
}
NAMES = {dtype: name for name, dtype in DTYPES.items()}


class Mode:
    """How a program is run."""

    double = True
    noise = None


# uint32 has no arithmetic in PyTorch: it is int64 with a mark, wrapped around after each operation.
def is_uint32(x):
    return getattr(x, "uint32", False)


def as_uint32(x):
    x = torch.bitwise_and(x.to(torch.int64), 0xFFFFFFFF)
    x.uint32 = True
    return x


def keep_mark(x, like):
    if is_uint32(like):
        x.uint32 = True
    return x


def name_of(x):
    return "uint32" if is_uint32(x) else NAMES[x.dtype]


def dtype_of(name):
    return torch.float64 if Mode.double and name == "float32" else DTYPES[name]


def cast(x, dtype):
    if dtype == "uint32":
        return as_uint32(x)
    if dtype == "bool":
        return x != 0
    if x.is_floating_point() and not dtype.startswith("float"):
        x = x.trunc()
    target = dtype_of(dtype)
    return x.to(target) if x.dtype != target or not is_uint32(x) else x.clone()


def tensor(dtype, shape, numbers):
    numbers = [float(n) for n in numbers]
    if dtype.startswith("float"):
        return torch.tensor(numbers, dtype=dtype_of(dtype)).reshape(shape)
    return cast(torch.tensor([int(n) for n in numbers], dtype=torch.int64).reshape(shape), dtype)


def like(x, value):
    """A number in the dtype of a tensor."""
    return torch.tensor(value, dtype=x.dtype)


def numbered(f):
    """A function of two operands, one of which may be a number."""

    def call(x, y=None, number=None, side=None):
        if number is None:
            return f(x, y)
        return f(like(x, number), x) if side == "left" else f(x, like(x, number))

    return call


def axes_of(x, axis):
    if axis is None:
        return tuple(range(x.dim()))
    return tuple(a % x.dim() for a in (axis if isinstance(axis, list) else [axis]))


# Where PyTorch has another convention than NumPy, by choice.


def sign(x):
    """Of NaN it is 0 in PyTorch, NaN in NumPy."""
    return torch.where(x != x, x, torch.sign(x))


def gelu(x, approximate):
    """Written out, since it cancels on the way: far below 0 the share is 1 − 1."""
    if approximate == "tanh":
        share = torch.tanh(math.sqrt(2 / math.pi) * (x + 0.044715 * x**3))
    else:
        share = torch.erf(x * math.sqrt(0.5))
    return 0.5 * x * (1 + noisy(share))


def einsum(*xs, equation):
    """Sums of int32 are int64 in PyTorch where they are no products of matrices, and then do not fit beside int32."""
    dtype = xs[0].dtype
    return torch.einsum(equation, *[x if x.is_floating_point() else x.long() for x in xs]).to(dtype)


def reduced(f):
    """Over some axes, or over all; a scalar is a line of one."""

    def call(x, axis=None, keepDims=False, **options):
        if x.dim() == 0:
            return f(x.reshape(1), (0,), False, **options)
        return f(x, axes_of(x, axis), keepDims, **options)

    return call


def prod(x, dim, keep):
    for each in sorted(dim, reverse=True):
        x = torch.prod(x, dim=each, keepdim=keep, dtype=x.dtype)
    return x


def variance(x, dim, keep, correction=0):
    count = math.prod(x.shape[d] for d in dim)
    return (x - x.mean(dim, keepdim=True)).square().sum(dim, keepdim=keep) / max(0, count - correction)


def root(x):
    """With slope 0 at 0."""
    zero = x == 0
    return torch.where(zero, torch.zeros_like(x), torch.where(zero, torch.ones_like(x), x).sqrt())


def norm(x, dim, keep, order=2):
    return torch.linalg.vector_norm(x, ord=math.inf if order == "inf" else order, dim=dim, keepdim=keep)


def truth(f):
    def call(x, dim, keep):
        x = x != 0
        for each in sorted(dim, reverse=True):
            x = f(x, dim=each, keepdim=keep)
        return x

    return call


def arg(f):
    def call(x, axis=None, keepDims=False):
        if axis is None:
            return f(x.reshape(-1), dim=0).to(torch.int32)
        return f(x, dim=axis, keepdim=keepDims).to(torch.int32)

    return call


def logsumexp(x, dim, keep):
    if any(x.shape[d] == 0 for d in dim):
        return x.sum(dim, keepdim=keep) - math.inf
    return torch.logsumexp(x, dim, keepdim=keep)


def sort(x, axis, descending=False):
    return torch.sort(x, dim=axis, descending=descending, stable=True)


def top_k(x, k, axis, largest):
    values, places = sort(x, axis, largest)
    return values.narrow(axis, 0, k), places.narrow(axis, 0, k).to(torch.int32)


def cumsum(x, axis, reverse):
    return torch.cumsum(x.flip(axis), axis, dtype=x.dtype).flip(axis) if reverse else torch.cumsum(x, axis, dtype=x.dtype)


def mod(x, y):
    if x.is_floating_point():
        return torch.remainder(x, y)
    return torch.where(y == 0, 0, torch.remainder(x, torch.where((y == 0) | (y == -1), 1, y))).to(x.dtype)


def floor_div(x, y):
    if x.is_floating_point():
        return torch.floor(x / y)
    quotient = torch.div(x, torch.where((y == 0) | (y == -1), 1, y), rounding_mode="floor")
    return torch.where(y == 0, 0, torch.where(y == -1, -x, quotient)).to(x.dtype)


def clip(x, low_=None, high_=None, low=None, high=None):
    low_, high_ = (like(x, low), like(x, high)) if low_ is None else (low_, high_)
    return torch.clamp(x, low_, high_)


def slice_(x, entries):
    for axis in reversed(range(len(entries))):
        entry = entries[axis]
        if entry is None:
            continue
        if isinstance(entry, int):
            x = x.select(axis, entry)
            continue
        rows = list(range(x.shape[axis]))[slice(*entry)]
        x = x.index_select(axis, torch.tensor(rows, dtype=torch.long))
    return x


def pad(x, widths, value=0):
    for axis, (low, high) in enumerate(widths):
        edge = lambda n: torch.full((*x.shape[:axis], n, *x.shape[axis + 1 :]), value, dtype=x.dtype)
        x = torch.cat([edge(low), x, edge(high)], axis)
    return x


def split(x, parts, axis):
    if isinstance(parts, int):
        parts = [x.shape[axis] // parts] * parts
    return torch.split(x, parts, axis)


def squeeze(x, axis=None):
    return x.squeeze() if axis is None else x.squeeze(axis)


def transpose(x, axes=None):
    return x.permute(tuple(reversed(range(x.dim()))) if axes is None else axes)


def from_start(indices, length):
    """PyTorch does not count from the end."""
    return torch.where(indices < 0, indices + length, indices)


def gather(x, indices, axis):
    axis %= x.dim()
    rows = x.index_select(axis, from_start(indices, x.shape[axis]).reshape(-1))
    return rows.reshape(x.shape[:axis] + indices.shape + x.shape[axis + 1 :])


def rows_changed(change):
    """One row after the other, so that of equal numbers the last one stays."""

    def call(x, indices, updates, axis):
        axis %= x.dim()
        if x.shape[axis] == 0:
            return x.clone()
        rows = list(x.unbind(axis))
        flat = updates.reshape(*x.shape[:axis], indices.numel(), *x.shape[axis + 1 :])
        for place, i in enumerate(indices.reshape(-1).tolist()):
            rows[i] = change(rows[i], flat.select(axis, place))
        return torch.stack(rows, axis)

    return call


def one_hot(x, depth, dtype):
    return cast(x.unsqueeze(-1) == torch.arange(depth), dtype)


def listed(value, axes):
    return [value] * axes if isinstance(value, int) else value


def around(padding, lengths, spans, strides):
    """What is put before and after each axis."""
    if padding == "valid":
        return [(0, 0) for _ in lengths]
    if padding == "same":
        totals = [max(0, (math.ceil(n / s) - 1) * s + k - n) for n, k, s in zip(lengths, spans, strides)]
        return [(total // 2, total - total // 2) for total in totals]
    return [(padding, padding) for _ in lengths] if isinstance(padding, int) else padding


def padded(x, pairs, value=0.0):
    return pad(x, [(0, 0), (0, 0), *pairs], value)


def spans_of(w, dilation):
    return [(n - 1) * d + 1 for n, d in zip(w.shape[2:], dilation)]


def conv(axes):
    f = getattr(F, f"conv{axes}d")

    def call(x, w, bias=None, *, stride, padding, dilation, groups):
        stride, dilation = listed(stride, axes), listed(dilation, axes)
        x = padded(x, around(padding, x.shape[2:], spans_of(w, dilation), stride))
        return f(x, w, bias, stride, 0, dilation, groups)

    return call


def conv_transpose(axes):
    f = getattr(F, f"conv_transpose{axes}d")

    def call(x, w, *, stride, padding, dilation, groups, outputPadding):
        stride, dilation = listed(stride, axes), listed(dilation, axes)
        spans = spans_of(w, dilation)
        enlarged = [n * s for n, s in zip(x.shape[2:], stride)]
        pairs = around(padding, enlarged, spans, stride)
        y = f(x, w, None, stride, 0, 0, groups, dilation)
        natural = [(n - 1) * s + k for n, k, s in zip(x.shape[2:], spans, stride)]
        extra = listed(outputPadding, axes)
        for axis in range(axes):
            low, high = pairs[axis]
            length = enlarged[axis] if padding == "same" else natural[axis] - low - high + extra[axis]
            y = pad(y, [(0, max(0, low + length - natural[axis])) if a == axis + 2 else (0, 0) for a in range(axes + 2)])
            y = y.narrow(axis + 2, low, length)
        return y

    return call


def windows(x, size, stride, padding, axes):
    size = listed(size, axes)
    stride = size if stride is None else listed(stride, axes)
    return size, stride, around(padding, x.shape[2:], size, stride)


def max_pool(axes):
    f = getattr(F, f"max_pool{axes}d")

    def call(x, size, stride=None, padding="valid"):
        size, stride, pairs = windows(x, size, stride, padding, axes)
        if x.numel() == 0:
            return f(torch.zeros(1, *padded(x, pairs).shape[1:], dtype=x.dtype), size, stride)[:0]
        return f(padded(x, pairs, -math.inf), size, stride)

    return call


def average_pool(axes):
    def mean(x, size, stride):
        for axis in range(axes):
            x = x.unfold(axis + 2, size[axis], stride[axis])
        return x.sum(tuple(range(-axes, 0)))

    def call(x, size, stride=None, padding="valid", countPadding=False):
        size, stride, pairs = windows(x, size, stride, padding, axes)
        total = mean(padded(x, pairs), size, stride)
        if countPadding:
            return total / math.prod(size)
        return total / mean(padded(torch.ones_like(x), pairs), size, stride)

    return call


def symmetric(a):
    return (a + a.mT) / 2


def unless(failed, x):
    """NaN where there is no result, instead of an error."""
    return torch.where((failed != 0)[..., None, None], math.nan, x)


def cholesky(a):
    factor, failed = torch.linalg.cholesky_ex(symmetric(a))
    return unless(failed, factor)


def inverse(a):
    found, failed = torch.linalg.inv_ex(a)
    return unless(failed, found)


def solve(a, b):
    found, failed = torch.linalg.solve_ex(a, b)
    return unless(failed, found)


def columns(f):
    """A vector is one column."""

    def call(a, b, **options):
        is_vector = b.dim() == 1
        b = b.unsqueeze(-1) if is_vector else b
        lead = torch.broadcast_shapes(a.shape[:-2], b.shape[:-2])
        b = b.broadcast_to(*lead, *b.shape[-2:])
        x = b.clone() if b.numel() == 0 else f(a.broadcast_to(*lead, *a.shape[-2:]), b, **options)
        return x.squeeze(-1) if is_vector else x

    return call


def triangular(a, b, upper, transposed, unitDiagonal):
    a = a.triu() if upper else a.tril()
    a, upper = (a.mT, not upper) if transposed else (a, upper)
    return torch.linalg.solve_triangular(a, b, upper=upper, unitriangular=unitDiagonal)


def eigh(a):
    values, vectors = torch.linalg.eigh(symmetric(a))
    return values, vectors.square()


def sequence(gates, step):
    """h and what else is carried, row after row."""

    def call(x, input, recurrent, *rest, bias, states, reverse, recurrentBias=False, **options):
        rest = list(rest)
        b = rest.pop(0) if bias else 0
        c = rest.pop(0) if recurrentBias else 0
        hidden = recurrent.shape[0]
        count = 2 if gates == 4 else 1
        state = rest if states else [torch.zeros(x.shape[0], hidden, dtype=x.dtype)] * count
        outputs = {}
        order = range(x.shape[1])
        for t in reversed(order) if reverse else order:
            state = step(x[:, t] @ input + b, state, state[0] @ recurrent + c, **options)
            outputs[t] = state[0]
        return (torch.stack([outputs[t] for t in order], 1), *state)

    return call


def rnn_step(row, state, product, activation):
    return [torch.relu(row + product) if activation == "relu" else torch.tanh(row + product)]


def gru_step(row, state, product):
    (xz, xr, xn), (hz, hr, hn) = row.chunk(3, 1), product.chunk(3, 1)
    z, n = torch.sigmoid(xz + hz), torch.tanh(xn + torch.sigmoid(xr + hr) * hn)
    return [(1 - z) * n + z * state[0]]


def lstm_step(row, state, product):
    i, f, g, o = (row + product).chunk(4, 1)
    cell = torch.sigmoid(f) * state[1] + torch.sigmoid(i) * torch.tanh(g)
    return [torch.sigmoid(o) * torch.tanh(cell), cell]


def channels(x, numbers):
    return numbers.reshape(1, -1, *[1] * (x.dim() - 2))


def batch_norm(x, gamma, beta, epsilon):
    over = (0, *range(2, x.dim()))
    mean, var = x.mean(over), x.var(over, correction=0)
    return normalize_channels(x, mean, var, gamma, beta, epsilon), mean, var


def normalize_channels(x, mean, var, gamma, beta, epsilon):
    mean, var, gamma, beta = (channels(x, each) for each in (mean, var, gamma, beta))
    return (x - mean) / (var + epsilon).sqrt() * gamma + beta


def linspace(start, stop, count, dtype):
    return torch.linspace(start, stop, count, dtype=dtype_of(dtype))


UNARY = "abs neg square exp expm1 log log1p sqrt rsqrt reciprocal sin cos tan asin acos atan sinh cosh tanh sigmoid relu erf"
PLAIN = {
    "tensor": lambda dtype, shape, numbers: tensor(dtype, shape, numbers),
    "zeros": lambda shape, dtype: cast(torch.zeros(shape, dtype=torch.float64), dtype),
    "ones": lambda shape, dtype: cast(torch.ones(shape, dtype=torch.float64), dtype),
    "full": lambda shape, dtype, value: cast(torch.full(shape, float(value), dtype=torch.float64), dtype),
    "zerosLike": torch.zeros_like,
    "onesLike": torch.ones_like,
    "eye": lambda n, columns, dtype: cast(torch.eye(n, columns, dtype=torch.float64), dtype),
    "arange": lambda start, stop, step, dtype: cast(torch.arange(start, max(start, stop), step), dtype),
    "linspace": linspace,
    **{name: getattr(torch, name) for name in UNARY.split()},
    "sign": sign,
    "floor": lambda x: torch.floor(x) if x.is_floating_point() else x.clone(),
    "ceil": lambda x: torch.ceil(x) if x.is_floating_point() else x.clone(),
    "round": lambda x: torch.round(x) if x.is_floating_point() else x.clone(),
    "isNaN": torch.isnan,
    "isFinite": torch.isfinite,
    "logicalNot": torch.logical_not,
    "gelu": gelu,
    "add": numbered(torch.add),
    "sub": numbered(torch.sub),
    "mul": numbered(torch.mul),
    "div": numbered(torch.div),
    "mod": numbered(mod),
    "floorDiv": numbered(floor_div),
    "maximum": numbered(torch.maximum),
    "minimum": numbered(torch.minimum),
    "pow": numbered(torch.pow),
    "equal": numbered(torch.eq),
    "notEqual": numbered(torch.ne),
    "less": numbered(torch.lt),
    "lessEqual": numbered(torch.le),
    "greater": numbered(torch.gt),
    "greaterEqual": numbered(torch.ge),
    "logicalAnd": torch.logical_and,
    "logicalOr": torch.logical_or,
    "logicalXor": torch.logical_xor,
    "clip": clip,
    "where": lambda c, x, y=None, number=None: torch.where(c, x, like(x, number) if y is None else y),
    "sum": reduced(lambda x, dim, keep: torch.sum(x, dim, keepdim=keep, dtype=x.dtype)),
    "prod": reduced(prod),
    "max": reduced(lambda x, dim, keep: torch.amax(x, dim, keepdim=keep)),
    "min": reduced(lambda x, dim, keep: torch.amin(x, dim, keepdim=keep)),
    "mean": reduced(lambda x, dim, keep: torch.mean(x, dim, keepdim=keep)),
    "variance": reduced(variance),
    "std": reduced(lambda *args, **options: root(variance(*args, **options))),
    "norm": reduced(norm),
    "logSumExp": reduced(logsumexp),
    "any": reduced(truth(torch.any)),
    "all": reduced(truth(torch.all)),
    "argmax": arg(torch.argmax),
    "argmin": arg(torch.argmin),
    "softmax": lambda x, axis: torch.softmax(x, axis),
    "logSoftmax": lambda x, axis: torch.log_softmax(x, axis),
    "cumsum": cumsum,
    "sort": lambda x, axis, descending: sort(x, axis, descending).values,
    "argsort": lambda x, axis, descending: sort(x, axis, descending).indices.to(torch.int32),
    "topK": top_k,
    "reshape": lambda x, shape: x.reshape(shape),
    "transpose": transpose,
    "expandDims": lambda x, axis: x.unsqueeze(axis),
    "squeeze": squeeze,
    "broadcastTo": lambda x, shape: x.broadcast_to(shape),
    "slice": slice_,
    "flip": lambda x, axis=None: torch.flip(x, axes_of(x, axis)),
    "pad": pad,
    "tile": lambda x, repeats: torch.tile(x, repeats),
    "tril": lambda x, offset: torch.tril(x, offset),
    "triu": lambda x, offset: torch.triu(x, offset),
    "concat": lambda *xs, axis: torch.cat(xs, axis),
    "stack": lambda *xs, axis: torch.stack(xs, axis),
    "split": split,
    "cast": cast,
    "gather": gather,
    "takeAlongAxis": lambda x, indices, axis: torch.gather(x, axis, from_start(indices, x.shape[axis]).long()),
    "scatter": rows_changed(lambda row, update: update),
    "scatterAdd": rows_changed(torch.add),
    "oneHot": one_hot,
    "matmul": torch.matmul,
    "einsum": einsum,
    **{f"conv{axes}d": conv(axes) for axes in (1, 2, 3)},
    **{f"convTranspose{axes}d": conv_transpose(axes) for axes in (1, 2, 3)},
    **{f"maxPool{axes}d": max_pool(axes) for axes in (1, 2, 3)},
    **{f"averagePool{axes}d": average_pool(axes) for axes in (1, 2, 3)},
    "cholesky": cholesky,
    "inverse": inverse,
    "determinant": torch.linalg.det,
    "logDeterminant": lambda a: tuple(torch.linalg.slogdet(a)),
    "eigh": eigh,
    "solve": columns(solve),
    "triangularSolve": columns(triangular),
    "rnn": sequence(1, rnn_step),
    "gru": sequence(3, gru_step),
    "lstm": sequence(4, lstm_step),
    "batchNorm": batch_norm,
    "normalizeChannels": normalize_channels,
    "stopGradient": lambda x: x.detach(),
}


# Of whole numbers they have others on the way.
INEXACT = {"cholesky", "inverse", "determinant", "logDeterminant", "eigh", "solve", "triangularSolve"}


def weights_like(x):
    return torch.from_numpy(numpy.cos(numpy.arange(x.numel()))).to(x.dtype).reshape(x.shape)


def total(body, args):
    """One number from all floats among the results, of the first one's dtype."""
    first, *more = [noisy(y * weights_like(y)).sum() for y in body(*args) if y.is_floating_point()]
    return sum((part.to(first.dtype) for part in more), first)


def variable(x):
    """A tensor of its own to differentiate by: what x was made of is not in the way."""
    return x.view_as(x) if x.requires_grad else x.detach().clone().requires_grad_(True)


def pull(outputs, xs, cotangents):
    """Σ cotangents · ∂outputs/∂xs, differentiable again."""
    pairs = [(y, d) for y, d in zip(outputs, cotangents) if y.requires_grad]
    if not pairs:
        return [torch.zeros_like(x) for x in xs]
    found = torch.autograd.grad(
        [y for y, _ in pairs], xs, [d for _, d in pairs], create_graph=True, allow_unused=True
    )
    return [torch.zeros_like(x) if g is None else g for x, g in zip(xs, found)]


def value_and_gradient(body, args):
    xs = [variable(x) for x in args]
    value = total(body, xs)
    return value, pull([value], xs, [torch.ones_like(value)])


def vjp(args, body):
    xs = [variable(x) for x in args]
    results = body(*xs)
    return [*results, *pull(results, xs, [weights_like(y) for y in results])]


def halves(args):
    return args[: len(args) // 2], args[len(args) // 2 :]


def hvp(args, body):
    at, directions = halves(args)
    xs = [variable(x) for x in at]
    _, gradients = value_and_gradient(body, xs)
    return pull(gradients, xs, directions)


def jvp(args, body):
    """The derivative of vᵀ ↦ vᵀJ along the directions."""
    at, directions = halves(args)
    xs = [variable(x) for x in at]
    results = body(*xs)
    us = [torch.zeros_like(y).requires_grad_(True) for y in results]
    return [*results, *pull(pull(results, xs, us), us, directions)]


def jacobian_of(results, xs):
    rows = {(i, j): [] for i in range(len(results)) for j in range(len(xs))}
    for i, y in enumerate(results):
        for k in range(y.numel()):
            unit = torch.zeros(y.numel(), dtype=y.dtype)
            unit[k] = 1
            for j, g in enumerate(pull([y], xs, [unit.reshape(y.shape)])):
                rows[i, j].append(g)
    return [
        torch.stack(found).reshape(results[i].shape + xs[j].shape)
        if found
        else torch.zeros(results[i].shape + xs[j].shape, dtype=xs[j].dtype)
        for (i, j), found in rows.items()
    ]


def jacobian(args, body):
    xs = [variable(x) for x in args]
    return jacobian_of(body(*xs), xs)


def hessian(args, body):
    xs = [variable(x) for x in args]
    return jacobian_of(value_and_gradient(body, xs)[1], xs)


def stacked(rows, example):
    """Rows of which there may be none."""
    if rows:
        return keep_mark(torch.stack(rows), rows[0])
    return keep_mark(torch.zeros((0, *example.shape), dtype=example.dtype), example)


def row_of(x, i):
    return keep_mark(x[i], x)


def examples_of(stacks):
    """Something to run a block on of which only shapes are asked."""
    return [keep_mark(torch.ones(x.shape[1:], dtype=x.dtype), x) for x in stacks]


def vmap(stacks, body):
    rows = [body(*[row_of(x, i) for x in stacks]) for i in range(stacks[0].shape[0])]
    examples = rows[0] if rows else body(*examples_of(stacks))
    return [stacked([row[k] for row in rows], example) for k, example in enumerate(examples)]


def loop(state, body, goes_on=None, count=None):
    if count is None:
        while bool(goes_on(*state)[0]):
            state = body(*state)
        return state
    for i in range(count):
        state = body(torch.tensor(i, dtype=torch.int32), *state)
    return state


def scan(operands, body, states, reverse, rematerialize):
    state, rows = operands[:states], operands[states:]
    length = rows[0].shape[0]
    if length == 0:
        results = body(*state, *examples_of(rows))
        return [*state, *[stacked([], y) for y in results[states:]]]
    found = {}
    for i in reversed(range(length)) if reverse else range(length):
        results = body(*state, *[row_of(x, i) for x in rows])
        state, found[i] = results[:states], results[states:]
    return [*state, *[stacked([found[i][k] for i in range(length)], y) for k, y in enumerate(found[0])]]


def custom_derivative(args, body):
    """The value of the block with the slope of x²."""
    (x,) = args
    slope = x * x
    return [body(x.detach())[0].detach() + (slope - slope.detach())]


NESTING = {
    "grad": lambda args, body: value_and_gradient(body, args)[1],
    "valueAndGrad": lambda args, body: (lambda value, gradient: [value, *gradient])(*value_and_gradient(body, args)),
    "vjp": vjp,
    "jvp": jvp,
    "hvp": hvp,
    "jacobian": jacobian,
    "hessian": hessian,
    "vmap": vmap,
    "loop": loop,
    "scan": scan,
    "cond": lambda args, yes, no: (yes if bool(args[0]) else no)(*args[1:]),
    "rematerialize": lambda args, body: body(*args),
    "compile": lambda args, body: body(*args),
    "customDerivative": custom_derivative,
}


def noisy(x, whole=False):
    """Whole numbers are what they are, unless they are large or it is asked for."""
    if Mode.noise is None or not x.is_floating_point():
        return x
    signs = torch.from_numpy(Mode.noise.choice([-1.0, 1.0], x.shape)).to(x.dtype)
    moves = torch.isfinite(x) & (whole | (x.detach() != x.detach().round()) | (x.detach().abs() > 2**20))
    return x * torch.where(moves, 1 + DELTA * signs, torch.ones_like(signs))


def run_steps(steps, values):
    values = list(values)
    for name, places, params, blocks in ([*step, {}, []][:4] if len(step) == 2 else [*step, []][:4] for step in steps):
        operands = [values[place] for place in places]
        if name in NESTING:
            bodies = [body_of(block, [values[place] for place in block["captured"]]) for block in blocks]
            values.extend(NESTING[name](operands, *bodies, **params))
            continue
        if name in INEXACT:
            operands = [noisy(x, whole=True) for x in operands]
        results = PLAIN[name](*operands, **params)
        for result in results if isinstance(results, (tuple, list)) else [results]:
            marked = name != "cast" and result.dtype == torch.int64 and any(is_uint32(x) for x in operands)
            values.append(as_uint32(result) if marked else result if is_uint32(result) else noisy(result))
    return values


def body_of(block, captured):
    def body(*args):
        values = run_steps(block["steps"], [*args, *captured])
        return [values[place] for place in block["results"]]

    return body


def run(program, double=True, noise=None):
    Mode.double, Mode.noise = double, None if noise is None else numpy.random.default_rng(noise)
    inputs = [noisy(tensor(**given)) for given in program["inputs"]]
    values = run_steps(program["steps"], inputs)
    return [values[place] for place in program["results"]]


def numbers_of(x):
    return x.detach().to(torch.float64).numpy()


def encode(numbers):
    return base64.b64encode(numpy.ascontiguousarray(numbers, dtype="<f8").tobytes()).decode()


def slack_of(exact, moved):
    known = [numbers_of(x) for x in moved]
    same = [numpy.isfinite(exact) == numpy.isfinite(x) for x in known]
    if exact.size == 0:
        return 0.0
    if not all(each.all() for each in same):
        return math.inf
    with numpy.errstate(invalid="ignore"):
        return max(float(numpy.nanmax(numpy.where(numpy.isfinite(exact), abs(x - exact), 0))) for x in known) / DELTA


def overflows(exact, single):
    """Whether float32 has no room for what comes up on the way."""
    known = numpy.isfinite(exact)
    if (known != numpy.isfinite(single)).any() or (numpy.isnan(exact) != numpy.isnan(single)).any():
        return True
    return bool(known.any()) and abs(single - exact)[known].max() > 1e-3 * max(1, abs(exact[known]).max())


def answer(program):
    exact = run(program)
    moved = [run(program, noise=seed) for seed in (1, 2)]
    single = run(program, double=False) if '"float32"' in json.dumps(program) else exact
    results = []
    for i, x in enumerate(exact):
        numbers = numbers_of(x)
        slack = slack_of(numbers, [each[i] for each in moved])
        found = {"dtype": name_of(single[i]), "shape": list(x.shape), "data": encode(numbers), "slack": slack}
        if overflows(numbers, numbers_of(single[i])):
            found["single"] = encode(numbers_of(single[i]))
        found["slack"] = slack if math.isfinite(slack) else "Infinity"
        results.append(found)
    return results


if __name__ == "__main__":
    print(json.dumps({"torch": torch.__version__, "operations": sorted([*PLAIN, *NESTING])}), flush=True)
    for line in sys.stdin:
        asked = json.loads(line)
        try:
            print(json.dumps({"id": asked["id"], "results": answer(asked["program"])}), flush=True)
        except Exception as error:  # Whatever PyTorch says is an answer.
            print(json.dumps({"id": asked["id"], "error": f"{type(error).__name__}: {error}"}), flush=True)
