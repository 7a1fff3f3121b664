import {
  compile,
  cond,
  customDerivative,
  type DType,
  data,
  grad,
  hessian,
  hvp,
  jacobian,
  jvp,
  key,
  loop,
  mapStructure,
  normal,
  rematerialize,
  scan,
  split,
  stopGradient,
  type Tensor,
  tensor,
  valueAndGrad,
  vjp,
  vmap,
  where,
  zeros,
} from "@kaviar/tensor";
import { describe, expectTypeOf, it } from "vitest";

interface Layer {
  readonly w: Tensor;
  readonly b: Tensor;
}
interface Network {
  readonly layers: readonly Layer[];
  readonly scale: Tensor<"float64">;
}
declare const network: Network;
declare const x: Tensor;
declare const x64: Tensor<"float64">;
declare const rows: Tensor<"int32">;
declare const labels: Tensor<"int64">;
declare const flag: Tensor<"bool">;

describe("a tensor's type carries its dtype", () => {
  it("from how it was made", () => {
    expectTypeOf(tensor([[1, 2]])).toEqualTypeOf<Tensor<"float32">>();
    expectTypeOf(tensor(5)).toEqualTypeOf<Tensor>();
    expectTypeOf(tensor([1n], { dtype: "int64" })).toEqualTypeOf<Tensor<"int64">>();
    expectTypeOf(tensor(new Float64Array(2))).toEqualTypeOf<Tensor<"float64">>();
    expectTypeOf(tensor(new Int32Array(2))).toEqualTypeOf<Tensor<"int32">>();
    expectTypeOf(tensor(new BigInt64Array(2))).toEqualTypeOf<Tensor<"int64">>();
    expectTypeOf(tensor(new Uint8Array(2))).toEqualTypeOf<Tensor<"bool">>();
    expectTypeOf(tensor(new Float64Array(2), { dtype: "float32" })).toEqualTypeOf<Tensor<"float32">>();
    expectTypeOf(zeros([2, 3])).toEqualTypeOf<Tensor>();
    expectTypeOf(zeros([2, 3], { dtype: "bool" })).toEqualTypeOf<Tensor<"bool">>();
    expectTypeOf(normal(key(0), [2])).toEqualTypeOf<Tensor>();
    expectTypeOf(normal(key(0), [2], { dtype: "float64" })).toEqualTypeOf<Tensor<"float64">>();
  });

  it("through operations", () => {
    expectTypeOf(x64.add(1).matmul(x64).sum(0)).toEqualTypeOf<Tensor<"float64">>();
    expectTypeOf(x.greater(0)).toEqualTypeOf<Tensor<"bool">>();
    expectTypeOf(x64.argmax(0)).toEqualTypeOf<Tensor<"int32">>();
    expectTypeOf(x64.topK(3)).toEqualTypeOf<[Tensor<"float64">, Tensor<"int32">]>();
    expectTypeOf(x.cast("float64")).toEqualTypeOf<Tensor<"float64">>();
    expectTypeOf(rows.oneHot(3)).toEqualTypeOf<Tensor>();
    expectTypeOf(rows.oneHot(3, { dtype: "float64" })).toEqualTypeOf<Tensor<"float64">>();
    expectTypeOf(flag.where(x64, 0)).toEqualTypeOf<Tensor<"float64">>();
    expectTypeOf(where(flag, 0, rows)).toEqualTypeOf<Tensor<"int32">>();
    expectTypeOf(x.gather(rows, 0)).toEqualTypeOf<Tensor>();
    expectTypeOf(x.slice([1, -1], null, 0)).toEqualTypeOf<Tensor>();
    expectTypeOf(x64.split(2)).toEqualTypeOf<Tensor<"float64">[]>();
  });

  it("to JavaScript", () => {
    expectTypeOf(x.data()).toEqualTypeOf<Promise<Float32Array>>();
    expectTypeOf(labels.data()).toEqualTypeOf<Promise<BigInt64Array>>();
    expectTypeOf(flag.data()).toEqualTypeOf<Promise<Uint8Array>>();
    expectTypeOf(x64.item()).toEqualTypeOf<Promise<number>>();
    expectTypeOf(labels.item()).toEqualTypeOf<Promise<bigint>>();
    expectTypeOf(flag.item()).toEqualTypeOf<Promise<boolean>>();
  });

  it("and mixing dtypes is an error", () => {
    // @ts-expect-error float64 and float32
    x64.add(x);
    // @ts-expect-error float64 and float32
    x.matmul(x64);
    // @ts-expect-error an index and a float
    x.mul(rows);
    // @ts-expect-error a float64 where a float32 is asked for
    expectTypeOf((w: Tensor) => w).toBeCallableWith(x64);
    // @ts-expect-error no such dtype
    x.cast("float16");
    const same = () => x;
    // @ts-expect-error a predicate is boolean
    cond(x, same, same);
    // @ts-expect-error a gradient is of one float
    grad((w: Tensor) => ({ loss: w.sum() }));
  });
});

describe("transformations keep types", () => {
  const lossOf = ({ layers, scale }: Network, at: Tensor): Tensor =>
    layers
      .reduce((h, { w, b }) => h.matmul(w).add(b).relu(), at)
      .sum()
      .mul(scale.cast("float32"));

  it("of the first argument in its gradient", () => {
    expectTypeOf(grad(lossOf)(network, x)).toEqualTypeOf<Network>();
    expectTypeOf(valueAndGrad(lossOf)(network, x)).toEqualTypeOf<[Tensor, Network]>();
    expectTypeOf(hvp(lossOf)(network, network, x)).toEqualTypeOf<Network>();
    expectTypeOf(stopGradient(network)).toEqualTypeOf<Network>();
    // @ts-expect-error the second argument is missing
    grad(lossOf)(network);
    // @ts-expect-error the argument has another dtype
    grad(lossOf)(network, x64);
  });

  it("of arguments and results in vjp and jvp", () => {
    const f = ({ w, b }: Layer) => ({ sum: w.add(b), exact: w.cast("float64") });
    const [value, pullback] = vjp(f, { w: x, b: x });
    expectTypeOf(value).toEqualTypeOf<{ sum: Tensor; exact: Tensor<"float64"> }>();
    expectTypeOf(pullback(value)).toExtend<Layer>();
    expectTypeOf(jvp(f, { w: x, b: x }, { w: x, b: x })).toEqualTypeOf<[typeof value, typeof value]>();
    // @ts-expect-error a cotangent has the structure of the result
    pullback({ sum: x });
  });

  it("of a tensor by a tensor in jacobian and hessian", async () => {
    expectTypeOf(jacobian((v: Tensor) => v.square())(x)).toEqualTypeOf<Tensor>();
    expectTypeOf(hessian((v: Tensor<"float64">) => v.sum())(x64)).toEqualTypeOf<Tensor<"float64">>();
    expectTypeOf(await hessian((v: Tensor) => v.pow(3).sum())(tensor([1, 2])).data()).toEqualTypeOf<Float32Array>();
  });

  it("of a structure by a structure in jacobian and hessian", () => {
    const f = ({ w }: Layer) => ({ twice: w.mul(2), pair: [w, w] as const });
    const j = jacobian(f)({ w: x, b: x });
    expectTypeOf(j.twice).toEqualTypeOf<Layer>();
    expectTypeOf(j.pair[1].b).toEqualTypeOf<Tensor>();
    const h = hessian(lossOf)(network, x);
    expectTypeOf(h.layers[0]!.w.layers).toEqualTypeOf<readonly Layer[]>();
    expectTypeOf(h.scale.scale).toEqualTypeOf<Tensor<"float64">>();
  });

  it("of functions in vmap, compile, rematerialize and customDerivative", () => {
    const f = (at: Tensor, { w }: Layer) => [at.matmul(w), rows] as const;
    expectTypeOf(vmap(f)(x, { w: x, b: x })).toEqualTypeOf<readonly [Tensor, Tensor<"int32">]>();
    expectTypeOf(compile(f)(x, { w: x, b: x })).toEqualTypeOf<readonly [Tensor, Tensor<"int32">]>();
    expectTypeOf(rematerialize(f)).toEqualTypeOf<typeof f>();
    expectTypeOf(
      customDerivative(
        (at: Tensor) => at.round(),
        (d) => [d],
      ),
    ).toEqualTypeOf<(at: Tensor) => Tensor>();
    expectTypeOf(compile(f).toOnnx([x, { w: x, b: x }])).toEqualTypeOf<Promise<Uint8Array>>();
    // @ts-expect-error the second argument has no b
    compile(f)(x, { w: x });
    // @ts-expect-error examples of another dtype
    vmap(f)(x64, { w: x, b: x });
  });

  it("of pairs, which are no lists", () => {
    const pair = (at: Tensor) => [at, at.greater(0)];
    expectTypeOf(pair(x)).toEqualTypeOf<(Tensor | Tensor<"bool">)[]>();
    expectTypeOf(compile((at: Tensor) => [at, at.greater(0)])(x)).toEqualTypeOf<[Tensor, Tensor<"bool">]>();
    expectTypeOf(vmap((at: Tensor) => [at, at.greater(0)])(x)).toEqualTypeOf<[Tensor, Tensor<"bool">]>();
    const step = (state: Tensor, row: Tensor): [Tensor, undefined] => [state.add(row), undefined];
    expectTypeOf(scan(step, x, x)).toEqualTypeOf<[Tensor, undefined]>();
    expectTypeOf(scan((state: Tensor, row: Tensor) => [state, [row, rows]], x, x)).toEqualTypeOf<
      [Tensor, [Tensor, Tensor<"int32">]]
    >();
  });

  it("of functions that a generic function is given", () => {
    const twice = <Y>(f: (at: Tensor) => Y) => compile((at: Tensor) => [f(at), f(at)]);
    expectTypeOf(twice((at) => at.greater(0))(x)).toEqualTypeOf<[Tensor<"bool">, Tensor<"bool">]>();
    expectTypeOf(grad(<D extends DType>(at: Tensor<D>) => at.sum())(x64)).toEqualTypeOf<Tensor<"float64">>();
    expectTypeOf(compile((at: Tensor) => [at, at].map((each) => each.neg()))(x)).toEqualTypeOf<Tensor[]>();
  });

  it("of numbers that may change between calls", () => {
    const step = compile((w: Tensor, rate: Tensor | number) => w.mul(rate));
    expectTypeOf(step(x, 0.1)).toEqualTypeOf<Tensor>();
  });

  it("of states and rows in loop, scan and cond", () => {
    expectTypeOf(loop(3, network, (state) => state)).toEqualTypeOf<Network>();
    expectTypeOf(
      loop({ while: (state) => state.w.sum().greater(0) }, { w: x, b: x } as Layer, (s) => s),
    ).toEqualTypeOf<Layer>();
    loop(3, x, (w, index) => {
      expectTypeOf(index).toEqualTypeOf<Tensor<"int32">>();
      return w;
    });
    const [state, ys] = scan(
      (state: Layer, { at, row }: { at: Tensor<"float64">; row: Tensor<"int32"> }) => [
        state,
        { at, twice: row.mul(2) },
      ],
      { w: x, b: x },
      { at: x64, row: rows },
    );
    expectTypeOf(state).toEqualTypeOf<Layer>();
    expectTypeOf(ys).toEqualTypeOf<{ at: Tensor<"float64">; twice: Tensor<"int32"> }>();
    expectTypeOf(
      cond(
        flag,
        () => network,
        () => network,
      ),
    ).toEqualTypeOf<Network>();
    expectTypeOf(
      cond(
        flag,
        (w) => w.exp(),
        (w) => w.neg(),
        x64,
      ),
    ).toEqualTypeOf<Tensor<"float64">>();
    // @ts-expect-error the state changes its dtype
    loop(3, x, (w) => w.cast("float64"));
    const [single, double] = [() => x, () => x64];
    // @ts-expect-error the branches differ
    cond(flag, single, double);
  });

  it("in data, with typed arrays in place of tensors", () => {
    expectTypeOf(data(network)).resolves.toEqualTypeOf<{
      readonly layers: readonly { readonly w: Float32Array; readonly b: Float32Array }[];
      readonly scale: Float64Array;
    }>();
    expectTypeOf(data([x, labels])).resolves.toEqualTypeOf<[Float32Array, BigInt64Array]>();
    expectTypeOf(data([x, { n: 3 }])).resolves.toEqualTypeOf<[Float32Array, { n: Float32Array }]>();
    expectTypeOf(mapStructure((each) => each.neg(), network)).toEqualTypeOf<Network>();
  });
});

describe("the examples of the first screen", () => {
  it("type-check as they are written", async () => {
    const f = (w: Tensor) => w.mul(w).sub(w.mul(10)).add(25);
    expectTypeOf(await grad(f)(tensor(0)).item()).toEqualTypeOf<number>();
    const train = compile((w: Tensor) => loop(1000, w, (w) => w.sub(grad(f)(w).mul(0.1))));
    expectTypeOf(await train(tensor(0)).item()).toEqualTypeOf<number>();

    interface Params {
      w: Tensor;
      b: Tensor;
    }
    interface State {
      params: Params;
      m: Params;
    }
    const lossOf = ({ w, b }: Params, x: Tensor, y: Tensor) => x.matmul(w).add(b).sub(y).square().mean();
    const update = ({ params, m }: State, gradient: Params): State => {
      const moved = mapStructure((m, g) => m.mul(0.9).add(g), m, gradient);
      return { params: mapStructure((p, m) => p.sub(m.mul(0.1)), params, moved), m: moved };
    };
    const epoch = compile((state: State, x: Tensor, y: Tensor, batches: Tensor) =>
      scan(
        (state, rows) => {
          const [loss, gradient] = valueAndGrad(lossOf)(state.params, x.gather(rows, 0), y.gather(rows, 0));
          return [update(state, gradient), loss];
        },
        state,
        batches,
      ),
    );
    const params: Params = { w: zeros([3, 1]), b: zeros([1]) };
    const [trained, losses] = await epoch({ params, m: params }, x, x, x);
    expectTypeOf(trained).toEqualTypeOf<State>();
    expectTypeOf(losses).toEqualTypeOf<Tensor>();

    expectTypeOf(x.sum([0, 1], { keepDims: true })).toEqualTypeOf<Tensor>();
    expectTypeOf(split(key(0), 3)).toExtend<object>();
    expectTypeOf(vmap(grad((w: Tensor) => w.sum()))(x)).toEqualTypeOf<Tensor>();
    expectTypeOf(hvp((w: Tensor) => w.sum())(x, x)).toEqualTypeOf<Tensor>();
    expectTypeOf<DType>().toEqualTypeOf<"float32" | "float64" | "int32" | "int64" | "uint32" | "bool">();
  });
});
