"""SciPy on problems that come as JSON on the standard input: values, gradients and searches, as JSON. Needs numpy and scipy."""
import json
import math
import sys
import warnings

import numpy as np
import scipy
from scipy.optimize import minimize

warnings.filterwarnings("ignore")


class Dual:
    """A value with its gradient: exact derivatives, as the other side has them. (Forward mode)"""

    __array_ufunc__ = None

    def __init__(self, value, slope):
        self.value, self.slope = value, slope

    def __add__(self, other):
        if isinstance(other, Dual):
            return Dual(self.value + other.value, self.slope + other.slope)
        return Dual(self.value + other, self.slope)

    __radd__ = __add__

    def __neg__(self):
        return Dual(-self.value, -self.slope)

    def __sub__(self, other):
        return self + (-other)

    def __rsub__(self, other):
        return (-self) + other

    def __mul__(self, other):
        if isinstance(other, Dual):
            return Dual(self.value * other.value, self.slope * other.value + other.slope * self.value)
        return Dual(self.value * other, self.slope * other)

    __rmul__ = __mul__

    def __truediv__(self, other):
        return self * (other**-1)

    def __rtruediv__(self, other):
        return other * self**-1

    def __pow__(self, exponent):
        if exponent == 0:
            return 1.0
        base = np.float64(self.value)
        return Dual(base**exponent, exponent * base ** (exponent - 1) * self.slope)


def lifted(function, slope):
    return lambda x: Dual(function(x.value), slope(x.value) * x.slope) if isinstance(x, Dual) else function(x)


names = {
    "exp": lifted(np.exp, np.exp),
    "log": lifted(np.log, lambda x: 1 / x),
    "sqrt": lifted(np.sqrt, lambda x: 0.5 / np.sqrt(x)),
    "sin": lifted(np.sin, np.cos),
    "cos": lifted(np.cos, lambda x: -np.sin(x)),
    "atan": lifted(np.arctan, lambda x: 1 / (1 + x * x)),
    "pi": math.pi,
}


def compiled(text, n):
    code = compile(text.replace("^", "**"), text, "eval")

    def evaluate(x):
        unit = np.eye(n)
        variables = {f"x{i + 1}": Dual(np.float64(x[i]), unit[i]) for i in range(n)}
        value = eval(code, {**names, **variables})
        return (value.value, value.slope) if isinstance(value, Dual) else (float(value), np.zeros(n))

    return evaluate


class Counted:
    """How many different points a function was asked at."""

    def __init__(self, evaluate):
        self.evaluate, self.count, self.last = evaluate, 0, None

    def __call__(self, x):
        if self.last is None or not np.array_equal(self.last[0], x):
            self.count += 1
            self.last = (np.array(x), self.evaluate(x))
        return self.last[1]


def solve(problem, methods):
    n = len(problem["start"])
    objective = compiled(problem["objective"], n)
    equalities = [compiled(text, n) for text in problem.get("equalities", [])]
    inequalities = [compiled(text, n) for text in problem.get("inequalities", [])]
    low, high = ([-math.inf if b is None else b for b in problem.get("low", [None] * n)],
                 [math.inf if b is None else b for b in problem.get("high", [None] * n)])
    start = np.array(problem["start"], float)
    found = {}
    for method in methods:
        counted = Counted(objective)
        kind = lambda name, each: {"type": name, "fun": lambda x: each(x)[0], "jac": lambda x: each(x)[1]}
        slsqp = method == "SLSQP"
        options = {"SLSQP": {"ftol": 1e-10, "maxiter": 1000}, "L-BFGS-B": {"maxiter": 5000, "maxfun": 50000, "ftol": 1e-15, "gtol": 1e-8, "maxcor": 20}}
        result = minimize(
            lambda x: counted(x)[0],
            start,
            jac=lambda x: counted(x)[1],
            method=method,
            bounds=list(zip(low, high)) if method != "BFGS" and ("low" in problem or "high" in problem) else None,
            constraints=[kind("eq", each) for each in equalities] + [kind("ineq", each) for each in inequalities] if slsqp else (),
            options=options.get(method, {"gtol": 1e-8}),
        )
        x = result.x
        violated = [abs(each(x)[0]) for each in equalities] + [-each(x)[0] for each in inequalities]
        violated += list(np.array(low) - x) + list(x - np.array(high))
        found[method] = {"value": float(objective(x)[0]), "violation": float(max([0, *violated])), "evaluations": counted.count}
    value, gradient = objective(start)
    rest = [each(start) for each in equalities + inequalities]
    return {
        "start": {
            "values": [float(value), *(float(each) for each, _ in rest)],
            "gradients": [list(map(float, gradient)), *(list(map(float, each)) for _, each in rest)],
        },
        "found": found,
    }


groups = json.load(sys.stdin)
answers = {name: [solve(problem, group["methods"]) for problem in group["problems"]] for name, group in groups.items()}
print(json.dumps({"version": scipy.__version__, "groups": answers}))
