import { compile, data, key, normal, type Tensor, tensor, valueAndGrad } from "@kaviar/tensor";
import { describe, expect, it } from "vitest";
import { ModelError } from "../../../src/error.ts";
import { identityInitializer } from "../../../src/initializers/identity.ts";
import { zeroInitializer } from "../../../src/initializers/zero.ts";
import { sequential } from "../../../src/layers/combinators/sequential.ts";
import type { Context, Layer } from "../../../src/layers/contract/layer.ts";
import { dense } from "../../../src/layers/core/dense.ts";
import { bidirectional, gru, lstm, simpleRnn } from "../../../src/layers/recurrent/index.ts";
import type { Parameters } from "../../../src/parameters/parameters.ts";
import { layerFrom, layerToJson } from "../../../src/registry/registry.ts";
import { counted, expectNear, type Listed, readRecorded, toTensors } from "../../recorded.ts";

const layers = { simpleRnn, lstm, gru };
type Kind = keyof typeof layers;
const kinds = Object.keys(layers) as Kind[];

interface Case {
  readonly lengths: readonly number[];
  readonly x: Listed;
  readonly params: object;
  readonly outputs: Listed;
  readonly last: Listed;
  readonly gradients: object;
}
/** By record.py, PyTorch in float64. */
const recorded = readRecorded<Readonly<Record<Kind, Readonly<Record<"whole" | "short", Case>>>>>("layers/recurrent");

const at = (context: Partial<Context> = {}): Context => ({ training: false, key: key(0), path: "", ...context });
const [steps, units] = [5, 3];
const maskOf = (lengths: readonly number[], length = steps) =>
  tensor(lengths.map((n) => Array.from({ length }, (_, t) => (t < n ? 1 : 0)))).cast("bool");

describe.each(kinds)("%s", (kind) => {
  const make = layers[kind];

  it.each([
    ["whole", "training", true],
    ["whole", "prediction", false],
    ["short", "training", true],
  ] as const)("makes of %s sequences in %s what PyTorch makes, and has its gradients", async (which, _, training) => {
    const { lengths, x, params, outputs, last, gradients } = recorded[kind][which];
    const mask = which === "short" ? maskOf(lengths) : undefined;
    const there = maskOf(lengths).cast("float32").expandDims(2);
    const all = bidirectional(make(units, { sequence: true }));
    const final = bidirectional(make(units));
    const given = toTensors({ params, x }) as { params: Parameters; x: Tensor };
    const run = ({ params, x }: typeof given) => ({
      outputs: all.apply(params, {}, x, at({ mask, training })).y.mul(there),
      last: final.apply(params, {}, x, at({ mask, training })).y,
    });
    const [, gradient] = valueAndGrad((signals: typeof given) => {
      const { outputs, last } = run(signals);
      return outputs
        .mul(counted(outputs, Math.cos))
        .sum()
        .add(last.mul(counted(last, Math.sin)).sum());
    })(given);
    expectNear(await data({ ...run(given), gradient }), { outputs, last, gradient: gradients }, 1e-5);
  });

  it("gives the last valid output where a suffix is masked, to the bit what the shorter sequence gives", async () => {
    const layer = make(4, { sequence: true });
    const { params } = layer.init(key(1), [6, 2]);
    const x = normal(key(2), [2, 6, 2]);
    const mask = maskOf([4, 4], 6);
    const { long, short, last } = await data({
      long: layer.apply(params, {}, x, at({ mask, training: true })).y,
      short: layer.apply(params, {}, x.slice([], [0, 4]), at({ training: true })).y,
      last: make(4).apply(params, {}, x, at({ mask, training: true })).y,
    });
    const row = (of: Float32Array, length: number, n: number, t: number) => [
      ...of.slice((n * length + t) * 4, (n * length + t) * 4 + 4),
    ];
    for (const n of [0, 1]) {
      for (const t of [0, 1, 2, 3]) expect(row(long, 6, n, t)).toEqual(row(short, 4, n, t));
      for (const t of [4, 5]) expect(row(long, 6, n, t)).toEqual(row(short, 4, n, 3));
      expect([...last.slice(n * 4, n * 4 + 4)]).toEqual(row(short, 4, n, 3));
    }
  });

  it("predicts what it computes in training as long as nothing is left out", async () => {
    const layer = make(4, { sequence: true });
    const { params, state } = layer.init(key(1), [3, 2]);
    const x = normal(key(2), [2, 3, 2]);
    const [training, predicting] = await data(
      [true, false].map((training) => layer.apply(params, state, x, at({ training })).y),
    );
    expect([...training!].map((y, i) => Math.abs(y - predicting![i]!)).every((off) => off < 1e-6)).toBe(true);
  });

  it("draws what to leave out from its key, once for a whole sequence, and keeps all at prediction", async () => {
    const layer = make(64, { dropout: 0.5, recurrentDropout: 0.25, sequence: true });
    const { params, state } = layer.init(key(1), [3, 8]);
    const x = normal(key(2), [2, 3, 8]);
    const run = (context: Partial<Context>) => layer.apply(params, state, x, at(context)).y;
    const found = await data({
      first: run({ training: true, key: key(5) }),
      again: run({ training: true, key: key(5) }),
      other: run({ training: true, key: key(6) }),
      predicted: run({ key: key(5) }),
      bare: make(64, { sequence: true }).apply(params, {}, x, at()).y,
      shares: [state.dropout as Tensor, state.recurrentDropout as Tensor],
    });
    expect(found.first).toEqual(found.again);
    expect(found.first).not.toEqual(found.other);
    expect(found.predicted).toEqual(found.bare);
    expect(found.shares).toEqual([Float32Array.of(0.5), Float32Array.of(0.25)]);
  });

  it("is exported for any number of sequences, backwards and bidirectional too", async () => {
    const model = sequential(
      bidirectional(make(3, { sequence: true }), { merge: "sum" }),
      make(3, { reverse: true }),
      dense(2),
    );
    const { params, state } = model.init(key(1), [4, 2]);
    const predict = compile((x: Tensor) => model.apply(params, state, x, at()).y);
    const bytes = await predict.toOnnx([normal(key(2), [2, 4, 2])], { batch: true });
    const ort = await import("onnxruntime-node");
    const session = await ort.InferenceSession.create(bytes);
    const x = normal(key(3), [7, 4, 2]);
    const given = await data({ x, y: predict(x) });
    const { output } = await session.run({ input: new ort.Tensor("float32", given.x, [7, 4, 2]) });
    expect(output!.dims).toEqual([7, 2]);
    expect([...(output!.data as Float32Array)].every((y, i) => Math.abs(y - given.y[i]!) < 1e-6)).toBe(true);
  });
});

it("an LSTM's forget gate begins open: its bias is 1, the others are 0", async () => {
  const { bias } = lstm(2).init(key(0), [3, 1]).params;
  expect([...(await (bias as Tensor).data())]).toEqual([0, 0, 1, 1, 0, 0, 0, 0]);
});

it("each gate begins as a matrix of its own: orthogonal from the state, Glorot from the input, or as it is told", async () => {
  const { params } = gru(3).init(key(4), [2, 2]);
  const [input, recurrent] = [params.inputWeight as Tensor, params.recurrentWeight as Tensor];
  const told = gru(3, { initializer: zeroInitializer(), recurrentInitializer: identityInitializer() }).init(
    key(4),
    [2, 2],
  );
  const found = await data({
    products: recurrent.split(3, 1).map((gate) => gate.transpose().matmul(gate)),
    largest: input.abs().max(),
    zero: told.params.inputWeight as Tensor,
    identity: told.params.recurrentWeight as Tensor,
  });
  const identity = [1, 0, 0, 0, 1, 0, 0, 0, 1];
  for (const product of found.products) expectNear(product, { shape: [3, 3], data: identity }, 1e-6);
  // √(6/(2 + 3)): the bound for one gate.
  expect(found.largest[0]).toBeLessThan(Math.sqrt(6 / 5));
  expect([...found.zero].every((w) => w === 0)).toBe(true);
  expect([...found.identity]).toEqual([
    1, 0, 0, 1, 0, 0, 1, 0, 0, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0, 0, 1, 0, 0, 1, 0, 0, 1,
  ]);
});

it("bidirectional puts both directions together in four ways", async () => {
  const x = normal(key(2), [1, 3, 2]);
  const { params } = bidirectional(gru(2)).init(key(1), [3, 2]);
  const merged = (merge: "concatenate" | "sum" | "average" | "multiply") =>
    bidirectional(gru(2), { merge }).apply(params, {}, x, at()).y;
  const { both, sum, average, multiply } = await data({
    both: merged("concatenate"),
    sum: merged("sum"),
    average: merged("average"),
    multiply: merged("multiply"),
  });
  const [a, b, c, d] = both as unknown as [number, number, number, number];
  expectNear(
    { sum, average, multiply },
    {
      sum: { shape: [2], data: [a + c, b + d] },
      average: { shape: [2], data: [(a + c) / 2, (b + d) / 2] },
      multiply: { shape: [2], data: [a * c, b * d] },
    },
    1e-6,
  );
  expect(bidirectional(gru(2, { sequence: true })).init(key(1), [3, 2]).outputShape).toEqual([3, 4]);
  expect(bidirectional(gru(2), { merge: "sum" }).init(key(1), [3, 2]).outputShape).toEqual([2]);
});

it("comes back from a file with its options", async () => {
  const layer = bidirectional(lstm(3, { sequence: true, recurrentDropout: 0.5 }), { merge: "sum" });
  const again = layerFrom(JSON.parse(JSON.stringify(layerToJson(layer)))) as Layer;
  const { params, state } = layer.init(key(1), [4, 2]);
  const x = normal(key(2), [2, 4, 2]);
  const run = (each: Layer) => each.apply(params, state, x, at({ training: true })).y;
  const { first, second } = await data({ first: run(layer), second: run(again) });
  expect(second).toEqual(first);
});

it("refuses what cannot be, and says what can", () => {
  expect(() => lstm(0)).toThrow("`units` of lstm must be a whole number ≥ 1: got 0.");
  expect(() => gru(3, { recurrentDropout: 1 })).toThrow(ModelError);
  expect(() => lstm(3).init(key(0), [7])).toThrow(
    "lstm needs sequences [N, T, F], features at each step: got examples of shape [7].",
  );
  expect(() => bidirectional(dense(3) as never)).toThrow("`layer` of bidirectional must be a recurrent layer");
  expect(() => bidirectional(lstm(3), { merge: "max" as never })).toThrow(
    '"concatenate" or "sum" or "average" or "multiply"',
  );
});
