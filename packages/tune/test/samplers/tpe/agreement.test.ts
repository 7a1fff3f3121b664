import { createStudy, float, quasiRandom, type Space } from "@kaviar/tune";
import { expect, test } from "vitest";
import { agreement } from "../../../src/samplers/tpe/agreement.ts";
import { createRankedTrials } from "../../../src/samplers/tpe/ranked-trials.ts";

const space = { a: float(0, 1), b: float(0, 1) } satisfies Space;
const ranked = async (height: (at: { a: number; b: number }) => number, trials: number, seed: number) => {
  const study = await createStudy({ storage: "memory", sampler: quasiRandom(), seed });
  await study.optimize(space, height, { trials });
  const { history } = study;
  const own = createRankedTrials(history.finished[0]!.dimensions, history);
  own.extend(history.finished);
  return own;
};
const tilted = ({ a, b }: { a: number; b: number }) => a + 2 * b;

test.each([
  [
    "that rises as this one, in another unit, agrees",
    ({ a, b }: { a: number; b: number }) => 1e6 * Math.exp(a + 2 * b),
    0.7,
    1,
  ],
  ["that falls where this one rises does not", ({ a, b }: { a: number; b: number }) => -a - 2 * b, 0, 0],
  ["that rises along another axis does in part", ({ a }: { a: number }) => a, 0.05, 0.65],
] as const)("a study %s", async (_, height, low, high) => {
  const says = agreement(await ranked(tilted, 20, 1), await ranked(height, 64, 2));
  expect(says).toBeGreaterThanOrEqual(low);
  expect(says).toBeLessThanOrEqual(high);
});

test("with no trial of its own yet, a study takes another one at its word", async () => {
  expect(agreement(await ranked(tilted, 1, 1), await ranked(tilted, 16, 2))).toBe(1);
});
