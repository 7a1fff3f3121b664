import {
  compile,
  cond,
  data,
  grad,
  hessian,
  loop,
  scan,
  stack,
  type Tensor,
  tensor,
  valueAndGrad,
  vmap,
} from "@kaviar/tensor";
import { describe, expect, it } from "vitest";
import { exact, expectClose, expectSame } from "../close.ts";

describe("vmap", () => {
  it("maps over the first axis of every argument and gives stacks", async () => {
    const f = (x: Tensor<"float64">, { y }: { y: Tensor<"float64"> }) => ({
      dot: x.mul(y).sum(),
      outer: x.expandDims(1).mul(y),
    });
    const result = vmap(f)(
      exact([
        [1, 2],
        [3, 4],
      ]),
      {
        y: exact([
          [5, 6],
          [7, 8],
        ]),
      },
    );
    expect(await result.dot.array()).toEqual([17, 53]);
    expect(result.outer.shape).toEqual([2, 2, 2]);
    expect(await result.outer.array()).toEqual([
      [
        [5, 6],
        [10, 12],
      ],
      [
        [21, 24],
        [28, 32],
      ],
    ]);
  });

  it("stretches what is the same for all examples", async () => {
    const shared = exact([10, 20]);
    const [mapped, constant] = vmap((x: Tensor<"float64">) => [x.add(shared), shared])(exact([1, 2, 3]));
    expect(await mapped.array()).toEqual([
      [11, 21],
      [12, 22],
      [13, 23],
    ]);
    expect(await constant.array()).toEqual([
      [10, 20],
      [10, 20],
      [10, 20],
    ]);
  });

  it("of vmap maps over two axes", async () => {
    const xs = exact([
      [
        [1, 2],
        [3, 4],
      ],
      [
        [5, 6],
        [7, 8],
      ],
      [
        [9, 10],
        [11, 12],
      ],
    ]);
    await expectSame(vmap(vmap((x: Tensor<"float64">) => x.norm()))(xs), xs.norm(2));
  });

  it("sees each example's own axes, counted from the front and from the back", async () => {
    const xs = exact([
      [
        [3, 1, 2],
        [9, 7, 8],
      ],
      [
        [5, 6, 4],
        [0, 2, 1],
      ],
    ]);
    const f = (x: Tensor<"float64">) => [
      x.sort(-1),
      x.sum(0),
      x.transpose(),
      x.slice(1, [null, null, -1]),
      x.argmax(1),
    ];
    const mapped = vmap(f)(xs);
    const each = [0, 1].map((i) => f(xs.slice(i)));
    for (const [n, result] of mapped.entries())
      expect(await result.array()).toEqual(await stack(each.map((list) => list[n]!) as never[]).array());
  });

  it("is an error when the examples differ in number, or there is nothing to map over", () => {
    const f = vmap((x: Tensor, y: Tensor) => x.add(y));
    expect(() => f(tensor([1, 2]), tensor([1, 2, 3]))).toThrow(/same number of examples[\s\S]*\[2\][\s\S]*\[3\]/);
    expect(() => f(tensor([1, 2]), tensor(1))).toThrow(/same number of examples/);
  });
});

describe("per-example gradients", () => {
  const lossOf = (
    { w, b, v }: { w: Tensor<"float64">; b: Tensor<"float64">; v: Tensor<"float64"> },
    x: Tensor<"float64">,
    label: Tensor<"int32">,
  ) => x.matmul(w).add(b).tanh().matmul(v).logSoftmax().gather(label).neg();
  const params = {
    w: exact([
      [0.3, -0.1, 0.8],
      [0.2, 0.9, -0.5],
    ]),
    b: exact([0.1, -0.2, 0.3]),
    v: exact([
      [0.4, -0.7],
      [1.2, 0.1],
      [-0.3, 0.6],
    ]),
  };
  const xs = exact([
    [1, 2],
    [-0.5, 0.7],
    [3, -1],
    [0, 0.2],
  ]);
  const labels = tensor([0, 1, 1, 0], { dtype: "int32" });
  const perExample = vmap((x: Tensor<"float64">, label: Tensor<"int32">) => grad(lossOf)(params, x, label));

  it("vmap(grad(loss)) equals a loop of single ones", async () => {
    const stacked = perExample(xs, labels);
    for (let i = 0; i < 4; i++) {
      const single = grad(lossOf)(params, xs.slice(i), labels.slice(i));
      for (const name of ["w", "b", "v"] as const) await expectSame(stacked[name].slice(i), single[name], 1e-14);
    }
  });

  it("and its mean is the gradient of the mean", async () => {
    const mean = (at: typeof params) =>
      vmap((x: Tensor<"float64">, label: Tensor<"int32">) => lossOf(at, x, label))(xs, labels).mean();
    const stacked = perExample(xs, labels);
    const gradient = grad(mean)(params);
    for (const name of ["w", "b", "v"] as const) await expectSame(stacked[name].mean(0), gradient[name], 1e-14);
  });

  it("vmap(valueAndGrad) and vmap(hessian) too, in one compiled graph", async () => {
    const f = (x: Tensor<"float64">) => x.prod().add(x.sum().sin());
    const both = compile((at: Tensor<"float64">) => [vmap(valueAndGrad(f))(at), vmap(hessian(f))(at)]);
    const [[values, gradients], hessians] = await data(
      both(
        exact([
          [2, 3],
          [0.5, -1],
        ]),
      ),
    );
    const [a, b] = [5, -0.5];
    expectClose(values, [6 + Math.sin(a), -0.5 + Math.sin(b)]);
    expectClose(gradients, [3 + Math.cos(a), 2 + Math.cos(a), -1 + Math.cos(b), 0.5 + Math.cos(b)]);
    const [s, t] = [-Math.sin(a), -Math.sin(b)];
    expectClose(hessians, [s, 1 + s, 1 + s, s, t, 1 + t, 1 + t, t]);
  });
});

describe("vmap of control flow", () => {
  it("of loop: a state that becomes different for each example", async () => {
    const f = (x: Tensor<"float64">) =>
      loop(3, { total: exact(0), same: exact(1) }, ({ total, same }, i) => ({
        total: total.add(x.mul(same)).add(i.cast("float64")),
        same: same.mul(2),
      }));
    const { total, same } = vmap(f)(exact([1, 10]));
    expect(await total.array()).toEqual([1 + 2 + 4 + 3, 70 + 3]);
    expect(await same.array()).toEqual([8, 8]);
  });

  it("of scan: rows of each example's own, and rows that all share", async () => {
    const shared = exact([1, 2, 3]);
    const f = (xs: Tensor<"float64">) =>
      scan(
        (s: Tensor<"float64">, { x, k }: { x: Tensor<"float64">; k: Tensor<"float64"> }) =>
          [s.add(x.mul(k)), s] as const,
        exact(0),
        { x: xs, k: shared },
      );
    const [last, before] = vmap(f)(
      exact([
        [1, 1, 1],
        [1, 10, 100],
      ]),
    );
    expect(await last.array()).toEqual([6, 321]);
    expect(await before.array()).toEqual([
      [0, 1, 3],
      [0, 1, 21],
    ]);
  });

  it("of a while loop: each example takes its own number of steps", async () => {
    const f = (x: Tensor<"float64">) =>
      loop({ while: ({ x }) => x.greater(1) }, { x, n: tensor(0, { dtype: "int32" }) }, ({ x, n }) => ({
        x: x.mul(0.5),
        n: n.add(1),
      }));
    const { x, n } = vmap(f)(exact([10, 3, 0.5]));
    expect(await x.array()).toEqual([0.625, 0.75, 0.5]);
    expect(await n.array()).toEqual([4, 2, 0]);
  });

  it("of the gradient of a while loop", async () => {
    const f = (x: Tensor<"float64">) => loop({ while: (at) => at.greater(1) }, x, (at) => at.mul(0.5)).square();
    // (x / 2ⁿ)²: slope 2x / 4ⁿ
    expectClose(await vmap(grad(f))(exact([10, 3, 0.5])).data(), [20 / 256, 6 / 16, 1]);
    expectClose(await grad((xs: Tensor<"float64">) => vmap(f)(xs).sum())(exact([10, 3, 0.5])).data(), [
      20 / 256,
      6 / 16,
      1,
    ]);
  });

  it("of cond: each example decides by itself, a common predicate decides once", async () => {
    const f = (x: Tensor<"float64">) =>
      cond(
        x.greater(0),
        () => x.sqrt(),
        () => x.neg(),
      );
    expect(await vmap(f)(exact([4, -3, 9])).array()).toEqual([2, 3, 3]);
    const together = vmap((x: Tensor<"float64">) =>
      cond(
        tensor(1).greater(0),
        () => x.add(1),
        () => x,
      ),
    );
    expect(await together(exact([1, 2])).array()).toEqual([2, 3]);
  });

  it("of the gradient of cond has no NaN from the branch not taken", async () => {
    const f = (x: Tensor<"float64">) =>
      cond(
        x.greater(0),
        () => x.sqrt(),
        () => x.mul(3),
      );
    expect(await vmap(grad(f))(exact([4, -1, 0])).array()).toEqual([0.25, 3, 3]);
  });
});

describe("the derivative of a batch in which each example decides by itself", () => {
  type Exact = Tensor<"float64">;
  const xs = exact([4, -4, 0, 9]);
  const total = (f: (x: Exact) => Exact) => (xs: Exact) => vmap(f)(xs).sum();
  const root = (x: Exact) =>
    cond(
      x.greater(0),
      () => x.sqrt(),
      () => x.mul(3),
    );

  it("is that of the branch taken, where the other has none", async () => {
    expect(await grad(total(root))(xs).array()).toEqual([1 / 4, 3, 3, 1 / 6]);
    expect(await vmap(grad(root))(xs).array()).toEqual([1 / 4, 3, 3, 1 / 6]);
    const nested = (rows: Exact) => vmap(vmap(root))(rows).sum();
    expect(await grad(nested)(xs.reshape([2, 2])).array()).toEqual([
      [1 / 4, 3],
      [3, 1 / 6],
    ]);
  });

  it("is right a second time, and for what all examples share", async () => {
    const second = grad((x: Exact) => grad(total(root))(x).sum())(xs);
    expectClose(await second.data(), [-1 / 32, 0, 0, -1 / 108], 1e-12);
    const shared = (w: Exact) =>
      total((x) =>
        cond(
          x.greater(0),
          () => x.mul(w).sqrt(),
          () => x.mul(w),
        ),
      )(xs);
    // √(4w) + √(9w) − 4w at w = 1
    expect(await grad(shared)(exact(1)).item()).toBe(1 + 1.5 - 4);
  });

  it("counts each use of what a loop begins with and closes over", async () => {
    const cube = (x: Exact) => loop({ while: (s) => s.less(7) }, x, (s) => s.mul(x));
    // 2 → 4 → 8, 3 → 9, 9
    expect(await grad(total(cube))(exact([2, 3, 9])).array()).toEqual([12, 6, 1]);
    expect(await grad((x: Exact) => grad(total(cube))(x).sum())(exact([2, 3, 9])).array()).toEqual([12, 2, 0]);
  });

  it("is that of the steps taken by a loop, where the next one has none", async () => {
    const falling = (x: Exact) => loop({ while: (s) => s.greater(0) }, x, (s) => s.sqrt().sub(1.5));
    const starts = exact([9, 2.25, 1, -3]);
    // 9 → 1.5 → √1.5 − 1.5, and its slope 1 / (2 · 3) · 1 / (2 √1.5)
    const slopes = [1 / 12 / Math.sqrt(1.5), 1 / 3, 1 / 2, 1];
    expectClose(await grad(total(falling))(starts).data(), slopes, 1e-12);
    expectClose(await vmap(grad(falling))(starts).data(), slopes, 1e-12);
    expectClose(await vmap(falling)(starts).data(), [Math.sqrt(1.5) - 1.5, 0, -0.5, -3], 1e-12);
  });
});
