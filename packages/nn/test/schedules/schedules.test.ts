import { data, type Tensor, tensor } from "@kaviar/tensor";
import { describe, expect, it } from "vitest";
import {
  byEpoch,
  constant,
  cosine,
  cosineRestarts,
  cyclic,
  exponentialDecay,
  inverseTime,
  linearSchedule,
  noam,
  oneCycle,
  piecewise,
  polynomial,
  type Schedule,
  sequenceOf,
  stepDecay,
  warmup,
} from "../../src/schedules/index.ts";
import { readRecorded } from "../recorded.ts";

const recorded = readRecorded<Readonly<Record<string, readonly number[]>>>("schedules");

/** All steps of a run of 100 at once: a schedule is made of elementwise operations. */
const steps = tensor(Float32Array.from({ length: 100 }, (_, i) => i));
const at = { step: steps as Tensor, steps: tensor(100), stepsPerEpoch: tensor(7) };

const schedules: Readonly<Record<string, readonly [name: string, schedule: Schedule]>> = {
  "step decay as PyTorch": ["stepDecay", stepDecay({ rate: 0.1, factor: 0.1, every: 30 })],
  "exponential decay as Keras": ["exponentialDecay", exponentialDecay({ rate: 0.1, factor: 0.9, every: 10 })],
  "inverse time as Keras": ["inverseTime", inverseTime({ rate: 0.1, speed: 0.5, every: 20 })],
  "polynomial as Keras": ["polynomial", polynomial({ rate: 0.1, floor: 0.001, power: 2 })],
  "polynomial over 40 steps as Keras": [
    "polynomial of 40",
    polynomial({ rate: 0.1, floor: 0.001, power: 0.5, steps: 40 }),
  ],
  "linear as optax": ["linearSchedule", linearSchedule({ from: 0.1, to: 0.001, steps: 60 })],
  "cosine after a warm-up as optax's cosine": ["cosine", cosine({ peak: 0.3, warmup: 10, floor: 0.01 })],
  "cosine as PyTorch": ["cosine without", cosine({ peak: 0.3 })],
  "restarts, each twice as long, as PyTorch": [
    "cosineRestarts",
    cosineRestarts({ peak: 0.1, floor: 0.01, first: 10, growth: 2 }),
  ],
  "restarts, each three times as long, as PyTorch": [
    "cosineRestarts by 3",
    cosineRestarts({ peak: 0.1, first: 7, growth: 3 }),
  ],
  "restarts of equal length as PyTorch": ["cosineRestarts alike", cosineRestarts({ peak: 0.1, first: 15 })],
  "warm-up by its formula": ["warmup", warmup(exponentialDecay({ rate: 0.1, factor: 0.9, every: 10 }), 20)],
  "one cycle as PyTorch": ["oneCycle", oneCycle({ peak: 0.1 })],
  "cyclic as PyTorch's triangular": ["cyclic", cyclic({ floor: 0.01, peak: 0.1, up: 7, down: 13 })],
  "cyclic as PyTorch's triangular2": ["cyclic halved", cyclic({ floor: 0.01, peak: 0.1, up: 8, cycleFactor: 0.5 })],
  "cyclic as PyTorch's exp_range": ["cyclic fading", cyclic({ floor: 0.01, peak: 0.1, up: 9, stepFactor: 0.98 })],
  "piecewise as Keras, whose boundaries are the last steps": [
    "piecewise",
    piecewise({ rates: [0.1, 0.03, 0.001], boundaries: [20, 70] }),
  ],
  "Noam by the paper": ["noam", noam({ width: 512, warmup: 25 })],
  "a sequence as optax": [
    "sequenceOf",
    sequenceOf(
      [
        [linearSchedule({ from: 0, to: 0.2 }), 10],
        [0.2, 30],
      ],
      cosine({ peak: 0.2 }),
    ),
  ],
  "step decay by epochs of 7 steps": ["byEpoch", byEpoch(stepDecay({ rate: 0.1, factor: 0.5, every: 3 }))],
};

describe("rates at 100 steps, within 1e-6 of the highest", () => {
  it("all of them", async () => {
    const found = await data(Object.fromEntries(Object.entries(schedules).map(([title, [, s]]) => [title, s(at)])));
    const off = Object.entries(schedules).map(([title, [name]]) => {
      const [rates, expected] = [found[title]!, recorded[name]!];
      return [
        title,
        Math.max(...expected.map((rate, t) => Math.abs(rates[t]! - rate))) / Math.max(...expected),
      ] as const;
    });
    expect(off.filter(([, distance]) => !(distance < 1e-6))).toEqual([]);
  });
});

describe("a schedule", () => {
  it("is as good with numbers given as with its own", async () => {
    const own = cosine({ peak: 0.1, warmup: 5, floor: 0.01 });
    const given = cosine({ peak: 1, warmup: 50 })(at, { peak: tensor(0.1), warmup: tensor(5), floor: tensor(0.01) });
    const [first, second] = await data([own(at), given]);
    expect(second).toEqual(first);
  });

  it("restarts at whole steps far into a run: 10·(2^15 − 1) = 327670 begins a cycle", async () => {
    const schedule = cosineRestarts({ peak: 1, first: 10, growth: 2 });
    const far = { ...at, step: tensor([327_669, 327_670, 327_671]), steps: tensor(1e6) };
    const [before, begin, after] = await schedule(far).data();
    expect(before).toBeLessThan(1e-8);
    expect(begin).toBe(1);
    expect(after).toBeGreaterThan(0.9999);
  });

  it("says what is wrong with its options", () => {
    expect(() => constant(Number.NaN)).toThrow("`rate` of constant must be at least 0: got NaN.");
    expect(() => stepDecay({ rate: 0.1, every: 0 })).toThrow("`every` of stepDecay must be greater than 0: got 0.");
    expect(() => piecewise({ rates: [1], boundaries: [5] })).toThrow("one rate more: got 1 rates and [5]");
    expect(() => cosineRestarts({ peak: 1, first: 5, growth: 0.5 })).toThrow("must be at least 1: got 0.5");
  });
});
