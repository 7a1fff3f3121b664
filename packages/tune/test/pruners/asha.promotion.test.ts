import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { asha, createStudy, float, hyperband, int, type Pruner, random, successiveHalving } from "@kaviar/tune";
import { describe, expect, it } from "vitest";
import { boardOf } from "./board.ts";

const withCheckpoint = { checkpoint: true };

describe("asha with checkpoints (Li et al. 2020, algorithm 2, η = 2)", () => {
  const rule = asha({ minResource: 1, reductionFactor: 2 });

  it("pauses the first at a rung, and sends the better of two on", () => {
    const board = boardOf();
    board.place(0, "running", undefined, withCheckpoint);
    expect(board.report(rule, 0, 1, [0.5]).stop).toBe(true);
    board.place(0, "pruned", [0.5], withCheckpoint);
    expect(board.promote(rule)).toBeUndefined();
    board.place(1, "running", undefined, withCheckpoint);
    expect(board.report(rule, 1, 1, [0.9]).stop).toBe(true);
    board.place(1, "pruned", [0.9], withCheckpoint);
    expect(board.promote(rule)).toBe(0);
  });

  it("sends nobody on twice from one rung, and looks at the highest rung first", () => {
    const board = boardOf();
    for (let number = 0; number < 8; number++) {
      board.place(number, "running", undefined, withCheckpoint);
      board.report(rule, number, 1, [number]);
      board.place(number, "pruned", [number], withCheckpoint);
    }
    const order: number[] = [];
    for (let next = board.promote(rule); next !== undefined && order.length < 99; next = board.promote(rule)) {
      order.push(next);
      const step = Math.max(...board.curves.of(next).values.keys()) * 2;
      board.report(rule, next, step, [next]);
      board.place(next, "pruned", [next], { ...withCheckpoint });
    }
    // 4 of 8 leave the first rung, 2 of 4 the second, 1 of 2 the third.
    expect(order).toEqual([0, 1, 0, 2, 3, 1, 0]);
  });

  it("leaves alone what was stopped elsewhere, failed, is complete, diverged, or has no checkpoint", () => {
    const board = boardOf();
    const at = (number: number, value: number, state: "pruned" | "failed" | "complete", checkpoint: boolean) => {
      board.place(number, "running");
      board.report(rule, number, 1, [value]);
      board.place(number, state, undefined, { checkpoint });
    };
    at(0, 0, "failed", true);
    at(1, 1, "complete", true);
    at(2, 2, "pruned", false);
    at(3, 3, "pruned", true);
    board.report(rule, 3, 2, [3]);
    board.report(rule, 3, 3, [3]);
    for (let number = 4; number < 30; number++) at(number, Infinity, "pruned", true);
    expect(board.promote(rule)).toBeUndefined();
  });
});

it("without a checkpoint asha stops exactly where successive halving does", () => {
  const stops = (rule: Pruner) => {
    const board = boardOf();
    return Array.from({ length: 20 }, (_, number) => {
      board.place(number, "running");
      return Array.from({ length: 9 }, (_, step) => board.report(rule, number, step, [(number * 7) % 10]).stop);
    });
  };
  expect(stops(asha({ minResource: 2 }))).toEqual(stops(successiveHalving({ minResource: 2 })));
});

/** Counts how often each step of each trial is computed; a trial's state is the file in its checkpoint. */
const climb = async (pruner: Pruner, options: { trials: number; concurrency?: number; finite?: boolean }) => {
  const computed = new Map<string, number>();
  const study = await createStudy({ pruner, sampler: random(), seed: 3 });
  const attempts = new Map<number, number>();
  await study.optimize(
    { x: options.finite ? int(0, options.trials - 1) : float(0, 1) },
    async ({ x }, trial) => {
      attempts.set(trial.number, (attempts.get(trial.number) ?? 0) + 1);
      const file = `${trial.checkpoint}/state.json`;
      const state = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : { epoch: 0, sum: 0, x };
      expect(state.x).toBe(x);
      while (state.epoch < 16) {
        state.epoch++;
        state.sum += x;
        writeFileSync(file, JSON.stringify(state));
        const key = `${trial.number}:${state.epoch}`;
        computed.set(key, (computed.get(key) ?? 0) + 1);
        await trial.report(x + 1 / state.epoch, state.epoch);
        if (trial.shouldStop) break;
      }
      return state.sum / state.epoch;
    },
    { trials: options.trials, ...(options.concurrency && { concurrency: options.concurrency }) },
  );
  return { study, computed, attempts };
};

describe("a study with an objective that keeps its state in trial.checkpoint", () => {
  for (const [name, pruner] of [
    ["asha", asha({ minResource: 1, reductionFactor: 2 })],
    ["successive halving", successiveHalving({ minResource: 1, reductionFactor: 2 })],
    ["hyperband", hyperband({ minResource: 1, maxResource: 16, reductionFactor: 2 })],
  ] as const)
    for (const concurrency of [1, 4])
      it(`resumes stopped trials where they were, ${name}, ${concurrency} at once`, async () => {
        const { study, computed, attempts } = await climb(pruner, { trials: 40, concurrency });
        // No step of any trial was computed twice, though some trials ran several times.
        expect(Math.max(...computed.values())).toBe(1);
        const resumed = [...attempts.values()].filter((count) => count > 1).length;
        expect(resumed).toBeGreaterThan(2);
        expect(study.trials).toHaveLength(40);
        for (const { number, state, reports, value } of study.trials) {
          expect(["complete", "pruned"]).toContain(state);
          expect(reports.map(({ step }) => step)).toEqual(Array.from({ length: reports.length }, (_, i) => i + 1));
          if (state === "complete") expect(reports).toHaveLength(16);
          expect(value).toBeCloseTo(study.trials[number]!.params.x as number);
        }
        expect(study.trials.filter(({ state }) => state === "complete").length).toBeGreaterThan(0);
        expect(study.trials.filter(({ state }) => state === "pruned").length).toBeGreaterThan(10);
      });

  it("asha gives the most steps to the best: with η = 2, 32 trials spend a third of the full cost", async () => {
    const { study, computed } = await climb(asha({ minResource: 1, reductionFactor: 2 }), { trials: 32 });
    const byValue = [...study.trials].sort((a, b) => (a.params.x as number) - (b.params.x as number));
    expect(byValue[0]!.reports).toHaveLength(16);
    expect(computed.size).toBeLessThan((32 * 16) / 3);
  });

  it("goes on with promotions when every point of a finite space was asked", async () => {
    const { study } = await climb(asha({ minResource: 1, reductionFactor: 2 }), { trials: 16, finite: true });
    expect(study.trials).toHaveLength(16);
    expect(study.trials.find(({ params }) => params.x === 0)!.reports).toHaveLength(16);
  });

  it("promotes across a restart: what paused in one process goes on in the next, from its checkpoint", async () => {
    const folder = mkdtempSync(join(tmpdir(), "kaviar-promotion-"));
    const computed: string[] = [];
    for (const trials of [4, 12]) {
      const study = await createStudy({
        name: "paused",
        storage: `sqlite:${join(folder, "study.db")}`,
        pruner: asha({ minResource: 1, reductionFactor: 2 }),
        seed: 1,
      });
      await study.optimize(
        { x: float(0, 1) },
        async (_, trial) => {
          const file = join(trial.checkpoint, "epoch");
          let epoch = existsSync(file) ? Number(readFileSync(file, "utf8")) : 0;
          while (epoch < 8) {
            writeFileSync(file, String(++epoch));
            computed.push(`${trials} ${trial.number}:${epoch}`);
            // The earliest are the best: 2 and 3 pause among four, and go on among twelve.
            await trial.report(trial.number, epoch);
            if (trial.shouldStop) break;
          }
          return trial.number;
        },
        { trials },
      );
      await study.close();
    }
    const steps = computed.map((each) => each.split(" ")[1]);
    expect(new Set(steps).size).toBe(steps.length);
    const resumed = computed.filter((each) => /^12 [0-3]:/.test(each));
    expect(resumed).toContain("12 2:2");
    expect(resumed).toContain("12 3:2");
    expect(resumed.filter((each) => each.endsWith(":1"))).toEqual([]);
    rmSync(folder, { recursive: true });
  });
});
