import {
  compile,
  data,
  grad,
  key,
  normal,
  type Structure,
  type Tensor,
  tensor,
  valueAndGrad,
  zeros,
} from "@kaviar/tensor";
import { describe, expect, it } from "vitest";
import {
  bidirectional,
  convLstm2d,
  define,
  dense,
  embedding,
  fit,
  gru,
  gruCell,
  load,
  lstm,
  lstmCell,
  ModelError,
  masking,
  type RecurrentCell,
  repeatVector,
  rnn,
  sequential,
  simpleRnn,
  simpleRnnCell,
  sparseSoftmaxCrossEntropy,
  timeDistributed,
} from "../../../src/index.ts";
import {
  type AnyLayer,
  applyLayer,
  type Context,
  initialize,
  type Shapes,
} from "../../../src/layers/contract/layer.ts";
import type { Parameters } from "../../../src/parameters/parameters.ts";
import { counted, expectNear, type Listed, readRecorded, toTensors } from "../../recorded.ts";

const at = (context: Partial<Context> = {}): Context => ({ training: false, key: key(0), path: "", ...context });

interface Case {
  readonly lengths: readonly number[];
  readonly x: Listed;
  readonly params: object;
  readonly begin: object;
  readonly outputs: Listed;
  readonly end: object;
  readonly gradients: object;
}
interface Film extends Omit<Case, "begin" | "lengths"> {
  readonly options: object;
  readonly size: readonly number[];
}
type Kind = "simpleRnn" | "lstm" | "gru";
/** By record-states.py: PyTorch and Keras, in float64. */
const recorded = readRecorded<Readonly<Record<Kind, Readonly<Record<"whole" | "short", Case>>>> & { films: Film[] }>(
  "layers/recurrent",
  "states.json",
);

const units = 3;
const options = { sequence: true, state: true } as const;
const kinds = {
  simpleRnn: { layer: simpleRnn(units, options), walked: rnn(simpleRnnCell(units), options), cell: "simpleRnnCell" },
  lstm: { layer: lstm(units, options), walked: rnn(lstmCell(units), options), cell: "lstmCell" },
  gru: { layer: gru(units, options), walked: rnn(gruCell(units), options), cell: "gruCell" },
} as const;
const maskOf = (lengths: readonly number[]) =>
  tensor(lengths.map((n) => Array.from({ length: 5 }, (_, t) => (t < n ? 1 : 0)))).cast("bool");

/** Of what a layer gives, with a weight of its own for each number. */
const numbered = ({ y, state }: { readonly y: Tensor; readonly state: Structure }): Tensor => {
  const parts = Object.values("shape" in (state as object) ? { state } : (state as object)) as Tensor[];
  const ends = parts.map((part) => part.mul(counted(part, Math.sin)).sum());
  return ends.reduce((sum, each) => sum.add(each), y.mul(counted(y, Math.cos)).sum());
};

describe.each(Object.keys(kinds) as Kind[])("%s with a state to begin with and one that it ends with", (kind) => {
  const { layer, walked, cell } = kinds[kind];
  it.each([
    ["whole", "training", true],
    ["whole", "prediction", false],
    ["short", "training", true],
    ["short", "prediction", false],
  ] as const)("makes of %s sequences in %s what PyTorch makes, with its gradients", async (which, _, training) => {
    const { lengths, x, params, begin, outputs, end, gradients } = recorded[kind][which];
    const mask = which === "short" ? maskOf(lengths) : undefined;
    const there = maskOf(lengths).cast("float32").expandDims(2);
    const given = toTensors({ params, x, begin }) as { params: Parameters; x: Tensor; begin: Tensor };
    const run = (each: AnyLayer, own: (params: Parameters) => Parameters) => {
      const f = ({ params, x, begin }: typeof given) => {
        const context = at({ training, ...(mask ? { masks: { x: mask } } : {}) });
        const ended = applyLayer(each, own(params), {}, { x, state: begin }, context).y;
        const { y, state } = ended as { readonly y: Tensor; readonly state: Structure };
        return { y: y.mul(there), state };
      };
      const gradients = grad((signals: typeof given) => numbered(f(signals)))(given);
      return { ...f(given), gradients };
    };
    const wanted = { y: outputs, state: end, gradients };
    expectNear(await data(run(layer as AnyLayer, (own) => own)), wanted, 1e-5);
    // The same weights in a cell that is walked: the same numbers.
    expectNear(await data(run(walked as AnyLayer, (own) => ({ [cell]: own }))), wanted, 1e-5);
  });
});

it.each(recorded.films.map((film, i) => [JSON.stringify(film.options), i] as const))(
  "a convolutional LSTM with %s makes of films what Keras makes, with its gradients",
  async (_, i) => {
    const { options: given, size, x, params, outputs, end, gradients } = recorded.films[i]!;
    const layer = convLstm2d(3, size, { ...given, ...options });
    expect(initialize(layer as AnyLayer, key(0), x.shape.slice(1)).outputShape).toEqual({
      y: outputs.shape.slice(1),
      state: { h: outputs.shape.slice(2), c: outputs.shape.slice(2) },
    });
    const f = (signals: { params: Parameters; x: Tensor }) => layer.apply(signals.params, {}, signals.x, at()).y;
    const signals = toTensors({ params, x }) as { params: Parameters; x: Tensor };
    const [, slopes] = valueAndGrad((each: typeof signals) => numbered(f(each)))(signals);
    expectNear(await data({ ...f(signals), gradients: slopes }), { y: outputs, state: end, gradients }, 1e-5);
    const [last] = await data([convLstm2d(3, size, given).apply(signals.params, {}, signals.x, at()).y]);
    const { h } = (await data(f(signals))).state as { readonly h: Float32Array };
    expect(last).toEqual(h);
  },
);

it("a state that is handed on makes of two halves what the whole makes", async () => {
  const layer = bidirectional(lstm(4, { state: true, sequence: true }));
  const forward = lstm(4, { state: true, sequence: true });
  const { params } = initialize(forward as AnyLayer, key(1), [6, 2]);
  const x = normal(key(2), [3, 6, 2]);
  const whole = forward.apply(params, {}, x, at()).y;
  const first = forward.apply(params, {}, x.slice(null, [0, 4]), at()).y;
  const second = forward.apply(params, {}, { x: x.slice(null, [4, 6]), state: first.state }, at()).y;
  const found = await data({ whole, second });
  expectNear(found.second.state.c, { shape: [12], data: [...found.whole.state.c] }, 1e-6);
  const both = initialize(layer as AnyLayer, key(1), [6, 2]);
  expect(both.outputShape).toEqual({
    y: [6, 8],
    state: { forward: { h: [4], c: [4] }, backward: { h: [4], c: [4] } },
  });
  const { y, state } = layer.apply(both.params, both.state, x, at()).y;
  const again = layer.apply(both.params, both.state, { x, state }, at()).y;
  const values = await data({ y, again: again.y });
  expect(values.again).not.toEqual(values.y);
});

it("any layer of { x, state } is a cell: one that counts, and one that is a graph", async () => {
  const counter: RecurrentCell<Tensor> = {
    kind: "counter",
    stateShape: () => [1],
    init: () => ({ params: {}, state: {}, outputShape: { y: [1], state: [1] } as never }),
    apply: (_, state, { x, state: sum }) => {
      const next = sum.add(x.sum(-1, { keepDims: true }));
      return { y: { y: next, state: next }, state };
    },
  };
  const x = tensor([[[1], [2], [5]]]);
  const run = (layer: AnyLayer, context: Partial<Context> = {}) =>
    applyLayer(layer, {}, {}, x, at(context)).y as Tensor;
  expect(await run(rnn(counter, { sequence: true })).array()).toEqual([[[1], [3], [8]]]);
  expect(await run(rnn(counter, { sequence: true, reverse: true })).array()).toEqual([[[8], [7], [5]]]);
  const mask = tensor([[1, 0, 1]]).cast("bool");
  expect(await run(rnn(counter, { sequence: true }), { mask }).array()).toEqual([[[1], [1], [6]]]);
  const graph = Object.assign(
    define({ in: dense(3), back: dense(3, { bias: false }) }, (layers, { x, state }: { x: Tensor; state: Tensor }) => {
      const y = layers.in(x).add(layers.back(state)).tanh();
      return { y, state: y };
    }),
    { stateShape: () => [3] },
  );
  const { params, outputShape } = initialize(rnn(graph, { sequence: true }), key(0), [4, 2]);
  expect(outputShape).toEqual([4, 3]);
  expect(Object.keys(params)).toEqual(["define"]);
});

it("a cell alone in define makes one step, and steps by hand make what rnn makes", async () => {
  const x = normal(key(3), [2, 3, 2]);
  const byHand = define({ cell: lstmCell(4) }, ({ cell }, x) => {
    let state = { h: zeros([x.shape[0]!, 4]), c: zeros([x.shape[0]!, 4]) };
    for (const t of [0, 1, 2]) ({ state } = cell({ x: x.slice(null, t), state }));
    return state.h;
  });
  const { params } = initialize(byHand, key(1), [3, 2]);
  const [a, b] = await data([
    byHand.apply(params, {}, x, at()).y,
    rnn(lstmCell(4)).apply({ lstmCell: params.cell! }, {}, x, at()).y,
  ]);
  expectNear(a, { shape: [8], data: [...b!] }, 1e-6);
});

it("timeDistributed is the layer at each step, with its state and its loss", async () => {
  const inner = sequential(dense(4), (x: Tensor) => x.relu(), dense(2));
  const layer = timeDistributed(inner);
  const { params, outputShape } = layer.init(key(0), [3, 5, 2]);
  expect(outputShape).toEqual([3, 5, 2]);
  const x = normal(key(1), [2, 3, 5, 2]);
  const own = (params as { readonly sequential: Parameters }).sequential;
  const [all, second] = await data([
    layer.apply(params, {}, x, at()).y.slice(null, 1),
    inner.apply(own, {}, x.slice(null, 1), at()).y,
  ]);
  expect(all).toEqual(second);
});

it("repeatVector is the same row at each step", async () => {
  expect(
    await repeatVector(2)
      .apply({}, {}, tensor([[1, 2]]), at())
      .y.array(),
  ).toEqual([
    [
      [1, 2],
      [1, 2],
    ],
  ]);
});

it("masking leaves out the steps that are all of a value, as if they were not there", async () => {
  const x = tensor([
    [
      [1, 2],
      [3, -1],
      [-1, -1],
    ],
    [
      [-1, -1],
      [0, 5],
      [2, 2],
    ],
  ]);
  const { y, mask } = applyLayer(masking(-1), {}, {}, x, at());
  expect(await mask!.cast("float32").array()).toEqual([
    [1, 1, 0],
    [0, 1, 1],
  ]);
  expect(await (y as Tensor).array()).toEqual([
    [
      [1, 2],
      [3, -1],
      [0, 0],
    ],
    [
      [0, 0],
      [0, 5],
      [2, 2],
    ],
  ]);
  const model = sequential(masking(-1), gru(3));
  const { params } = model.init(key(0), [3, 2]);
  const short = gru(3).apply(params.gru as Parameters, {}, x.slice([0, 1], [0, 2]), at({ training: true })).y;
  const [row, alone] = await data([model.apply(params, {}, x, at()).y.slice([0, 1]), short]);
  expectNear(row, { shape: [3], data: [...alone!] }, 1e-6);
});

/** Digits that come back in reverse order: the decoder begins with the state that the encoder ended with. */
const reversing = () =>
  define(
    {
      words: embedding(6, 12),
      encoder: lstm(48, { state: true }),
      decoder: lstm(48, { state: true, sequence: true }),
      head: dense(6),
    },
    (layers, { source, target }: { readonly source: Tensor; readonly target: Tensor }) => {
      const { state } = layers.encoder(layers.words(source));
      const { y } = layers.decoder({ x: layers.words(target), state });
      return layers.head(y);
    },
  );

it("from sequence to sequence by states: trains, saves, loads, and generates token by token", async () => {
  const [rows, steps] = [240, 4];
  const digits = (n: number, t: number) => 1 + ((n * 7 + t * t * 3 + Math.floor(n / 5) * (t + 1)) % 5);
  const source = Array.from({ length: rows }, (_, n) => Array.from({ length: steps }, (_, t) => digits(n, t)));
  const y = source.map((row) => [...row].reverse());
  const target = y.map((row) => [0, ...row.slice(0, -1)]);
  const x = { source: tensor(source, { dtype: "int32" }), target: tensor(target, { dtype: "int32" }) };
  const trained = await fit(
    reversing(),
    { x, y: tensor(y, { dtype: "int32" }) },
    { loss: sparseSoftmaxCrossEntropy, epochs: 40, batchSize: 24, seed: 1 },
  );
  const predicted = await trained.predict(x as never);
  const scores = (predicted as unknown as Tensor).argmax(-1);
  const right = await scores
    .equal(tensor(y, { dtype: "int32" }))
    .cast("float32")
    .mean()
    .item();
  expect(right).toBeGreaterThan(0.95);
  const file = await trained.toOnnx();
  const again = await load(file, { model: reversing() as AnyLayer });
  const other = (await again.predict(x as never)) as unknown as Tensor;
  expect(await other.data()).toEqual(await (predicted as unknown as Tensor).data());
}, 120_000);

it("is exported for any number of rows, state and all", async () => {
  const layers: readonly (readonly [AnyLayer, Shapes])[] = [
    [lstm(3, { state: true }) as AnyLayer, { x: [4, 2], state: { h: [3], c: [3] } }],
    [gru(3, { state: true, sequence: true }) as AnyLayer, { x: [4, 2], state: [3] }],
    [rnn(gruCell(3), { state: true }) as AnyLayer, { x: [4, 2], state: [3] }],
    [convLstm2d(2, 3, { state: true }) as AnyLayer, { x: [2, 1, 4, 4], state: { h: [2, 4, 4], c: [2, 4, 4] } }],
  ];
  const ort = await import("onnxruntime-node");
  for (const [layer, shape] of layers) {
    const { params, state } = initialize(layer, key(1), shape);
    const random = (rows: number, part: unknown, seed = 1): Structure =>
      Array.isArray(part)
        ? normal(key(seed), [rows, ...part])
        : Object.fromEntries(
            Object.entries(part as object).map(([name, each], i) => [name, random(rows, each, i + 2)]),
          );
    const predict = compile((x: Structure) => applyLayer(layer, params, state, x, at()).y as Structure);
    const bytes = await predict.toOnnx([random(2, shape)], { batch: true });
    const session = await ort.InferenceSession.create(bytes);
    const x = random(5, shape);
    const flat = (part: Structure): Tensor[] =>
      "shape" in (part as object) ? [part as Tensor] : Object.values(part as object).flatMap(flat);
    const feeds = await Promise.all(
      flat(x).map(
        async (each, i) =>
          [session.inputNames[i]!, new ort.Tensor("float32", await each.data(), [...each.shape])] as const,
      ),
    );
    const out = await session.run(Object.fromEntries(feeds));
    const mine = await data(flat(predict(x)));
    session.outputNames.forEach((name, i) => expectNear(out[name]!.data, { shape: [], data: [...mine[i]!] }, 1e-5));
  }
});

it("refuses what cannot be, and says what can", () => {
  expect(() => initialize(lstm(3) as AnyLayer, key(0), { x: [4, 2], state: { h: [3], c: [3] } })).toThrow(
    "lstm needs a sequence: got { x, state }.",
  );
  const layer = lstm(3, { state: true });
  const { params } = initialize(layer as AnyLayer, key(0), [4, 2]);
  const x = zeros([2, 4, 2]);
  expect(() => layer.apply(params, {}, { x, state: { h: zeros([2, 5]), c: zeros([2, 5]) } }, at())).toThrow(
    "lstm begins with { h, c } of [N, 3] each: got { h: [N, 5], c: [N, 5] }.",
  );
  expect(() => layer.apply(params, {}, { x, state: zeros([2, 3]) as never }, at())).toThrow(ModelError);
  expect(() => rnn(dense(3) as never)).toThrow("`cell` of rnn must be a recurrent cell");
  expect(() => convLstm2d(2, 3).init(key(0), [5, 5, 1])).toThrow("convLstm2d needs films [N, T, C, H, W]");
  expect(() => timeDistributed(dense(2)).init(key(0), [5])).toThrow("timeDistributed needs sequences [N, T, …]");
  expect(() => repeatVector(2).init(key(0), [5, 2])).toThrow("repeatVector needs rows [N, F]");
});
