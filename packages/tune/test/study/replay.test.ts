import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createStudy, float, int, keyedRandom, type Sampler, tpe } from "../../src/index.ts";
import { unseenAttribute } from "../../src/trial/attributes.ts";

/** Ends trials in an order of chance, another one each time. */
const after = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

const space = { x: float(-5, 5), n: int(1, 8) };

describe("a replay", () => {
  it("asks every trial of a study with four at once again, and gets the same points", async () => {
    const study = await createStudy({ storage: "memory", seed: 3, sampler: tpe() });
    await study.optimize(
      space,
      async ({ x, n }, { number }) => {
        await after(Math.random() * 6);
        if (number % 7 === 3) throw new Error("no luck");
        return x * x + n;
      },
      { trials: 50, concurrency: 4 },
    );
    expect(await study.replay({ concurrency: 4 })).toEqual({ asked: 50, skipped: 0, differences: [] });
  });

  it("does so for a define-by-run study whose space was learned on the way, and skips what was enqueued", async () => {
    const study = await createStudy({ storage: "memory", seed: 3, sampler: tpe() });
    await study.enqueue({ kind: "b", y: 1 });
    await study.optimize(
      null,
      async (trial) => {
        const value = trial.choice("kind", ["a", "b"]) === "a" ? trial.float("x", 0, 1) : trial.float("y", 0, 2);
        await after(Math.random() * 6);
        return value;
      },
      { trials: 40, concurrency: 3 },
    );
    expect(await study.replay({ concurrency: 3 })).toEqual({ asked: 39, skipped: 1, differences: [] });
  });

  it("does so for a study that three handles on one file have run together", async () => {
    const folder = mkdtempSync(join(tmpdir(), "kaviar-replay-"));
    const open = () => createStudy({ name: "shared", storage: `sqlite:${folder}/shared.db`, sampler: tpe(), seed: 5 });
    const studies = [await open(), await open(), await open()];
    const objective = async ({ x, n }: { x: number; n: number }) => {
      await after(Math.random() * 5);
      return x * x + n;
    };
    await Promise.all(studies.map((study) => study.optimize(space, objective, { trials: 90 })));
    await studies[0]!.refresh();
    expect(await studies[0]!.replay()).toEqual({ asked: 90, skipped: 0, differences: [] });
    // Without what trials say they had not seen, the order of the file alone would not be enough.
    expect(studies[0]!.history.trials.some((trial) => unseenAttribute in trial!.attributes)).toBe(true);
    for (const study of studies) await study.close();
    rmSync(folder, { recursive: true });
  });

  it("skips a point that was enqueued in part, whatever its reason says", async () => {
    const prose = (why: string) => ({ ...tpe(), propose: () => ({ params: { x: 1, n: 1 }, why }) });
    const study = await createStudy({ storage: "memory", seed: 3, sampler: prose("fills in for the sampler") });
    await study.enqueue({ x: 2 });
    await study.optimize(space, ({ x }) => x, { trials: 3 });
    expect(study.trials.map(({ origin }) => origin)).toEqual(["enqueued-part", "sampler", "sampler"]);
    expect(await study.replay()).toEqual({ asked: 2, skipped: 1, differences: [] });
  });

  it("finds the trials of a sampler that is not a function of what it is asked", async () => {
    let calls = 0;
    const moody: Sampler = {
      name: "moody",
      propose: ({ number }) => ({ params: { x: keyedRandom(++calls, number, "x")() * 4, n: 1 } }),
    };
    const study = await createStudy({ storage: "memory", seed: 3, sampler: moody });
    await study.optimize(space, ({ x }) => x, { trials: 5 });
    const { differences } = await study.replay();
    expect(differences.map(({ number }) => number)).toEqual([0, 1, 2, 3, 4]);
    expect(differences[2]!.recorded).toEqual(study.trials[2]!.params);
  });
});
