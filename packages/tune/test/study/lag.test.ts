import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { createStudy, float, type Sampler } from "../../src/index.ts";

const folder = mkdtempSync(join(tmpdir(), "kaviar-lag-"));
afterAll(() => rmSync(folder, { recursive: true }));

const after = (milliseconds: number) => new Promise<number>((resolve) => setTimeout(resolve, milliseconds, 1));

/** A step from the best point so far: what it proposes depends on all that it sees, and in which order. */
const climber = (lag: number | undefined): Sampler => ({
  name: "climber",
  ...(lag !== undefined && { lag }),
  propose: ({ history, draw }) => {
    const best = history.finished.reduce<number | undefined>(
      (x, { params, values }) => (values && (x === undefined || values[0]! < (x - 1) ** 2) ? (params.x as number) : x),
      undefined,
    );
    const last = history.finished.at(-1)?.number ?? 0;
    const x = (best ?? 0) + (draw("x")() - 0.5) * (1 + (last % 3));
    return { params: { x: Math.min(Math.max(x, -5), 5) } };
  },
});

const run = async (concurrency: number, lag: number | undefined) => {
  const study = await createStudy({ storage: "memory", seed: 1, sampler: climber(lag) });
  await study.optimize(
    { x: float(-5, 5) },
    async ({ x }, { number }) => {
      await after(Math.random() * 4);
      if (number % 6 === 4) throw new Error("no luck");
      return (x - 1) ** 2;
    },
    { trials: 30, concurrency },
  );
  return study.history.trials.map((trial) => trial!.params);
};

describe("a sampler with a lag", () => {
  it("makes the same study for any number of trials at once up to it", async () => {
    const alone = await run(1, 4);
    expect(new Set(alone.map(({ x }) => x)).size).toBe(30);
    expect(await run(2, 4)).toEqual(alone);
    expect(await run(4, 4)).toEqual(alone);
    expect(await run(7, 4)).toEqual(alone);
  });

  it("sees the points of the last trials as running, and none of their values", async () => {
    const seen: { finished: number[]; running: number[] }[] = [];
    const sampler: Sampler = {
      name: "watcher",
      lag: 2,
      propose: ({ history, number }) => {
        seen[number] = {
          finished: history.finished.map((trial) => trial.number),
          running: [...history.running.keys()],
        };
        expect([...history.running.values()].every(({ values, params }) => values === undefined && "x" in params)).toBe(
          true,
        );
        return { params: { x: number / 10 } };
      },
    };
    const study = await createStudy({ storage: "memory", seed: 1, sampler });
    await study.optimize({ x: float(0, 1) }, ({ x }) => x, { trials: 5 });
    expect(seen[4]).toEqual({ finished: [0, 1], running: [2, 3] });
  });

  it("makes the same study for any number of processes: who asks sees the points that others are about to choose", async () => {
    const sampler: Sampler = {
      name: "neighbour",
      lag: 4,
      propose: async ({ history: { trials, finished }, number, draw }) => {
        await after(Math.random() * 10);
        const [one, two] = [trials[number - 1]?.params.x ?? 0.5, finished.at(-1)?.values?.[0] ?? 0.5];
        return { params: { x: ((one as number) + two + draw("x")()) / 3 } };
      },
    };
    const by = async (processes: number) => {
      const storage = `sqlite:${join(folder, `${processes}.db`)}`;
      const one = () => createStudy({ name: "neighbours", storage, seed: 1, sampler });
      const studies = [await one(), ...(await Promise.all(Array.from({ length: processes - 1 }, one)))];
      const measured = async ({ x }: { x: number }) => {
        await after(Math.random() * 10);
        return x;
      };
      await Promise.all(studies.map((study) => study.optimize({ x: float(0, 1) }, measured, { trials: 20 })));
      await studies[0]!.refresh();
      const points = studies[0]!.history.trials.map((trial) => trial!.params.x);
      for (const study of studies) await study.close();
      return points;
    };
    expect(await by(3)).toEqual(await by(1));
  });

  it("can be replayed", async () => {
    const study = await createStudy({ storage: "memory", seed: 1, sampler: climber(3) });
    await study.optimize({ x: float(-5, 5) }, ({ x }) => (x - 1) ** 2, { trials: 20, concurrency: 3 });
    expect((await study.replay({ concurrency: 3 })).differences).toEqual([]);
  });
});

describe("overtime", () => {
  it("ends what runs when the time is over, and queues it again", async () => {
    const study = await createStudy({ storage: "memory", seed: 1 });
    const { stopped } = await study.optimize({ x: float(0, 1) }, ({ x }) => after(x < 2 ? 60_000 : 0), {
      timeout: 100,
      overtime: 1,
      concurrency: 2,
    });
    expect(stopped).toContain("the time of 100 ms is over");
    expect(study.history.trials.map((trial) => trial!.state)).toEqual(["waiting", "waiting"]);
  });

  it("does not begin what was asked for while its time ran out", async () => {
    const began: number[] = [];
    const sampler: Sampler = {
      name: "slow",
      propose: async () => {
        await after(100);
        return { params: { x: 0.5 } };
      },
    };
    const study = await createStudy({ storage: "memory", seed: 1, sampler });
    const { stopped } = await study.optimize({ x: float(0, 1) }, (_, { number }) => began.push(number), {
      timeout: 50,
      overtime: 1,
    });
    expect(stopped).toBe("the time of 50 ms is over");
    expect(began).toEqual([]);
    expect(study.history.trials.map((trial) => trial!.state)).toEqual(["waiting"]);
  });

  it("ends what runs when the signal says so", async () => {
    const study = await createStudy({ storage: "memory", seed: 1 });
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 50);
    const { stopped } = await study.optimize({ x: float(0, 1) }, () => after(60_000), {
      signal: stop.signal,
      overtime: 1,
    });
    expect(stopped).toBe("the signal was aborted");
    expect(study.history.trials.map((trial) => trial!.state)).toEqual(["waiting"]);
  });

  it("has to be a duration", async () => {
    const study = await createStudy({ storage: "memory", seed: 1 });
    await expect(study.optimize({ x: float(0, 1) }, () => 1, { trials: 1, overtime: "soon" })).rejects.toThrow(
      'A duration must be above 0 and given as a number of milliseconds, or text such as "30s", "10m", "1.5h": got "soon".',
    );
  });
});
