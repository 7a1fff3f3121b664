import {
  compile,
  cond,
  data,
  grad,
  hessian,
  jvp,
  loop,
  mapStructure,
  scan,
  type Tensor,
  tensor,
  valueAndGrad,
  vmap,
} from "@kaviar/tensor";
import { checkGradients } from "@kaviar/tensor/calculus/check-gradients";
import { describe, expect, it } from "vitest";
import { exact, expectClose, expectSame } from "../close.ts";

type Exact = Tensor<"float64">;

/** s ← a s + x, giving s before each step. */
const decay = (a: Exact, start: Exact, xs: Exact, options?: { reverse?: boolean; rematerialize?: boolean }) =>
  scan((s: Exact, x: Exact) => [a.mul(s).add(x), s], start, xs, options);

describe("scan", () => {
  it("walks over rows with a state, and stacks what each step gives", async () => {
    const [last, before] = decay(exact(2), exact(1), exact([3, 4, 5]));
    expect(await data([last, before])).toEqual([Float64Array.of(8 + 12 + 8 + 5), Float64Array.of(1, 5, 14)]);
  });

  it("walks backwards with reverse; results stay in the order of the rows", async () => {
    const [last, before] = decay(exact(2), exact(1), exact([3, 4, 5]), { reverse: true });
    expect(await data([last, before])).toEqual([Float64Array.of(8 + 20 + 8 + 3), Float64Array.of(18, 7, 1)]);
  });

  it.each([{ reverse: false }, { reverse: true }])(
    "has gradients by state, rows and what it closes over: %o",
    async (options) => {
      const f = ({ a, start, xs }: { a: Exact; start: Exact; xs: Exact }) => {
        const [last, before] = decay(a, start, xs, options);
        return last.add(
          before
            .square()
            .mul(exact([1, 10, 100]))
            .sum(),
        );
      };
      const { worst } = await checkGradients(f, { a: 0.7, start: 1.5, xs: [0.3, -0.4, 2] });
      expect(worst.relativeError).toBeLessThan(1e-9);
    },
  );

  it("of no rows gives the state back and empty stacks", async () => {
    const f = (s: Exact) => decay(exact(2), s, exact([]));
    const [last, before] = f(exact(3));
    expect(before.shape).toEqual([0]);
    expect(await last.item()).toBe(3);
    expect(await grad((s: Exact) => f(s)[0])(exact(3)).item()).toBe(1);
  });

  it("needs no state: a map over rows", async () => {
    const f = (xs: Exact) => scan((_: Exact[], x: Exact) => [[], x.square().sum()], [], xs);
    const [state, squares] = f(
      exact([
        [1, 2],
        [3, 4],
      ]),
    );
    expect(state).toEqual([]);
    expect(await squares.array()).toEqual([5, 25]);
    expect(
      await grad((xs: Exact) => f(xs)[1].sum())(
        exact([
          [1, 2],
          [3, 4],
        ]),
      ).array(),
    ).toEqual([
      [2, 4],
      [6, 8],
    ]);
  });

  it("needs no results: a fold over rows", async () => {
    const fold = (xs: Exact) => scan((s: Exact, x: Exact) => [s.mul(x), undefined], exact(1), xs);
    const [product, nothing] = fold(exact([2, 3, 4]));
    expect(nothing).toBeUndefined();
    expect(await product.item()).toBe(24);
    expectClose(await grad((xs: Exact) => fold(xs)[0])(exact([2, 3, 4])).data(), [12, 8, 6]);
  });

  it("takes and gives structures, integers among them", async () => {
    interface State {
      readonly total: Exact;
      readonly seen: { readonly n: Tensor<"int32"> };
    }
    const step = ({ total, seen: { n } }: State, { x, k }: { x: Exact; k: Tensor<"int32"> }) =>
      [{ total: total.add(x.mul(n.cast("float64"))), seen: { n: n.add(k) } }, [n, { x: x.neg() }] as const] satisfies [
        State,
        unknown,
      ];
    const start: State = { total: exact(0), seen: { n: tensor(1, { dtype: "int32" }) } };
    const f = (x: Exact) => scan(step, start, { x, k: tensor([1, 2, 3], { dtype: "int32" }) });
    const [{ total, seen }, [ns, { x }]] = await data(f(exact([10, 20, 30])));
    expect([...total, ...seen.n]).toEqual([10 + 40 + 120, 7]);
    expect([...ns, ...x]).toEqual([1, 2, 4, -10, -20, -30]);
    expect(await grad((at: Exact) => f(at)[0].total)(exact([10, 20, 30])).array()).toEqual([1, 2, 4]);
  });

  it("reads batches by a row of indices each, and flows back to the table", async () => {
    const batches = tensor(
      [
        [0, 2],
        [2, 1],
      ],
      { dtype: "int32" },
    );
    const f = (table: Exact) =>
      scan((s: Exact, rows: Tensor<"int32">) => [s.add(table.gather(rows, 0).prod()), s], exact(0), batches)[0];
    // t₀t₂ + t₂t₁
    const [value, gradient] = await data(valueAndGrad(f)(exact([2, 3, 5])));
    expect([...value, ...gradient]).toEqual([25, 5, 5, 5]);
  });

  it("gives the same gradient with rematerialize", async () => {
    const f = (rematerialize: boolean) => (a: Exact) =>
      scan((s: Exact, x: Exact) => [s.mul(a).add(x).tanh().exp(), s.sin()], exact(0.5), exact([0.1, 0.2, 0.3]), {
        rematerialize,
      })[1].sum();
    await expectSame(grad(f(true))(exact(0.7)), grad(f(false))(exact(0.7)), 1e-15);
  });

  it("has second derivatives", async () => {
    // a³s + a²x₀ + a x₁ + x₂
    const f = ({ a, s }: { a: Exact; s: Exact }) => decay(a, s, exact([3, 4, 5]))[0];
    const h = await data(hessian(f)({ a: exact(2), s: exact(1) }));
    expectClose([...h.a.a, ...h.a.s, ...h.s.a, ...h.s.s], [12 + 6, 12, 12, 0]);
  });
});

describe("scans in scans", () => {
  it("walk over a matrix row by row and element by element", async () => {
    const inner = (a: Exact, row: Exact) => decay(a, exact(0), row)[0];
    const f = ({ a, x }: { a: Exact; x: Exact }) =>
      scan((s: Exact, row: Exact) => [s.mul(inner(a, row)).sin(), inner(s, row)], exact(0.5), x)[1].sum();
    const { worst } = await checkGradients(f, {
      a: 0.6,
      x: [
        [0.3, -0.5, 1.2],
        [0.8, 0.1, -0.9],
      ],
    });
    expect(worst.relativeError).toBeLessThan(1e-8);
  });

  it("under a cond in a scan, forward and backward", async () => {
    const f = ({ a, x }: { a: Exact; x: Exact }) =>
      scan(
        (s: Exact, row: Exact) => {
          const next = cond(
            row.sum().greater(0),
            () => decay(a, s, row)[0],
            () => s.mul(a).sub(row.prod()),
          );
          return [next, next.square()];
        },
        exact(0.5),
        x,
      )[1].sum();
    const x = [
      [0.3, -0.1, 1.2],
      [-0.8, 0.1, -0.9],
      [0.4, 0.4, 0.2],
    ];
    const { worst } = await checkGradients(f, { a: 0.6, x });
    expect(worst.relativeError).toBeLessThan(1e-9);
  });

  it("a gradient step inside of a scan, differentiated by its rate", async () => {
    // w ← w − r·2(w − x): after one row from 0, 2rx; after two 2rx(1 − 2r) + 2rx
    const train = (rate: Exact) =>
      scan(
        (w: Exact, x: Exact) => [w.sub(grad((at: Exact) => at.sub(x).square())(w).mul(rate)), w],
        exact(0),
        exact([1, 1]),
      )[0];
    const r = 0.1;
    const [value, slope] = await data(valueAndGrad(train)(exact(r)));
    expectClose([...value, ...slope], [4 * r - 4 * r * r, 4 - 8 * r]);
  });
});

describe("transformations of a scan, nested", () => {
  const xs = exact([0.3, -0.4, 0.9]);
  const f = (a: Exact) => scan((s: Exact, x: Exact) => [s.mul(a).add(x).tanh(), s], exact(0.2), xs)[0];
  /** df/da by hand: s' = tanh(a s + x), ds'/da = (1 − s'²)(s + a ds/da) */
  const byHand = (a: number) => {
    let [s, ds] = [0.2, 0];
    for (const x of [0.3, -0.4, 0.9]) {
      const next = Math.tanh(a * s + x);
      [s, ds] = [next, (1 - next * next) * (s + a * ds)];
    }
    return ds;
  };
  const secondByDifferences = (byHand(0.7 + 1e-5) - byHand(0.7 - 1e-5)) / 2e-5;

  it("grad", async () => expectClose(await grad(f)(exact(0.7)).data(), [byHand(0.7)]));
  it("grad of grad", async () => expectClose(await grad(grad(f))(exact(0.7)).data(), [secondByDifferences], 1e-9));
  it("hessian", async () => expectClose(await hessian(f)(exact(0.7)).data(), [secondByDifferences], 1e-9));
  it("vmap of grad", async () =>
    expectClose(await vmap(grad(f))(exact([0.7, -1.3])).data(), [byHand(0.7), byHand(-1.3)]));
  it("grad of vmap", async () =>
    expectClose(await grad((a: Exact) => vmap(f)(a).sum())(exact([0.7, -1.3])).data(), [byHand(0.7), byHand(-1.3)]));
  it("compile of grad of loop of scan", async () => {
    const twice = compile(grad((a: Exact) => loop(2, a, (at) => f(at))));
    const inner = await f(exact(0.7)).item();
    expectClose(await twice(exact(0.7)).data(), [byHand(inner) * byHand(0.7)]);
  });
  it("third derivative", async () => {
    const second = grad(grad(f));
    const [up, down] = await data([second(exact(0.7 + 1e-4)), second(exact(0.7 - 1e-4))]);
    expectClose(await grad(second)(exact(0.7)).data(), [(up[0]! - down[0]!) / 2e-4], 1e-6);
  });
});

describe("records", () => {
  it("match by name, in whatever order a step, a direction or a map writes them", async () => {
    const step = ({ a, b }: { a: Exact; b: Exact }) => ({ b: b.mul(2), a: a.add(1) });
    const start = { a: exact(1), b: exact(10) };
    const { a, b } = await data(loop(3, start, step));
    expect([...a, ...b]).toEqual([4, 80]);
    const [end] = scan((s: typeof start, _: Exact) => [step(s), undefined], start, exact([0, 0]));
    expect(await end.b.item()).toBe(40);
    const picked = cond(
      exact(1).greater(0),
      () => step(start),
      () => start,
    );
    expect(await picked.a.item()).toBe(2);
    const f = (at: typeof start) => at.a.mul(2).add(at.b.mul(3));
    expect(await jvp(f, start, { b: exact(10), a: exact(1) })[1].item()).toBe(32);
    const sum = mapStructure((x, y) => x.add(y), start, { b: exact(5), a: exact(3) });
    expect((await data([sum.a, sum.b])).map(([number]) => number)).toEqual([4, 15]);
  });
});

describe("what scan asks for", () => {
  it("rows of one length", () => {
    expect(() =>
      scan((s: Tensor, { a }: { a: Tensor; b: Tensor }) => [s.add(a), s], tensor(0), {
        a: tensor([1, 2]),
        b: tensor([1]),
      }),
    ).toThrow(/same number of rows[\s\S]*a .*\[2\][\s\S]*b .*\[1\]/);
    expect(() => scan((s: Tensor, x: Tensor) => [s.add(x), s], tensor(0), tensor(1))).toThrow(/same number of rows/);
  });
  it("a state that keeps its shape, dtype and structure", () => {
    expect(() => scan((s: Tensor, x: Tensor) => [s.add(x), s], tensor(0), tensor([[1, 2]]))).toThrow(/keeps its shape/);
    expect(() =>
      scan((s: Tensor, x: Tensor) => [s.add(x).cast("float64") as never, s], tensor(0), tensor([1])),
    ).toThrow(/keeps its shape and dtype/);
    expect(() => scan((s: Tensor[], x: Tensor) => [[...s, x], x], [tensor(0)], tensor([1]))).toThrow(/same structure/);
  });
});
