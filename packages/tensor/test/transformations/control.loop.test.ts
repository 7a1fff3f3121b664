import {
  compile,
  data,
  grad,
  hessian,
  hvp,
  jacobian,
  jvp,
  loop,
  type Tensor,
  tensor,
  valueAndGrad,
  vmap,
} from "@kaviar/tensor";
import { describe, expect, it } from "vitest";
import { exact, expectClose } from "../close.ts";

type Exact = Tensor<"float64">;

describe("loop, a fixed number of times", () => {
  const power = (x: Exact, a: Exact, n: number) => loop(n, x, (at) => at.mul(a));

  it("repeats a step: x aⁿ, with slopes aⁿ and n x aⁿ⁻¹", async () => {
    const f = ({ x, a }: { x: Exact; a: Exact }) => power(x, a, 5);
    const [value, { x, a }] = await data(valueAndGrad(f)({ x: exact(3), a: exact(2) }));
    expect([...value, ...x, ...a]).toEqual([96, 32, 240]);
  });

  it("gives the step its number, an int32 from 0", async () => {
    const sum = loop(5, tensor(0, { dtype: "int32" }), (s, i) => s.add(i));
    expect(await sum.item()).toBe(10);
    const f = (x: Exact) => loop(4, exact(0), (s, i) => s.add(x.pow(i.cast("float64"))));
    // 1 + x + x² + x³
    expect((await data(valueAndGrad(f)(exact(2)))).map(([number]) => number)).toEqual([15, 1 + 4 + 12]);
  });

  it("of 0 steps gives the state back, with slope 1 to it and 0 to the rest", async () => {
    const f = ({ x, a }: { x: Exact; a: Exact }) => power(x, a, 0);
    const [value, { x, a }] = await data(valueAndGrad(f)({ x: exact(3), a: exact(2) }));
    expect([...value, ...x, ...a]).toEqual([3, 1, 0]);
  });

  it("reaches the minimum of (w − 5)² in a thousand gradient steps", async () => {
    const f = (w: Tensor) => w.mul(w).sub(w.mul(10)).add(25);
    const train = compile((w: Tensor) => loop(1000, w, (w) => w.sub(grad(f)(w).mul(0.1))));
    expect(await train(tensor(0)).item()).toBeCloseTo(5, 5);
  });

  it("keeps integers, booleans and untouched parts of the state", async () => {
    const f = (x: Exact) =>
      loop(
        3,
        { x, count: tensor(0, { dtype: "int32" }), flag: tensor(true, { dtype: "bool" }), rest: exact([7]) },
        ({ x, count, flag, rest }) => ({
          x: flag.where(x.mul(2), x),
          count: count.add(1),
          flag: flag.logicalNot(),
          rest,
        }),
      );
    const { x, count, flag, rest } = await data(f(exact(1)));
    expect([...x, ...count, ...flag, ...rest]).toEqual([4, 3, 0, 7]);
    expect(await grad((at: Exact) => f(at).x)(exact(1)).item()).toBe(4);
  });

  it("swaps parts of its state", async () => {
    // Fibonacci
    const f = (start: [Exact, Exact]) => loop(10, start, ([a, b]): [Exact, Exact] => [b, a.add(b)])[0];
    const [value, [a, b]] = await data(valueAndGrad(f)([exact(0), exact(1)]));
    expect([...value, ...a, ...b]).toEqual([55, 34, 55]);
  });

  it("has second derivatives and forward ones: of x aⁿ they are n aⁿ⁻¹ and n (n − 1) x aⁿ⁻²", async () => {
    const f = ({ x, a }: { x: Exact; a: Exact }) => power(x, a, 4);
    const at = { x: exact(3), a: exact(2) };
    const h = await data(hessian(f)(at));
    expectClose([...h.x.x, ...h.x.a, ...h.a.x, ...h.a.a], [0, 32, 32, 144]);
    expectClose(await jvp(f, at, { x: exact(1), a: exact(10) })[1].data(), [16 + 960]);
  });

  it("closes over what was computed outside, which takes part in the derivative", async () => {
    const f = (x: Exact) => {
      const square = x.square();
      return loop(3, x, (at) => at.add(square));
    };
    expect(await grad(f)(exact(5)).item()).toBe(1 + 3 * 10);
  });

  it("works where the state does not depend on the argument at first", async () => {
    const f = (x: Exact) => loop(3, { a: exact(1), b: exact(0) }, ({ a }) => ({ a: a.mul(x), b: a }));
    expect(await grad((x: Exact) => f(x).b)(exact(3)).item()).toBe(6);
  });
});

describe("loop while a condition holds", () => {
  const root = (a: Exact) =>
    loop({ while: (x) => x.square().sub(a).abs().greater(1e-13) }, a, (x) => x.add(a.div(x)).mul(0.5));
  const below = (x: Exact) => loop({ while: (at) => at.greater(1) }, x, (at) => at.mul(0.5));

  it("asks before each step, the first too", async () => {
    expect(await below(exact(10)).item()).toBe(0.625);
    expect(await below(exact(1)).item()).toBe(1);
  });

  it("has the derivative of the steps it took: x / 2ⁿ", async () => {
    expect(await grad(below)(exact(10)).item()).toBe(1 / 16);
    expect(await grad(below)(exact(0.5)).item()).toBe(1);
  });

  it("differentiates Newton's √a to 1 / 2√a, and again to −¼ a^(−3/2)", async () => {
    expectClose(await root(exact(2)).data(), [Math.SQRT2]);
    expectClose(await grad(root)(exact(2)).data(), [0.5 / Math.SQRT2], 1e-10);
    expectClose(await grad(grad(root))(exact(2)).data(), [-0.25 * 2 ** -1.5], 1e-6);
  });

  it("nests with every other transformation", async () => {
    const f = (x: Exact) => root(x.sum());
    const xs = exact([2, 9]);
    const [first, second] = [0.5 / Math.SQRT2, -0.25 * 2 ** -1.5];
    expectClose(await jvp(root, exact(2), exact(3))[1].data(), [3 * first], 1e-10);
    expectClose(await hvp(root)(exact(2), exact(3)).data(), [3 * second], 1e-6);
    expectClose(await vmap(grad(root))(xs).data(), [first, 1 / 6], 1e-10);
    expectClose(await vmap(grad(grad(root)))(xs).data(), [second, -0.25 / 27], 1e-6);
    expectClose(await jacobian(vmap(root))(xs).data(), [first, 0, 0, 1 / 6], 1e-10);
    expectClose(await hessian(f)(exact([2, 7])).data(), new Array(4).fill(-0.25 / 27), 1e-6);
    expectClose(await grad(grad(grad(root)))(exact(2)).data(), [0.375 * 2 ** -2.5], 1e-4);
  });

  it("counts, with integers in its state and several conditions", async () => {
    const f = (x: Exact) =>
      loop(
        { while: ({ at, n }) => at.less(100).logicalAnd(n.less(3)) },
        { at: x, n: tensor(0, { dtype: "int32" }) },
        ({ at, n }) => ({ at: at.mul(3), n: n.add(1) }),
      );
    const { at, n } = await data(compile(f)(exact([2]).sum()));
    expect([...at, ...n]).toEqual([54, 3]);
    expect(await grad((x: Exact) => f(x).at)(exact(50)).item()).toBe(3);
  });

  it("has derivatives by what step and condition close over", async () => {
    const f = (k: Exact) => loop({ while: (x) => x.less(k.mul(10)) }, exact(1), (x) => x.mul(k));
    // 1 → 3 → 9 → 27 → 81: k⁴ for k = 3
    expect((await data(valueAndGrad(f)(exact(3)))).map(([number]) => number)).toEqual([81, 4 * 27]);
  });

  it("inside of a fixed loop takes its own number of steps each time", async () => {
    const f = (x: Exact) => loop(3, x, (at) => below(at.mul(8)));
    // 0.75·8 = 6 → 0.75, three times over: slope (8 / 8)³
    expect((await data(valueAndGrad(f)(exact(0.75)))).map(([number]) => number)).toEqual([0.75, 1]);
  });
});

describe("what a loop asks of its step", () => {
  it("the same shape", () => {
    expect(() => loop(2, tensor([1, 2]), (x) => x.concat(x))).toThrow(
      /keeps its shape[\s\S]*before.*\[2\][\s\S]*after.*\[4\]/,
    );
  });
  it("the same dtype", () => {
    expect(() => loop(2, tensor(1), (x) => x.cast("float64") as never)).toThrow(/dtype[\s\S]*x\.cast\("float32"\)/);
  });
  it("the same structure", () => {
    expect(() => loop(2, { a: tensor(1) }, ({ a }) => ({ b: a }) as never)).toThrow(/same structure: got \{"b"/);
  });
  it("a whole number of steps", () => {
    expect(() => loop(2.5, tensor(1), (x) => x)).toThrow(/whole number of times: got 2.5/);
    expect(() => loop(-1, tensor(1), (x) => x)).toThrow(/whole number of times: got -1/);
  });
  it("a boolean scalar as its condition", () => {
    expect(() => loop({ while: (x) => x as never }, tensor(1), (x) => x)).toThrow(/boolean scalar/);
    expect(() => loop({ while: (x) => x.greater(0) }, tensor([1, 2]), (x) => x)).toThrow(/boolean scalar/);
  });
});
