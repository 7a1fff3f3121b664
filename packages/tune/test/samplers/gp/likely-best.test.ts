import { keyedRandom, normal } from "@kaviar/base/random";
import { choice, createStudy, float, quasiRandom, random } from "@kaviar/tune";
import { describe, expect, it } from "vitest";

const space = { x: float(-2, 2), y: float(-2, 2) };
const bowl = ({ x, y }: { x: number; y: number }) => x * x + y * y;
const mean = (list: readonly number[]) => list.reduce((a, b) => a + b, 0) / list.length;

/** 60 trials of a bowl, spread evenly, with noise of deviation 0.7. */
const noisy = async (seed: number, direction: "minimize" | "maximize" = "minimize") => {
  const study = await createStudy({ storage: "memory", sampler: quasiRandom(), seed, deterministic: false, direction });
  const noise = keyedRandom(seed, 0, "noise");
  const sign = direction === "minimize" ? 1 : -1;
  const { best } = await study.optimize(space, (at) => sign * (bowl(at) + 0.7 * normal(noise)), { trials: 60 });
  return { study, best: best! };
};

describe("the best trial of a noisy objective", () => {
  it("is truly better than the luckiest by a third in the mean of 20 seeds", async () => {
    const found: Record<"likely" | "luckiest", number[]> = { likely: [], luckiest: [] };
    for (let seed = 0; seed < 20; seed++) {
      const { study } = await noisy(seed);
      const luckiest = study.trials.reduce((a, b) => (b.value! < a.value! ? b : a));
      found.likely.push(bowl(study.best.params as { x: number; y: number }));
      found.luckiest.push(bowl(luckiest.params as { x: number; y: number }));
    }
    expect(mean(found.likely)).toBeLessThan((2 / 3) * mean(found.luckiest));
  });

  it("is what a run comes to, and the same upside down", async () => {
    const [down, up] = [await noisy(3), await noisy(3, "maximize")];
    expect(down.best.number).toBe(down.study.best.number);
    expect(up.best.number).toBe(down.best.number);
  });

  it("is one of the point that was good four times, not the one that was lucky once in four", async () => {
    const draws = { a: [0.1, 1, 1.1, 1.2], b: [0.5, 0.52, 0.48, 0.5], c: [0.8, 0.7, 0.9, 0.8] };
    const study = await createStudy({ storage: "memory", sampler: random(), seed: 1, deterministic: false });
    for (const kind of ["a", "b", "c"] as const) for (const _ of draws[kind]) await study.enqueue({ kind });
    const left = structuredClone(draws);
    await study.optimize({ kind: choice(["a", "b", "c"]) }, ({ kind }) => left[kind].shift()!, { trials: 12 });
    expect(study.best.params).toEqual({ kind: "b" });
  });

  it("keeps its constraints", async () => {
    const study = await createStudy({ storage: "memory", sampler: quasiRandom(), seed: 1, deterministic: false });
    const noise = keyedRandom(1, 0, "noise");
    await study.optimize(
      space,
      async (at, trial) => {
        await trial.constraint("right", 0.5 - at.x);
        return bowl(at) + 0.3 * normal(noise);
      },
      { trials: 60 },
    );
    expect((study.best.params as { x: number }).x).toBeGreaterThanOrEqual(0.5);
  });
});
