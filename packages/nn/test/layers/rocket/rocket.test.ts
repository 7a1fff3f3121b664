import { compile, data, key, normal, openOnnx, type Structure, type Tensor, tensor } from "@kaviar/tensor";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dense, initialized, masking, normalize, rocket, sequential } from "../../../src/index.ts";
import { applyLayer, type Context, initialize, type Layer, type State } from "../../../src/layers/contract/layer.ts";
import { type Bank, planOf } from "../../../src/layers/rocket/contract/plan.ts";
import { expectNear, readRecorded } from "../../recorded.ts";

const at = (context: Partial<Context> = {}): Context => ({ training: false, key: key(0), path: "", ...context });

/** All triples of nine places, in order. */
const triples = Array.from({ length: 9 * 9 * 9 }, (_, n) => [Math.floor(n / 81), Math.floor(n / 9) % 9, n % 9]).filter(
  ([a, b, c]) => a! < b! && b! < c!,
);

/** What a kernel answers at each place of a series, channel by channel; zeros around it, or no answer at its ends. */
const answersOf = (
  series: readonly (readonly number[])[],
  kernel: number,
  dilation: number,
  padded: boolean,
): number[] => {
  const steps = series[0]!.length;
  const half = 4 * dilation;
  const places = Array.from({ length: steps }, (_, t) => t).filter((t) => padded || (t >= half && t + half < steps));
  return places.map((t) => {
    let sum = 0;
    for (const channel of series)
      for (let k = 0; k < 9; k++)
        sum += (triples[kernel]!.includes(k) ? 2 : -1) * (channel[t + (k - 4) * dilation] ?? 0);
    return sum;
  });
};

/** The layer by loops over one series without an end that is missing; features as the layer orders them. */
const byLoops = (
  series: readonly (readonly number[])[],
  banks: readonly Bank[],
  thresholds: ArrayLike<number>,
  channels?: ArrayLike<number>,
): number[] => {
  const said: number[] = [];
  let row = 0;
  for (const { dilation, half, padded, thresholds: count } of banks)
    for (let k = half; k < 84; k += 2, row++) {
      const seen = series.filter((_, c) => !channels || channels[row * series.length + c] === 1);
      const answers = answersOf(seen, k, dilation, padded);
      for (let t = 0; t < count; t++) {
        const threshold = thresholds[said.length]!;
        said.push(answers.filter((answer) => answer > threshold).length / answers.length);
      }
    }
  return said;
};

const fitted = (layer: Layer, x: Tensor): State => {
  const { state } = initialize(layer, key(4), x.shape.slice(1));
  return applyLayer(layer, {}, state, x, at({ fitting: true })).state;
};

describe("rocket", () => {
  it("has the features of aeon's MiniRocket, for its thresholds", async () => {
    const recorded = readRecorded<
      Readonly<Record<"x" | "dilations" | "counts" | "biases", readonly number[]>> & {
        readonly features: readonly (readonly number[])[];
      }
    >("layers/rocket");
    const layer = rocket(4 * 84, { differences: false });
    const banks = planOf(40, 4 * 84);
    expect(banks.filter(({ half }) => half === 0).map(({ dilation, thresholds }) => [dilation, thresholds])).toEqual(
      recorded.dilations.map((dilation, i) => [dilation, recorded.counts[i]]),
    );
    /** Where each of ours is among theirs: kernels by turns and not in two halves. */
    let start = 0;
    const places = banks.flatMap(({ half, thresholds }, b) => {
      const own = Array.from({ length: 42 }, (_, k) => (2 * k + half) * thresholds + start);
      if (b % 2 === 1) start += 84 * thresholds;
      return own.map((first) => Array.from({ length: thresholds }, (_, t) => first + t));
    });
    const thresholds = tensor(Float32Array.from(places.flat(), (place) => recorded.biases[place]!));
    const x = tensor(Float32Array.from(recorded.x), { shape: [4, 40, 1] });
    const made = await (layer.apply({}, { thresholds }, x, at()).y.array() as Promise<number[][]>);
    for (const [row, features] of made.entries()) {
      places.flat().forEach((place, i) => expect(features[i]).toBeCloseTo(recorded.features[row]![place]!, 5));
    }
  });

  it("is what loops over kernels, places and thresholds make, of several channels and of differences", async () => {
    const x = normal(key(2), [5, 30, 3]);
    const layer = rocket(672);
    const state = fitted(layer, x);
    const made = layer.apply({}, state, x, at()).y;
    const [y, series, thresholds, channels] = await data([
      made,
      x.transpose([0, 2, 1]),
      state.thresholds as Tensor,
      state.channels as Tensor,
    ]);
    const own = Array.from({ length: 3 }, (_, c) => Array.from(series!.subarray(c * 30, (c + 1) * 30)));
    const change = own.map((channel) => channel.slice(1).map((value, t) => value - channel[t]!));
    const plans = [planOf(30, 336), planOf(29, 336)] as const;
    const sizes = plans.map((banks) => banks.reduce((sum, bank) => sum + 42 * bank.thresholds, 0));
    const wanted = [
      ...byLoops(own, plans[0], thresholds!, channels),
      ...byLoops(change, plans[1], thresholds!.subarray(sizes[0]), channels!.subarray(42 * plans[0].length * 3)),
    ];
    expect(made.shape).toEqual([5, wanted.length]);
    expectNear(y!.subarray(0, wanted.length), { shape: [wanted.length], data: wanted }, 1e-4);
  });

  it("takes thresholds from training rows: answers are above them half of the time, on average", async () => {
    const x = normal(key(7), [20, 50, 1]);
    const layer = rocket(504, { differences: false });
    const mean = (await layer.apply({}, fitted(layer, x), x, at()).y.mean().item()) as number;
    expect(mean).toBeGreaterThan(0.45);
    expect(mean).toBeLessThan(0.55);
  });

  it("lets each kernel see one channel up to nine, each in some kernels", async () => {
    const { state } = initialize(rocket(672), key(1), [20, 12]);
    const rows = (await (state.channels as Tensor).array()) as number[][];
    const counts = rows.map((row) => row.reduce((sum, n) => sum + n, 0));
    expect([Math.min(...counts), Math.max(...counts)]).toEqual([1, 9]);
    expect(rows[0]!.every((_, c) => rows.some((row) => row[c] === 1))).toBe(true);
    expect(initialize(rocket(672), key(1), [20, 1]).state.channels).toBeUndefined();
  });

  it("says the same of a series however much is missing behind its end", async () => {
    const layer = sequential(masking("missing"), normalize(), rocket(336, { span: 24 }));
    const { state } = initialize(layer, key(1), [24, 2]);
    const run = compile((x: Tensor): Structure => {
      const { y, state: next } = applyLayer(layer, {}, state, x, at({ fitting: true }));
      return { y: y as Tensor, thresholds: (next.rocket as State).thresholds as Tensor };
    });
    const padded = (rows: readonly Float32Array[], steps: number): Tensor => {
      const all = new Float32Array(rows.length * steps * 2).fill(Number.NaN);
      rows.forEach((row, i) => void all.set(row, i * steps * 2));
      return tensor(all, { shape: [rows.length, steps, 2] });
    };
    const number = fc.integer({ min: -9, max: 9 });
    const series = fc.array(fc.tuple(number, number), { minLength: 1, maxLength: 24 });
    await fc.assert(
      fc.asyncProperty(fc.array(series, { minLength: 3, maxLength: 3 }), async (given) => {
        const rows = given.map((each) => Float32Array.from(each.flat()));
        const read = (steps: number) =>
          data(run(padded(rows, steps)) as Readonly<Record<"y" | "thresholds", Tensor>>) as Promise<
            Readonly<Record<"y" | "thresholds", Float32Array>>
          >;
        const [one, other] = [await read(24), await read(31)];
        expectNear(other.thresholds, { shape: [], data: [...one.thresholds] }, 1e-4);
        expect(one.y.every(Number.isFinite)).toBe(true);
        // A threshold that is an answer itself is passed or not by the last bit: few are.
        const differ = one.y.reduce((count, value, i) => count + Number(Math.abs(value - other.y[i]!) > 1e-3), 0);
        expect(differ / one.y.length).toBeLessThan(0.02);
      }),
      { numRuns: 20 },
    );
  });

  it("takes series of a step, and refuses what is no series and too few features", () => {
    expect(initialize(rocket(336), key(0), [1, 1]).outputShape).toEqual([336]);
    expect(initialize(rocket(10_000), key(0), [300, 1]).outputShape[0]).toBeGreaterThan(9000);
    expect(() => initialize(rocket(336), key(0), [8])).toThrow(/rocket needs sequences \[N, T, F\]/);
    expect(() => rocket(100)).toThrow(/`features` of rocket must be a whole number ≥ 168/);
  });

  it("predicts the same from its ONNX file, missing steps included", async () => {
    const model = await initialized(sequential(masking("missing"), rocket(336), dense(2)), [12, 2]);
    const x = Float32Array.from({ length: 3 * 24 }, (_, i) =>
      i % 24 >= 8 * (1 + Math.floor(i / 24)) ? Number.NaN : Math.sin(i),
    );
    const said = await model.predict({ data: x, shape: [3, 12, 2] });
    const file = await openOnnx(await model.toOnnx());
    const run = await file.run({ [file.inputs[0]!.name]: tensor(x, { shape: [3, 12, 2] }) });
    const [ours, theirs] = await data([said, Object.values(run)[0] as Tensor]);
    expect(ours!.every(Number.isFinite)).toBe(true);
    expectNear(theirs, { shape: [6], data: [...ours!] }, 1e-5);
  });
});
