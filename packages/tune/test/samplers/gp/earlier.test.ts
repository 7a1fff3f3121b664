import { keyedRandom } from "@kaviar/base/random";
import { createStudy, float, gp, type Study } from "@kaviar/tune";
import { describe, expect, it } from "vitest";
import { earlierStudies } from "../../../src/samplers/gp/earlier.ts";
import { encode } from "../../../src/samplers/gp/encode.ts";
import { type Belief, posterior } from "../../../src/samplers/gp/posterior.ts";
import { priorOf } from "../../../src/samplers/gp/prior.ts";

const space = { a: float(-5, 10), b: float(0, 15) };
const lowest = 0.39788735772973816;
const branin = ({ a, b }: { a: number; b: number }) =>
  (b - (5.1 / (4 * Math.PI ** 2)) * a ** 2 + (5 / Math.PI) * a - 6) ** 2 + 10 * (1 - 1 / (8 * Math.PI)) * Math.cos(a) + 10; // biome-ignore format: a formula

type Height = (at: { a: number; b: number }) => number;

/** Branin moved by up to a tenth of each axis, in a unit of its own. */
const moved = (seed: number, number: number): Height => {
  const random = keyedRandom(seed, number, "moved");
  const [right, up, unit] = [3 * random() - 1.5, 3 * random() - 1.5, Math.exp(2 * random() - 1)];
  return ({ a, b }) => unit * (branin({ a: a + right, b: b + up }) - lowest) + 10 * number;
};
const bowl = (seed: number, number: number): Height => {
  const random = keyedRandom(seed, number, "bowl");
  const [left, down] = [random(), random()];
  return ({ a, b }) => (a / 15 + 1 / 3 - left) ** 2 + (b / 15 - down) ** 2;
};

const studied = async (f: Height, seed: number, trials: number, warmStart: readonly Study[] = []): Promise<Study> => {
  const study = await createStudy({ storage: "memory", sampler: gp(), seed, warmStart });
  await study.optimize(space, f, { trials });
  return study;
};
const middle = (list: readonly number[]): number => [...list].sort((a, b) => a - b)[list.length >> 1]!;

/** What five studies of a moved Branin are left with after 20 trials, each after so many studies of so many trials. */
const left = async (
  kind: (seed: number, number: number) => Height,
  studies: number,
  trials: number,
): Promise<readonly number[]> => {
  const found: number[] = [];
  for (let seed = 0; seed < 5; seed++) {
    const earlier: Study[] = [];
    for (let number = 1; number <= studies; number++)
      earlier.push(await studied(kind(seed, number), 10 * seed + number, trials));
    found.push((await studied(moved(seed, 0), seed, 20, earlier)).best.value!);
  }
  return found;
};

describe("a study after others", { timeout: 120_000 }, () => {
  it("of its kind is within 0.02 of the minimum in 20 trials, in the median of 5 seeds; without them it is not within 0.02", async () => {
    const alone: number[] = [];
    for (let seed = 0; seed < 5; seed++) alone.push((await studied(moved(seed, 0), seed, 20)).best.value!);
    expect(middle(await left(moved, 3, 20))).toBeLessThan(0.02);
    expect(middle(alone)).toBeGreaterThan(0.02);
  });

  it("says by what its points were chosen", async () => {
    const earlier = [await studied(moved(1, 1), 1, 12)];
    const why = (await studied(moved(1, 0), 1, 12, earlier)).trials.map((trial) => trial.why ?? "");
    expect(why.slice(0, 3)).toEqual(["", "", ""]);
    expect(why.slice(3).some((text) => text.endsWith(", by what earlier studies say too"))).toBe(true);
    expect((await studied(moved(1, 0), 1, 12)).trials.some(({ why }) => why?.includes("earlier"))).toBe(false);
  });

  it("that have nothing to do with it is within 0.05 too: it does not believe them", async () => {
    expect(middle(await left(bowl, 5, 25))).toBeLessThan(0.05);
  });
});

it("mean and variance change along each axis as finite differences say, where earlier studies are heard", async () => {
  const prior: Study["history"][] = [];
  for (let number = 1; number <= 3; number++) prior.push((await studied(moved(1, number), number, 12)).history);
  const { dimensions } = prior[0]!.finished[0]!;
  const encoding = encode(dimensions);
  const [earlier] = earlierStudies()({ prior, history: prior[0]! } as never, encoding);
  const rows = [0.1, 0.35, 0.6, 0.9].map((a) => Float64Array.from([a, (7 * a) % 1]));
  const theta = priorOf(2, { parabola: true, earlier: true, noisy: false, slopes: false }).mean;
  const model = posterior(rows, encoding.categorical, Float64Array.from([1, -0.5, 0.3, 2]), theta, earlier)!;
  const [belief, meanSlope, varianceSlope] = [{ mean: 0, variance: 0 }, new Float64Array(2), new Float64Array(2)];
  const at = (row: Float64Array): Belief => {
    const there = { mean: 0, variance: 0 };
    model.at(row, there);
    return there;
  };
  const row = Float64Array.from([0.42, 0.57]);
  model.at(row, belief, meanSlope, varianceSlope);
  for (const axis of [0, 1]) {
    const step = (size: number) => at(row.map((each, i) => (i === axis ? each + size : each)));
    expect((step(1e-5).mean - step(-1e-5).mean) / 2e-5).toBeCloseTo(meanSlope[axis]!, 4);
    expect((step(1e-5).variance - step(-1e-5).variance) / 2e-5).toBeCloseTo(varianceSlope[axis]!, 4);
  }
});
