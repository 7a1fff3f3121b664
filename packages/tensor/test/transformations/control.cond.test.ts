import {
  compile,
  cond,
  data,
  grad,
  hessian,
  jvp,
  loop,
  rematerialize,
  type Tensor,
  tensor,
  valueAndGrad,
} from "@kaviar/tensor";
import { checkGradients } from "@kaviar/tensor/calculus/check-gradients";
import { describe, expect, it } from "vitest";
import { exact, expectClose, expectSame } from "../close.ts";

type Exact = Tensor<"float64">;

describe("cond", () => {
  const f = (x: Exact) =>
    cond(
      x.sum().greater(0),
      () => x.square(),
      () => x.neg(),
    );

  it("takes one of two branches", async () => {
    expect(await f(exact([1, 2])).array()).toEqual([1, 4]);
    expect(await f(exact([-1, -2])).array()).toEqual([1, 2]);
  });

  it("has the derivative of the branch taken, and of that one only", async () => {
    const root = (x: Exact) =>
      cond(
        x.greater(0),
        () => x.sqrt(),
        () => x.mul(3),
      );
    const slopes = [4, -4, 0].map((x) => grad(root)(exact(x)));
    expect((await data(slopes)).map(([slope]) => slope)).toEqual([0.25, 3, 3]);
  });

  it("decides in the compiled graph, not when it is traced", async () => {
    const compiled = compile((x: Exact) => valueAndGrad((at: Exact) => f(at).sum())(x));
    expect(await data(compiled(exact([1, 2])))).toEqual([Float64Array.of(5), Float64Array.of(2, 4)]);
    expect(await data(compiled(exact([1, -2])))).toEqual([Float64Array.of(1), Float64Array.of(-1, -1)]);
    expect(compiled.traces()).toBe(1);
  });

  it("passes operands to the branches, and takes structures", async () => {
    const pick = (flag: boolean) =>
      cond(
        tensor(flag, { dtype: "bool" }),
        ({ a }, k) => ({ r: a.mul(k) }),
        ({ b }, k) => ({ r: b.mul(k) }),
        { a: exact(1), b: exact(2) },
        exact(10),
      );
    expect(await pick(true).r.item()).toBe(10);
    expect(await pick(false).r.item()).toBe(20);
  });

  it("has derivatives by what both branches close over, and by what only one does", async () => {
    const g = ({ a, b, c, x }: Record<"a" | "b" | "c" | "x", Exact>) =>
      cond(
        x.greater(0),
        () => a.mul(b),
        () => a.mul(c),
      ).mul(x);
    const at = (x: number) => ({ a: exact(2), b: exact(3), c: exact(5), x: exact(x) });
    const [up, down] = await data([grad(g)(at(1)), grad(g)(at(-1))]);
    expect([...up.a, ...up.b, ...up.c, ...up.x]).toEqual([3, 2, 0, 6]);
    expect([...down.a, ...down.b, ...down.c, ...down.x]).toEqual([-5, 0, -2, 10]);
  });

  it("nests, in itself and in loops, with second and forward derivatives", async () => {
    const g = (x: Exact) =>
      loop(4, x, (at) =>
        cond(
          at.greater(2),
          () =>
            cond(
              at.greater(3),
              () => at.mul(0.5),
              () => at.sub(1),
            ),
          () => at.square(),
        ),
      );
    // 1.5 → 2.25 → 1.25 → 1.5625 → 2.4414…: ((x² − 1)²)²
    expectClose(await g(exact(1.5)).data(), [1.25 ** 4]);
    expectClose(await grad(g)(exact(1.5)).data(), [8 * 1.5 * 1.25 ** 3]);
    expectClose(await hessian(g)(exact(1.5)).data(), [8 * 1.25 ** 3 + 48 * 1.5 ** 2 * 1.25 ** 2]);
    expectClose(await jvp(g, exact(1.5), exact(2))[1].data(), [16 * 1.5 * 1.25 ** 3]);
  });

  it("needs a boolean scalar, and branches that agree", () => {
    const x = tensor([1, 2]);
    expect(() =>
      cond(
        x as never,
        () => x,
        () => x,
      ),
    ).toThrow(/boolean scalar/);
    expect(() =>
      cond(
        x.greater(0),
        () => x,
        () => x,
      ),
    ).toThrow(/boolean scalar/);
    const yes = tensor(true, { dtype: "bool" });
    expect(() =>
      cond(
        yes,
        () => x,
        () => x.sum(),
      ),
    ).toThrow(/same shapes[\s\S]*\[2\][\s\S]*\[\]/);
    expect(() =>
      cond<[], unknown[]>(
        yes,
        () => [x],
        () => [x, x],
      ),
    ).toThrow(/same structure/);
  });
});

describe("rematerialize", () => {
  const f = ({ w, b }: { w: Exact; b: Exact }, x: Exact) => x.matmul(w).add(b).tanh().exp();
  const params = {
    w: exact([
      [0.3, -0.2],
      [0.5, 0.7],
    ]),
    b: exact([0.1, -0.4]),
  };
  const x = exact([
    [1, 2],
    [3, 4],
    [-0.5, 0.1],
  ]);

  it("has the same value and derivatives", async () => {
    const loss = (g: typeof f) => (at: typeof params) => g(at, x).square().sum();
    const [[value, gradient], [expected, expectedGradient]] = [
      valueAndGrad(loss(rematerialize(f)))(params),
      valueAndGrad(loss(f))(params),
    ];
    await expectSame(value, expected, 1e-15);
    await expectSame(gradient.w, expectedGradient.w, 1e-15);
    await expectSame(gradient.b, expectedGradient.b, 1e-15);
    await expectSame(hessian(loss(rematerialize(f)))(params).w.b, hessian(loss(f))(params).w.b);
  });

  it("also where the function closes over what is differentiated", async () => {
    const g = (w: Exact) => rematerialize((at: Exact) => at.mul(w).sin())(w).sum();
    const { worst } = await checkGradients(g, [0.3, 1.2]);
    expect(worst.relativeError).toBeLessThan(1e-9);
  });
});
