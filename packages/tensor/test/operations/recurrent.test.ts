import { readFileSync } from "node:fs";
import {
  compile,
  data,
  type FloatDType,
  grad,
  gru,
  key,
  loop,
  lstm,
  normal,
  openOnnx,
  rnn,
  type Tensor,
  tensor,
  vjp,
  vmap,
  zeros,
} from "@kaviar/tensor";
import { decode } from "@kaviar/tensor/onnx/decode";
import { describe, expect, it } from "vitest";
import { expectClose, expectSame } from "../close.ts";
import { describeConformance } from "../primitives/conformance.ts";
import { recurrent } from "../primitives/fused.cases.ts";

describeConformance(recurrent);

interface Numbers {
  readonly shape: readonly number[];
  readonly numbers: readonly number[];
}

interface Layer {
  readonly kind: "LSTM" | "GRU" | "RNN";
  readonly reverse: boolean;
  readonly x: Numbers;
  readonly states: readonly Numbers[];
  readonly weights: readonly [Numbers, Numbers, Numbers, Numbers];
  readonly outputs: Numbers;
  readonly ends: readonly Numbers[];
  readonly slopes: { readonly x: Numbers; readonly h: Numbers; readonly weights: readonly Numbers[] };
}

const { layers } = JSON.parse(readFileSync(new URL("recurrent/recorded.json", import.meta.url), "utf8")) as {
  layers: Layer[];
};

type Float = Tensor<"float32">;

/** A layer on [x, states…, input, recurrent, bias, recurrent bias] as [outputs, last states…]. */
const run = ({ kind, reverse, states }: Layer, all: readonly Float[]): Float[] => {
  const [x, h, c] = all as [Float, Float, Float];
  const [input, recurrent, bias, recurrentBias] = all.slice(1 + states.length) as [Float, Float, Float, Float];
  if (kind === "GRU") {
    const { outputs, state } = gru(x, { input, recurrent, bias, recurrentBias }, { reverse, state: h });
    return [outputs, state];
  }
  const weights = { input, recurrent, bias: bias.add(recurrentBias) };
  if (kind === "RNN") {
    const { outputs, state } = rnn(x, weights, { reverse, state: h });
    return [outputs, state];
  }
  const { outputs, state } = lstm(x, weights, { reverse, state: { h, c } });
  return [outputs, state.h, state.c];
};

const operandsOf = (layer: Layer, dtype: FloatDType): Float[] =>
  [layer.x, ...layer.states, ...layer.weights].map(
    ({ shape, numbers }) => tensor([...numbers], { shape, dtype }) as Float,
  );

const weigh = (results: readonly Float[]): Float =>
  results
    .map((y) =>
      y
        .mul(
          tensor(
            Array.from({ length: y.size }, (_, i) => Math.cos(i)),
            { shape: y.shape, dtype: y.dtype },
          ),
        )
        .sum(),
    )
    .reduce((a, b) => a.add(b));

describe("recurrent layers compute what PyTorch's do", () => {
  it.each(
    layers.flatMap((layer) =>
      (["float32", "float64"] as const).map((dtype) => ({
        layer,
        dtype,
        name: `${layer.kind}, reverse: ${layer.reverse}`,
      })),
    ),
  )("$name, in $dtype", async ({ layer, dtype }) => {
    const tolerance = dtype === "float32" ? 1e-5 : 1e-12;
    const operands = operandsOf(layer, dtype);
    const results = await data(compile((...all: Float[]) => run(layer, all))(...operands));
    [layer.outputs, ...layer.ends].forEach(({ numbers }, i) => {
      expectClose(results[i]!, numbers, tolerance);
    });
    const slopes = await data(grad((all: Float[]) => weigh(run(layer, all)))(operands));
    expectClose(slopes[0]!, layer.slopes.x.numbers, tolerance);
    expectClose(slopes[1]!, layer.slopes.h.numbers, tolerance);
    layer.slopes.weights.forEach(({ numbers }, i) => {
      expectClose(slopes[1 + layer.states.length + i]!, numbers, tolerance);
    });
  });
});

describe("recurrent layers as operators of the runtime", () => {
  const [x, input, recurrent, bias] = [
    normal(key(1), [3, 5, 2]),
    normal(key(2), [2, 16]),
    normal(key(3), [4, 16]),
    normal(key(4), [16]),
  ];
  const weights = { input, recurrent, bias };
  const f = (x: Tensor) => lstm(x, weights).outputs;
  const operators = async (f: (x: Tensor) => unknown, args: Tensor = x) =>
    decode(await compile(f as (x: Tensor) => Tensor).toOnnx([args])).graph.nodes.map(({ op }) => op);

  it("are one operator where no derivative is asked for", async () => {
    const ops = await operators(f);
    expect(ops.filter((op) => op === "LSTM")).toHaveLength(1);
    expect(ops).not.toContain("Scan");
    expect(
      await operators(
        (x) => gru(x, { input: input.slice(null, [0, 12]), recurrent: recurrent.slice(null, [0, 12]) }).state,
      ),
    ).toContain("GRU");
    const deep = await operators(
      (x) => lstm(lstm(x, weights).outputs.slice(null, null, [0, 2]), weights, { reverse: true }).state.h,
    );
    expect(deep.filter((op) => op === "LSTM")).toHaveLength(2);
    expect(deep).not.toContain("Scan");
  });

  it("are composed where a derivative computes their steps anyway, and then once", async () => {
    const both = (x: Tensor) => {
      const [y, pullback] = vjp(f, x);
      return [y, pullback(y)];
    };
    const ops = await operators(both);
    expect(ops).not.toContain("LSTM");
    expect(ops.filter((op) => op === "Scan")).toHaveLength(2);
  });

  it("have the composed values in float64, under vmap and inside of a loop", async () => {
    const wide = { input: input.cast("float64"), recurrent: recurrent.cast("float64"), bias: bias.cast("float64") };
    const exact = lstm(x.cast("float64"), wide).outputs;
    await expectSame(f(x), exact.cast("float32") as Tensor, 1e-5);
    const stacks = x.expandDims(1);
    await expectSame(vmap((x: Tensor) => f(x))(stacks).squeeze(1), f(x), 1e-5);
    const twice = (x: Tensor) => loop(2, x, (x) => f(x).slice(null, null, [0, 2]));
    await expectSame(compile(twice)(x), f(f(x).slice(null, null, [0, 2])).slice(null, null, [0, 2]), 1e-5);
  });

  it("keep named parameters as they are, for any batch", async () => {
    const bytes = await compile(f).toOnnx([x], {
      batch: true,
      names: new Map([
        [input, "lstm.input"],
        [recurrent, "lstm.recurrent"],
        [bias, "lstm.bias"],
      ]),
    });
    const file = await openOnnx(bytes);
    expect(await file.initializers.get("lstm.recurrent")!.data()).toEqual(await recurrent.data());
    const one = x.slice([0, 1]);
    const { output } = await file.run({ input: one });
    await expectSame(output as Tensor, f(one), 1e-5);
    await file.release();
  });

  it("keep NaN, from the step on that it comes in with", async () => {
    const at = (n: number, t: number) => (i: number) =>
      Math.floor(i / 10) === n && Math.floor((i % 10) / 2) === t ? NaN : 0.5;
    const spoiled = tensor(
      Array.from({ length: 30 }, (_, i) => at(1, 2)(i)),
      { shape: [3, 5, 2] },
    );
    const whereNaN = async (y: Tensor) => Array.from(await y.isNaN().any(-1).cast("int32").data());
    const forward = [0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 0, 0, 0, 0, 0];
    const backward = [0, 0, 0, 0, 0, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0];
    for (const reverse of [false, true]) {
      for (const { outputs, state } of [
        gru(spoiled, { input: input.slice(null, [0, 12]), recurrent: recurrent.slice(null, [0, 12]) }, { reverse }),
        rnn(spoiled, { input: input.slice(null, [0, 4]), recurrent: recurrent.slice(null, [0, 4]) }, { reverse }),
        (({ outputs, state }) => ({ outputs, state: state.c }))(lstm(spoiled, weights, { reverse })),
      ]) {
        expect(await whereNaN(outputs)).toEqual(reverse ? backward : forward);
        expect(await whereNaN(state)).toEqual([0, 1, 0]);
      }
    }
    const diverged = lstm(x, { ...weights, bias: bias.mul(NaN) });
    expect(await whereNaN(diverged.outputs)).toEqual(forward.map(() => 1));
    const start = {
      h: zeros([3, 4]),
      c: tensor([0, NaN, 0])
        .reshape([3, 1])
        .add(zeros([3, 4])),
    };
    expect(await whereNaN(lstm(x, weights, { state: start }).state.h)).toEqual([0, 1, 0]);
  });

  it("with relu keep the NaN that comes of states that overflow", async () => {
    const weights = {
      input: zeros([1, 2]),
      recurrent: tensor([
        [2, -1e-10],
        [1, 2],
      ]),
    };
    const { outputs } = rnn(zeros([1, 2, 1]), weights, { activation: "relu", state: tensor([[3e38, 3e38]]) });
    expect(await outputs.array()).toEqual([
      [
        [Infinity, Infinity],
        [Infinity, Number.NaN],
      ],
    ]);
  });

  it("say what does not fit", () => {
    expect(() => lstm(x, { input, recurrent: zeros([3, 16]) })).toThrow(
      /^lstm needs input as float \[F, 4H\]: got float32 \[2, 16\]\./,
    );
    expect(() => lstm(x.slice(null, [0, 0]), weights)).toThrow("lstm needs at least one step: got [3, 0, 2].");
    expect(() => gru(x, { input, recurrent })).toThrow(/^gru needs input as float \[F, 3H\]/);
  });
});
