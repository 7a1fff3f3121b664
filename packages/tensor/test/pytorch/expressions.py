"""Random expressions: a generator, PyTorch's way to compute them, and the derivatives.

An expression is a list of steps `[operation, [places], parameters]`; a place counts the inputs first, then the steps.
"""

import math
import random
from dataclasses import dataclass, field

import torch

from encoding import direction_like, encode, weights_like

COUNT = 160
LARGEST = 96


def axes_of(x, axis):
    if axis is None:
        return tuple(range(x.dim()))
    return tuple(axis) if isinstance(axis, list) else (axis,)


def reduced(name):
    """sum, mean, amax, …: over axes, or over all."""
    return lambda x, axis=None, keepDims=False: getattr(torch, name)(x, dim=axes_of(x, axis), keepdim=keepDims)


def prod(x, axis=None, keepDims=False):
    for each in sorted((a % x.dim() for a in axes_of(x, axis)), reverse=True):
        x = torch.prod(x, dim=each, keepdim=keepDims)
    return x


def spread(name):
    return lambda x, axis=None, keepDims=False, correction=0: getattr(torch, name)(
        x, dim=axes_of(x, axis), keepdim=keepDims, correction=correction
    )


def norm(x, axis=None, keepDims=False, order=2):
    order = math.inf if order == "inf" else order
    return torch.linalg.vector_norm(x, ord=order, dim=axes_of(x, axis), keepdim=keepDims)


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


def gather(x, indices, axis):
    indices = torch.tensor(indices)
    rows = x.index_select(axis, indices.reshape(-1))
    return rows.reshape(*x.shape[:axis], *indices.shape, *x.shape[axis + 1 :])


def cumsum(x, axis=0, reverse=False):
    return torch.cumsum(x.flip(axis), axis).flip(axis) if reverse else torch.cumsum(x, axis)


def pad(x, widths, value=0.0):
    return torch.nn.functional.pad(x, [n for pair in reversed(widths) for n in pair], value=value)


def tile(x, repeats):
    return torch.tile(x, repeats)


def rows_changed(name):
    return lambda x, updates, indices, axis: getattr(torch, name)(x, axis, torch.tensor(indices), updates)


OPERATIONS = {
    **{
        name: getattr(torch, name)
        for name in "neg abs exp log1p expm1 sqrt rsqrt square reciprocal sin cos tan asin acos atan sinh cosh tanh "
        "sigmoid relu erf add sub mul div maximum minimum matmul".split()
    },
    "log": torch.log,
    "pow": torch.pow,
    "mod": torch.remainder,
    "addNumber": lambda x, number: x + number,
    "mulNumber": lambda x, number: x * number,
    "powNumber": lambda x, number: x**number,
    "subFrom": lambda x, number: number - x,
    "divFrom": lambda x, number: number / x,
    "clip": lambda x, low, high: torch.clamp(x, low, high),
    "where": lambda x, y, bound: torch.where(x > bound, x, y),
    "sum": reduced("sum"),
    "mean": reduced("mean"),
    "max": reduced("amax"),
    "min": reduced("amin"),
    "logSumExp": reduced("logsumexp"),
    "prod": prod,
    "variance": spread("var"),
    "std": spread("std"),
    "norm": norm,
    "softmax": lambda x, axis: torch.softmax(x, axis),
    "logSoftmax": lambda x, axis: torch.log_softmax(x, axis),
    "cumsum": cumsum,
    "reshape": lambda x, shape: x.reshape(shape),
    "transpose": lambda x, axes: x.permute(axes),
    "expandDims": lambda x, axis: x.unsqueeze(axis),
    "squeeze": lambda x, axis: x.squeeze(axis),
    "broadcastTo": lambda x, shape: x.broadcast_to(shape),
    "slice": slice_,
    "flip": lambda x, axis: torch.flip(x, axes_of(x, axis)),
    "pad": pad,
    "tile": tile,
    "tril": lambda x, offset: torch.tril(x, offset),
    "triu": lambda x, offset: torch.triu(x, offset),
    "concat": lambda *xs, axis: torch.cat(xs, axis),
    "stack": lambda *xs, axis: torch.stack(xs, axis),
    "split": lambda x, lengths, axis, part: torch.split(x, lengths, axis)[part],
    "gather": gather,
    "takeAlongAxis": lambda x, indices, axis: torch.take_along_dim(x, torch.tensor(indices), axis),
    "scatterAdd": rows_changed("index_add"),
    "scatter": rows_changed("index_copy"),
    "sort": lambda x, axis, descending: torch.sort(x, dim=axis, descending=descending, stable=True).values,
    "sortBy": lambda x, y, axis: torch.take_along_dim(x, torch.argsort(y, dim=axis, stable=True), axis),
    "topK": lambda x, k, axis, largest: torch.topk(x, k, axis, largest).values,
    "einsum": lambda *xs, equation: torch.einsum(equation, *xs),
}


def run(expression, leaves):
    values = list(leaves)
    for name, places, parameters in expression["steps"]:
        values.append(OPERATIONS[name](*[values[place] for place in places], **parameters))
    return values


@dataclass(eq=False)
class Value:
    """An input (no name) or a step of an expression under construction."""

    shape: tuple
    name: str | None = None
    operands: tuple = ()
    parameters: dict = field(default_factory=dict)


class Generator:
    def __init__(self, random_, wanted):
        self.random = random_
        self.wanted = wanted
        self.values = []

    def expression(self):
        """A few random steps with the wanted one among them, or nothing where that does not fit."""
        r = self.random
        for _ in range(r.choice([1, 2, 2, 3])):
            self.input([r.randint(1, 4) for _ in range(r.choice([0, 1, 2, 2, 2, 3, 3]))])
        length = r.randint(3, 7)
        at = r.randrange(length)
        for i in range(length):
            name = self.wanted if i == at else r.choice(list(MAKERS))
            MAKERS[name](self, name)
        return self.written()

    def input(self, shape):
        self.values.append(Value(tuple(shape)))
        return self.values[-1]

    def step(self, name, *operands, **parameters):
        result = OPERATIONS[name](*[torch.zeros(x.shape, dtype=torch.float64) for x in operands], **parameters)
        self.values.append(Value(tuple(result.shape), name, operands, parameters))
        return self.values[-1]

    def some(self, accept=lambda shape: True):
        """A value there is, most often the newest."""
        found = [value for value in self.values if accept(value.shape)]
        if not found:
            raise Unfit
        return found[-1] if self.random.random() < 0.7 else self.random.choice(found)

    def tamed(self, x):
        """Between −1 and 1."""
        return self.step("tanh", x)

    def positive(self, x):
        return self.step("addNumber", self.step("abs", x), number=0.5)

    def axis(self, shape):
        axis = self.random.randrange(len(shape))
        return axis - len(shape) if self.random.random() < 0.3 else axis

    def axes(self, shape):
        if self.random.random() < 0.3:
            return {}
        axes = self.random.sample(range(len(shape)), self.random.randint(1, len(shape)))
        return {"axis": axes[0] if len(axes) == 1 and self.random.random() < 0.5 else axes}

    def partner(self, shape):
        """Something that stretches to the shape, or that the shape stretches to."""
        found = [value for value in self.values if stretches(value.shape, shape)]
        if self.random.random() < 0.5:
            return self.random.choice(found)
        lengths = [1 if self.random.random() < 0.3 else n for n in shape]
        return self.input(lengths[self.random.randint(0, len(lengths)) // 2 :])

    def written(self):
        """What the last value is made of, by places."""
        needed = {self.values[-1]}
        for value in reversed(self.values):
            if value in needed:
                needed.update(value.operands)
        inputs = [value for value in self.values if value in needed and value.name is None]
        steps = [value for value in self.values if value in needed and value.name is not None]
        place = {value: i for i, value in enumerate([*inputs, *steps])}
        return {
            "inputs": [list(value.shape) for value in inputs],
            "steps": [[value.name, [place[x] for x in value.operands], value.parameters] for value in steps],
        }


class Unfit(Exception):
    """No value has a shape that the operation takes."""


def stretches(a, b):
    return all(m == n or 1 in (m, n) for m, n in zip(reversed(a), reversed(b)))


MAKERS = {}


def maker(*names):
    def add(make):
        for name in names:
            MAKERS[name] = make
        return make

    return add


@maker("neg", "abs", "square", "sin", "cos", "atan", "tanh", "sigmoid", "relu", "erf")
def anywhere(g, name):
    g.step(name, g.some())


@maker("exp", "expm1", "sinh", "cosh", "tan")
def bounded(g, name):
    g.step(name, g.tamed(g.some()))


@maker("log", "sqrt", "rsqrt", "log1p", "reciprocal")
def above_zero(g, name):
    g.step(name, g.positive(g.some()))


@maker("asin", "acos")
def inside_one(g, name):
    g.step(name, g.step("mulNumber", g.tamed(g.some()), number=0.75))


@maker("addNumber", "mulNumber", "subFrom")
def with_number(g, name):
    g.step(name, g.some(), number=g.random.choice([-2, -0.5, 0.25, 1.5, 3]))


@maker("powNumber")
def power(g, name):
    if g.random.random() < 0.5:
        g.step(name, g.some(), number=g.random.choice([2, 3, 4]))
    else:
        g.step(name, g.positive(g.some()), number=g.random.choice([-1.5, 0.5, 2.5, -2]))


@maker("divFrom")
def divided_from(g, name):
    g.step(name, g.positive(g.some()), number=g.random.choice([-2, 1, 3]))


@maker("clip")
def clipped(g, name):
    # Multiples of 1/64, as the inputs are: some lie on the bounds.
    g.step(name, g.some(), low=g.random.choice([-1, -0.5, -0.25]), high=g.random.choice([0.25, 0.5, 1]))


@maker("add", "sub", "mul", "maximum", "minimum", "where")
def two(g, name):
    x = g.some()
    y = g.partner(x.shape)
    bound = {"bound": g.random.choice([-0.3, 0.1, 0.2])} if name == "where" else {}
    g.step(name, *g.random.sample([x, y], 2), **bound)


@maker("div", "mod")
def divided(g, name):
    x = g.some()
    g.step(name, x, g.positive(g.partner(x.shape)))


@maker("pow")
def powers(g, name):
    x = g.some()
    g.step(name, g.positive(x), g.tamed(g.partner(x.shape)))


@maker("sum", "mean", "max", "min", "logSumExp", "prod", "norm")
def reduction(g, name):
    x = g.some(lambda shape: len(shape) > 0)
    order = {"order": g.random.choice([1, 2, "inf"])} if name == "norm" else {}
    g.step(name, x, **g.axes(x.shape), **({"keepDims": True} if g.random.random() < 0.5 else {}), **order)


@maker("variance", "std")
def spreads(g, name):
    x = g.some(lambda shape: len(shape) > 0 and min(shape) > 1)
    g.step(name, x, **g.axes(x.shape), keepDims=g.random.random() < 0.5, correction=g.random.choice([0, 1]))


@maker("softmax", "logSoftmax", "cumsum", "sort", "flip", "topK", "sortBy")
def along(g, name):
    x = g.some(lambda shape: len(shape) > 0 and max(shape) > 1)
    axis = g.axis(x.shape)
    if name == "sortBy":
        return g.step(name, x, g.some(lambda other: other == x.shape), axis=axis)
    more = {
        "cumsum": {"reverse": g.random.random() < 0.5},
        "sort": {"descending": g.random.random() < 0.5},
        "topK": {"k": g.random.randint(1, x.shape[axis]), "largest": g.random.random() < 0.5},
    }
    g.step(name, x, axis=axis, **more.get(name, {}))


@maker("reshape", "transpose", "expandDims", "squeeze", "broadcastTo", "tile")
def moved(g, name):
    x = g.some(lambda shape: name != "squeeze" or 1 in shape)
    shape, r = x.shape, g.random
    size = math.prod(shape)
    first = r.choice([n for n in range(1, size + 1) if size % n == 0])
    parameters = {
        "reshape": lambda: {"shape": r.choice([[first, size // first], [size], [-1, first, 1]])},
        "transpose": lambda: {"axes": r.sample(range(len(shape)), len(shape))},
        "expandDims": lambda: {"axis": r.randint(-len(shape) - 1, len(shape))},
        "squeeze": lambda: {"axis": r.choice([i for i, n in enumerate(shape) if n == 1])},
        "broadcastTo": lambda: {"shape": [2] * r.randint(0, 1) + [r.randint(1, 3) if n == 1 else n for n in shape]},
        "tile": lambda: {"repeats": [r.randint(1, 2) for _ in range(len(shape) + r.randint(0, 1))]},
    }
    g.step(name, x, **parameters[name]())


@maker("slice", "pad", "split", "gather")
def part(g, name):
    x = g.some(lambda shape: len(shape) > 0)
    shape, r = x.shape, g.random
    axis = r.randrange(len(shape))
    if name == "slice":
        g.step(name, x, entries=[entry(r, n) for n in shape[: r.randint(1, len(shape))]])
    elif name == "pad":
        value = {"value": 1.5} if r.random() < 0.3 else {}
        g.step(name, x, widths=[[r.randint(0, 2), r.randint(0, 1)] for _ in shape], **value)
    elif name == "split":
        first = r.randint(1, shape[axis])
        lengths = [n for n in (first, shape[axis] - first) if n]
        g.step(name, x, lengths=lengths, axis=axis, part=r.randrange(len(lengths)))
    else:
        pick = lambda n: [r.randrange(shape[axis]) for _ in range(n)]
        g.step(name, x, indices=r.choice([pick(3), [pick(2), pick(2)]]), axis=axis)


def entry(r, n):
    """One axis of a slice that leaves something."""
    bound = lambda: r.choice([None, r.randint(-n, n)])
    while True:
        ranges = [bound(), bound()], [bound(), bound(), r.choice([-2, -1, 1, 2])]
        candidate = r.choice([None, r.randrange(-n, n), *ranges])
        if not isinstance(candidate, list) or len(range(n)[slice(*candidate)]) > 0:
            return candidate


@maker("takeAlongAxis")
def taken(g, name):
    x = g.some(lambda shape: len(shape) in (1, 2))
    shape = list(x.shape)
    axis = g.random.randrange(len(shape))
    shape[axis] = g.random.randint(1, 3)
    row = lambda: [g.random.randrange(x.shape[axis]) for _ in range(shape[-1])]
    g.step(name, x, indices=[row() for _ in range(shape[0])] if len(shape) == 2 else row(), axis=axis)


@maker("scatterAdd", "scatter")
def changed(g, name):
    x = g.some(lambda shape: len(shape) > 0)
    shape = list(x.shape)
    axis = g.random.randrange(len(shape))
    indices = g.random.sample(range(shape[axis]), g.random.randint(1, shape[axis]))
    if name == "scatterAdd":
        indices = indices + [indices[0]]
    shape[axis] = len(indices)
    g.step(name, x, g.input(shape), indices=indices, axis=axis)


@maker("tril", "triu")
def triangle(g, name):
    g.step(name, g.some(lambda shape: len(shape) >= 2), offset=g.random.choice([-1, 0, 0, 1]))


@maker("concat", "stack")
def joined(g, name):
    x = g.some(lambda shape: len(shape) > 0)
    others = [value for value in g.values if value.shape == x.shape]
    axis = g.random.randrange(len(x.shape) + (name == "stack"))
    g.step(name, x, *g.random.choices(others, k=g.random.randint(1, 3)), axis=axis)


@maker("matmul")
def product(g, name):
    x = g.some(lambda shape: len(shape) > 0)
    inner = x.shape[-1]
    batched = [*x.shape[:-2], inner, 2] if len(x.shape) > 2 else [2, inner, 1]
    g.step(name, x, g.input(g.random.choice([[inner], [inner, 3], batched])))


@maker("einsum")
def summed(g, name):
    x = g.some(lambda shape: len(shape) == 2)
    n, m = x.shape
    equation, other = g.random.choice(
        [
            ("ij,jk->ik", [m, 2]),
            ("ij,ij->j", [n, m]),
            ("ij,kj->kij", [2, m]),
            ("ij,bjk->bki", [2, m, 3]),
            ("ij,i->", [n]),
            ("ab,cb->ca", [3, m]),
        ]
    )
    g.step(name, x, g.input(other), equation=equation)


def depth_of(expression):
    depths = [0] * len(expression["inputs"])
    for _, places, _ in expression["steps"]:
        depths.append(1 + max(depths[place] for place in places))
    return depths[-1]


def derivatives(expression, leaves, second):
    leaves = [leaf.clone().requires_grad_() for leaf in leaves]
    value = run(expression, leaves)[-1]
    total = (value * weights_like(value)).sum()
    gradients = torch.autograd.grad(total, leaves, create_graph=second, materialize_grads=True)
    if not second:
        return value, gradients, None
    along = sum((g * direction_like(g, i)).sum() for i, g in enumerate(gradients))
    if not along.requires_grad:
        return value, gradients, [torch.zeros_like(leaf) for leaf in leaves]
    return value, gradients, torch.autograd.grad(along, leaves, materialize_grads=True)


def error(a, b):
    a, b = a.double(), b.double()
    return ((a - b).abs().max() / max(1.0, b.abs().max().item())).item() if b.numel() else 0.0


def well_behaved(exact, single):
    """Finite, of ordinary size, and the same in float32 to its precision: no tie is broken by rounding."""
    for limit, tensors, rounded in [(2e-6, [exact[0]], [single[0]]), (1e-5, exact[1], single[1]), (1e-4, exact[2], single[2])]:
        for x, y in zip(tensors, rounded):
            if not torch.isfinite(x).all() or x.abs().max() > 1e3 or error(y, x) > limit:
                return False
    return any(g.abs().max() > 1e-3 for g in exact[1])


def ties_in_sorts(expression, values):
    """Equal numbers may be taken in any order by topK, and slopes follow the order."""
    for name, places, parameters in expression["steps"]:
        if name in ("topK", "sort", "sortBy"):
            ordered = values[places[-1]].sort(parameters["axis"]).values
            if (ordered.diff(dim=parameters["axis"]).abs() < 1e-5).any():
                return True
    return False


# Special places: ties, zeros, bounds. Inputs in 64ths.
SPECIAL = [
    ([[2, 3]], [[0, 64, 64, -32, 0, 64]], [["max", [0], {"axis": 1}]]),
    ([[2, 3]], [[0, 64, 64, -32, 64, 64]], [["min", [0], {}], ["max", [0], {"keepDims": True}], ["mul", [1, 2], {}]]),
    ([[4], [4]], [[0, 64, -32, 16], [0, 64, 32, 8]], [["maximum", [0, 1], {}], ["minimum", [0, 1], {}], ["mul", [2, 3], {}]]),
    ([[3]], [[0, -64, 64]], [["relu", [0], {}], ["abs", [0], {}], ["add", [1, 2], {}]]),
    ([[5]], [[-64, -32, 0, 32, 64]], [["clip", [0], {"low": -0.5, "high": 0.5}], ["square", [1], {}]]),
    ([[2, 3]], [[0, 0, 0, 64, 32, 16]], [["norm", [0], {"axis": 1, "order": 2}]]),
    ([[2, 3]], [[0, 0, 0, 64, -32, 64]], [["norm", [0], {"axis": 1, "order": "inf"}]]),
    ([[2, 3]], [[32, 32, 32, 64, 32, 16]], [["std", [0], {"axis": 1, "keepDims": True, "correction": 0}]]),
    ([[3, 4]], [[0, 64, 32, 16, 0, 0, 32, 16, 64, 48, 32, 16]], [["prod", [0], {"axis": 1}]]),
    ([[4]], [[0, 64, 32, 16]], [["prod", [0], {}]]),
    ([[2, 3]], [[64, 32, 32, 64, 64, 0]], [["sort", [0], {"axis": 1, "descending": False}]]),
    ([[3]], [[0, 64, -32]], [["powNumber", [0], {"number": 2}], ["powNumber", [0], {"number": 3}], ["add", [1, 2], {}]]),
    ([[3], [3]], [[0, 64, 32], [64, 0, 128]], [["pow", [0, 1], {}]]),
    ([[1, 3]], [[64, 32, 16]], [["softmax", [0], {"axis": 0}], ["logSoftmax", [0], {"axis": 0}], ["add", [1, 2], {}]]),
    ([[3]], [[51200, -51200, 0]], [["softmax", [0], {"axis": 0}], ["logSumExp", [0], {}], ["add", [1, 2], {}]]),
    ([[3]], [[51200, -51200, 0]], [["sigmoid", [0], {}], ["tanh", [0], {}], ["add", [1, 2], {}]]),
]


def recorded_as(expression, leaves, exact, with_products):
    value, gradients, products = exact
    inputs = [{"shape": list(leaf.shape), "numbers": (leaf * 64).long().flatten().tolist()} for leaf in leaves]
    return {
        "inputs": inputs,
        "steps": expression["steps"],
        "shape": list(value.shape),
        "value": encode(value),
        "gradients": [encode(g) for g in gradients],
        **({"products": [encode(p) for p in products]} if with_products else {}),
    }


def record_special(shapes, numbers, steps):
    leaves = [torch.tensor(n).double().reshape(shape) / 64 for shape, n in zip(shapes, numbers)]
    exact = derivatives({"steps": steps}, leaves, True)
    assert all(g.isfinite().all() for g in exact[1]), steps
    return recorded_as({"steps": steps}, leaves, exact, all(p.isfinite().all() for p in exact[2]))


def record_expressions():
    names = sorted(MAKERS)
    r = random.Random(20)
    torch.manual_seed(20)
    recorded = []
    while len(recorded) < COUNT:
        wanted = names[len(recorded) % len(names)]
        try:
            expression = Generator(r, wanted).expression()
        except Unfit:
            continue
        if not any(name == wanted for name, _, _ in expression["steps"]) or not 3 <= depth_of(expression) <= 6:
            continue
        leaves = [torch.randint(-128, 129, shape).double() / 64 for shape in expression["inputs"]]
        values = run(expression, leaves)
        if max(value.numel() for value in values) > LARGEST or min(value.numel() for value in values) == 0:
            continue
        exact = derivatives(expression, leaves, True)
        single = derivatives(expression, [leaf.float() for leaf in leaves], True)
        if not well_behaved(exact, single) or ties_in_sorts(expression, values):
            continue
        recorded.append(recorded_as(expression, leaves, exact, len(recorded) % 3 == 0))
    return [*(record_special(*each) for each in SPECIAL), *recorded]
