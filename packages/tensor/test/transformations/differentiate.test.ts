import {
  compile,
  customDerivative,
  data,
  grad,
  hvp,
  jvp,
  stopGradient,
  type Tensor,
  tensor,
  valueAndGrad,
  vjp,
} from "@kaviar/tensor";
import { checkGradients } from "@kaviar/tensor/calculus/check-gradients";
import { describe, expect, it } from "vitest";
import { exact, expectClose, expectSame } from "../close.ts";

const cubes = (x: Tensor<"float64">) => x.pow(3).sum();

describe("grad", () => {
  it("is −10 at 0 for (w − 5)²", async () => {
    const f = (w: Tensor) => w.mul(w).sub(w.mul(10)).add(25);
    expect(await grad(f)(tensor(0)).item()).toBe(-10);
  });

  it("differentiates by the first argument, a structure, and passes the rest", async () => {
    const f = (
      { w, pair: [a, b] }: { w: Tensor<"float64">; pair: [Tensor<"float64">, Tensor<"float64">] },
      x: Tensor<"float64">,
    ) => w.mul(x).sum().add(a.mul(b));
    const x = exact([1, 2, 3]);
    const at = { w: exact([4, 5, 6]), pair: [exact(7), exact(8)] as [Tensor<"float64">, Tensor<"float64">] };
    const [value, gradient] = await data(valueAndGrad(f)(at, x));
    expect(value[0]).toBe(4 + 10 + 18 + 56);
    expect(gradient).toEqual({
      w: Float64Array.of(1, 2, 3),
      pair: [Float64Array.of(8), Float64Array.of(7)],
    });
  });

  it("is zero where the result does not depend on the argument", async () => {
    expect(
      await grad(({ a }: { a: Tensor; b: Tensor }) => a.sum())({ a: tensor([1, 2]), b: tensor([[3]]) }).b.array(),
    ).toEqual([[0]]);
    expect(await grad((x: Tensor) => x.argmax().cast("float32"))(tensor([1, 2])).array()).toEqual([0, 0]);
  });

  it("sums what flows back along every use of a value", async () => {
    // x + x² + x³ through one shared square
    const f = (x: Tensor<"float64">) => {
      const square = x.square();
      return x.add(square).add(square.mul(x)).sum();
    };
    expectClose(await grad(f)(exact([2, -1])).data(), [1 + 4 + 12, 1 - 2 + 3]);
  });

  it("of grad is the next derivative: x⁴ → 4x³ → 12x² → 24x → 24", async () => {
    const derivatives = [(x: Tensor<"float64">) => x.pow(4)];
    for (let n = 0; n < 4; n++) derivatives.push(grad(derivatives[n]!));
    const values = await data(derivatives.map((f) => f(exact(2))));
    expectClose(
      values.map(([value]) => value!),
      [16, 32, 48, 48, 24],
    );
  });

  it("flows to what the function closes over when that is differentiated further out", async () => {
    // d/da of d/dx (a x²) = 2x
    const outer = (a: Tensor<"float64">) => grad((x: Tensor<"float64">) => a.mul(x.square()))(exact(3));
    expect(await grad(outer)(exact(5)).item()).toBe(6);
  });

  it("keeps the perturbations of nested derivatives apart", async () => {
    // x · d/dy (x + y) = x, whose derivative is 1 (Siskind, Pearlmutter 2005: 2 if the two are confused)
    const f = (x: Tensor<"float64">) => x.mul(grad((y: Tensor<"float64">) => x.add(y))(x));
    expect(await grad(f)(exact(7)).item()).toBe(1);
  });

  it("works where the argument is used inside and outside of an inner gradient", async () => {
    // x · d/dy (x y³) at y = x is x · 3x³; its derivative 12x³
    const f = (x: Tensor<"float64">) => x.mul(grad((y: Tensor<"float64">) => x.mul(y.pow(3)))(x));
    expectClose(await grad(f)(exact(2)).data(), [96]);
  });

  it("goes through a graph that was built before it was asked for", async () => {
    const x = exact([1, 2]);
    const shift = exact([3, 4]).exp();
    expectClose(await grad((at: Tensor<"float64">) => at.mul(shift).sum())(x).data(), [Math.exp(3), Math.exp(4)]);
    // A tensor made from x outside of f is a constant to it.
    const outside = x.square();
    expectClose(await grad((at: Tensor<"float64">) => at.mul(outside).sum())(x).data(), [1, 4]);
  });
});

describe("vjp and jvp", () => {
  const f = ({ a, b }: { a: Tensor<"float64">; b: Tensor<"float64"> }) => ({ product: a.matmul(b), sine: a.sin() });
  const x = {
    a: exact([
      [1, 2],
      [3, 4],
    ]),
    b: exact([[5], [6]]),
  };

  it("vjp gives the value and vᵀJ", async () => {
    const [value, pullback] = vjp(f, x);
    const v = {
      product: exact([[1], [10]]),
      sine: exact([
        [0, 1],
        [0, 0],
      ]),
    };
    const [given, pulled] = await data([value, pullback(v)]);
    expectClose(given.product, [17, 39]);
    expectClose(pulled.a, [5, 6 + Math.cos(2), 50, 60]);
    expectClose(pulled.b, [31, 42]);
  });

  it("pulls back as often as asked, also after the value has been computed", async () => {
    let inner = exact(0);
    const [value, pullback] = vjp(
      (at: Tensor<"float64">) => {
        inner = at.square();
        return inner.sin();
      },
      exact([1, 2]),
    );
    await data([value, inner]);
    expectClose(await pullback(exact([1, 0])).data(), [2 * Math.cos(1), 0]);
    expectClose(await pullback(exact([0, 3])).data(), [0, 12 * Math.cos(4)]);
  });

  it("jvp gives the value and J v", async () => {
    const v = {
      a: exact([
        [1, 0],
        [0, 0],
      ]),
      b: exact([[0], [1]]),
    };
    const [value, pushed] = await data(jvp(f, x, v));
    expectClose(value.product, [17, 39]);
    expectClose(pushed.product, [5 + 2, 4]);
    expectClose(pushed.sine, [Math.cos(1), 0, 0, 0]);
  });

  it("jvp of what does not depend on the argument, or is no float, is zero", async () => {
    const g = (at: Tensor<"float64">) => ({ constant: exact([1, 2]), index: at.argmax(), same: at });
    const [, pushed] = jvp(g, exact([1, 2]), exact([3, 4]));
    const { constant, index, same } = await data(pushed);
    expect([...constant, ...index, ...same]).toEqual([0, 0, 0, 3, 4]);
  });

  it("vᵀ(J u) = (vᵀJ) u, through a chain of operations", async () => {
    const g = (at: Tensor<"float64">) => at.matmul(at.transpose()).softmax(1).cumsum(0).log1p();
    const [at, u, v] = [
      exact([
        [0.1, 0.7],
        [-0.4, 0.2],
      ]),
      exact([
        [1, -2],
        [0.5, 3],
      ]),
      exact([
        [-1, 2],
        [4, 0.3],
      ]),
    ];
    const [, pushed] = jvp(g, at, u);
    const [, pullback] = vjp(g, at);
    await expectSame(pushed.mul(v).sum(), pullback(v).mul(u).sum());
  });

  it("jvp of jvp and grad of jvp are second derivatives", async () => {
    const along = (at: Tensor<"float64">) => jvp(cubes, at, exact([1, 10]))[1];
    const [[second], gradient] = await data([jvp(along, exact([2, 3]), exact([1, 1]))[1], grad(along)(exact([2, 3]))]);
    expectClose([second!], [12 + 180]);
    expectClose(gradient, [12, 180]);
  });
});

describe("hvp", () => {
  it("is H v, for a structure and with further arguments", async () => {
    // f = s Σ a²b: ∂²/∂a² = 2sb, ∂²/∂a∂b = 2sa
    const f = ({ a, b }: { a: Tensor<"float64">; b: Tensor<"float64"> }, s: Tensor<"float64">) =>
      a.square().mul(b).sum().mul(s);
    const product = hvp(f)({ a: exact([1, 2]), b: exact([3, 4]) }, { a: exact([1, 0]), b: exact([0, 1]) }, exact(10));
    const { a, b } = await data(product);
    expectClose(a, [60, 40]);
    expectClose(b, [20, 0]);
  });

  it("takes arguments of both float types", async () => {
    const f = ({ a, b }: { a: Tensor; b: Tensor<"float64"> }) => a.cast("float64").mul(b).square().sum();
    const { a, b } = await data(hvp(f)({ a: tensor([2]), b: exact([3]) }, { a: tensor([1]), b: exact([1]) }));
    expect([a[0], b[0]]).toEqual([2 * 9 + 4 * 6, 4 * 6 + 2 * 4]);
  });
});

describe("stopGradient", () => {
  it("keeps the value and drops the slope, in structures and second derivatives too", async () => {
    const f = (x: Tensor<"float64">) => {
      const { twice } = stopGradient({ twice: x.mul(2) });
      return x.mul(twice).sum();
    };
    const [value, gradient] = valueAndGrad(f)(exact([3]));
    const second = grad((x: Tensor<"float64">) => grad(f)(x).sum())(exact([3]));
    expect((await data([value, gradient, second])).map(([number]) => number)).toEqual([18, 6, 0]);
  });
});

describe("customDerivative", () => {
  const clipped = customDerivative(
    (x: Tensor<"float64">) => x,
    (d) => [d.clip(-1, 1)],
  );

  it("replaces the derivative", async () => {
    const f = (x: Tensor<"float64">) =>
      clipped(x)
        .mul(exact([0.5, 5, -5]))
        .sum();
    expect([...(await grad(f)(exact([1, 2, 3])).data())]).toEqual([0.5, 1, -1]);
  });

  it("gets the cotangent, the result and the arguments, all structures", async () => {
    const f = customDerivative(
      ({ a, b }: { a: Tensor<"float64">; b: Tensor<"float64"> }, k: Tensor<"float64">) => ({ sum: a.add(b).mul(k) }),
      ({ sum: d }, { sum }, { a }, k) => [{ a: d.mul(sum), b: d.mul(a) }, k.mul(d.sum())],
    );
    const g = (x: { a: Tensor<"float64">; b: Tensor<"float64"> }, k: Tensor<"float64">) =>
      f(x, k)
        .sum.mul(exact([1, 2]))
        .sum();
    const x = { a: exact([1, 2]), b: exact([3, 4]) };
    const [byX, byK] = await data([grad(g)(x, exact(10)), grad((k: Tensor<"float64">) => g(x, k))(exact(10))]);
    expectClose(byX.a, [40, 120]);
    expectClose(byX.b, [1, 4]);
    expectClose(byK, [30]);
  });

  it("has zero slope for arguments without a cotangent, and can be differentiated again", async () => {
    const f = customDerivative(
      (x: Tensor<"float64">, y: Tensor<"float64">) => x.mul(y),
      (d, _, x) => [d.mul(x.pow(3)), undefined],
    );
    const first = grad((x: Tensor<"float64">) => f(x, exact(5)));
    const none = grad((y: Tensor<"float64">) => f(exact(5), y))(exact(2));
    expect((await data([first(exact(2)), grad(first)(exact(2)), none])).map(([n]) => n)).toEqual([8, 12, 0]);
  });

  it("is an error when the rule gives the wrong number of cotangents", () => {
    const f = customDerivative(
      (x: Tensor, y: Tensor) => x.mul(y),
      (d) => [d],
    );
    expect(() => grad((x: Tensor) => f(x, x))(tensor(1))).toThrow(/each of the 2 arguments.*got 1/);
  });

  it("is an error when a cotangent has another shape than its argument", () => {
    const f = customDerivative(
      (x: Tensor) => x.sum(),
      (d) => [d],
    );
    expect(() => grad((x: Tensor) => f(x))(tensor([1, 2]))).toThrow(/cotangent/i);
  });
});

describe("against central differences", () => {
  it("a composition of many rules has the gradient that differences measure", async () => {
    const f = ({ w, v }: { w: Tensor<"float64">; v: Tensor<"float64"> }) => {
      const h = w.matmul(v).tanh();
      const weights = h.slice([null, null, -1], [1, null]).softmax(0);
      return h
        .gather(tensor([2, 0, 2], { dtype: "int32" }), 0)
        .mul(h)
        .norm(1)
        .sum()
        .add(weights.square().mean().log());
    };
    const { worst } = await checkGradients(f, {
      w: [
        [0.3, -0.2],
        [1.1, 0.4],
        [-0.7, 0.9],
      ],
      v: [
        [0.5, -1.2, 0.8],
        [0.1, 0.7, -0.6],
      ],
    });
    expect(worst.relativeError).toBeLessThan(1e-8);
  });

  it("goes back through axes of length 1 put in and taken out around a mean", async () => {
    const f = (x: Tensor<"float64">) =>
      x
        .transpose([2, 0, 1])
        .concat(x.transpose([2, 0, 1]), 2)
        .expandDims(1)
        .mean();
    expectClose(await grad(f)(exact([[[1]], [[2]]])).data(), [0.5, 0.5]);
  });

  it("the gradient inside a compiled function is the eager one", async () => {
    const f = (x: Tensor<"float64">) => x.sin().mul(x.exp()).sum();
    await expectSame(compile(grad(f))(exact([0.3, 2])), grad(f)(exact([0.3, 2])));
  });
});
