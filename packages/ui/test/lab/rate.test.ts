import { describe, expect, it } from "vitest";
import { readChoices } from "../../page/lab/choices/choice.ts";
import { choices, type RateChoices } from "../../page/lab/rooms/rate/choices.ts";
import { type RateView, trainBeside } from "../../page/lab/rooms/rate/train-beside.ts";

const fresh = readChoices(choices, new URLSearchParams());

const trained = async (patch: Partial<RateChoices>): Promise<RateView> => {
  let last: (() => Promise<RateView>) | undefined;
  for await (const view of trainBeside({ ...fresh, ...patch })) last = view;
  return last!();
};

const verdicts = ({ runs }: RateView) => Object.fromEntries(runs.map(({ name, verdict }) => [name, verdict]));

describe("rates and batches side by side", () => {
  it("has rates that crawl, fit, swing and diverge, in this order", async () => {
    const view = await trained({});
    expect(verdicts(view)).toEqual({
      "0.003": "crawls",
      "0.01": "crawls",
      "0.03": "crawls",
      "0.1": "fits",
      "0.3": "swings",
      "1": "diverges",
    });
    expect(view.runs.at(-1)!.broken).toContain("finite");
    expect(view.runs.at(-1)!.findings).toContain("rate-too-high");
    expect(view.runs.at(-2)!.findings).toContain("oscillation");
  });

  it("suggests a rate by the range test that is none of those that crawl", async () => {
    const { range } = await trained({ epochs: 10 });
    expect(range!.rates[0]).toBeCloseTo(0.001, 10);
    expect(range!.suggestion).toBeGreaterThan(0.1);
    expect(range!.suggestion).toBeLessThan(1);
    // It ends where the loss has turned up.
    expect(range!.losses.at(-1)).toBeGreaterThan(1.5 * Math.min(...range!.losses));
    expect(range!.rates.at(-1)).toBeLessThan(1);
  });

  it("has Adam learn at rates ten times lower than descent's", async () => {
    const found = verdicts(await trained({ optimizer: "adam", rate: 0.01 }));
    expect([found["0.01"], found["0.03"]]).toEqual(["fits", "fits"]);
  });

  it("makes as many steps an epoch as there are batches, and more noise the smaller they are", async () => {
    const { runs, range } = await trained({ differ: "batch", rate: 0.05 });
    expect(range).toBeUndefined();
    expect(runs.map(({ name, stepsPerEpoch, steps }) => [name, stepsPerEpoch, steps])).toEqual([
      ["1", 64, 6400],
      ["4", 16, 1600],
      ["16", 4, 400],
      ["64", 1, 100],
    ]);
    const noise = runs.map(({ noise }) => noise);
    expect(noise.toSorted((a, b) => b - a)).toEqual(noise);
    expect(noise[0]).toBeGreaterThan(0.5);
    expect(noise[3]).toBeLessThan(0.05);
    expect(runs.map(({ losses }) => losses.length)).toEqual([6400, 1600, 400, 100]);
    expect(runs[0]!.last).toBeLessThan(runs[3]!.last);
  });

  it("begins all runs with the same weights", async () => {
    const { runs } = await trained({ epochs: 10 });
    expect(new Set(runs.map(({ losses }) => losses[0])).size).toBe(1);
  });
});
