import { cellsOf, styleFor } from "@kaviar/base/text";
import type { StudyEvent, TrialRecord } from "@kaviar/tune";
import { expect, it } from "vitest";
import { frame } from "../../src/tuning/frame.ts";
import { afterEvent, type Progress, timeLeft } from "../../src/tuning/progress.ts";

const none = { complete: 0, pruned: 0, failed: 0, running: 0, waiting: 0 };

const start: Progress = {
  name: "digits",
  storage: "sqlite:kaviar.db",
  directions: ["minimize"],
  objectives: undefined,
  sampler: "tpe",
  workers: 2,
  total: 40,
  timeout: undefined,
  began: 0,
  counts: none,
  ended: 0,
  best: undefined,
  front: undefined,
  running: new Map(),
  recent: [],
};

const trial = (number: number, more: Partial<TrialRecord>): TrialRecord => ({
  number,
  state: "complete",
  params: { rate: 0.001, "optimizer.adam.beta2": 0.999 },
  dimensions: [],
  attributes: {},
  constraints: {},
  attempt: 1,
  sampler: "tpe",
  startedAt: 1_000,
  finishedAt: 2_500,
  ...more,
});

const events: readonly StudyEvent[] = [
  { kind: "told", trial: trial(0, { values: [0.25] }), best: true },
  { kind: "told", trial: trial(1, { values: [0.5] }), best: false },
  { kind: "told", trial: trial(2, { state: "failed", error: "Error: 数が\nない" }), best: false },
  { kind: "told", trial: trial(3, { values: [0.75] }), best: false },
  { kind: "asked", trial: trial(4, { state: "running" }), sampler: "tpe", why: undefined },
  { kind: "reported", number: 4, step: 7, values: [0.3] },
];

const told = events.reduce((progress, event) => afterEvent(progress, event, 6_000), start);
const progress: Progress = { ...told, counts: { ...none, complete: 3, failed: 1 } };
const plain = styleFor({ isTTY: false });

it("estimates what is left by the pace of this run: 4 trials took 8 s, so 36 take 72", () => {
  expect(timeLeft(progress, 8_000)).toBe(72_000);
  expect(timeLeft({ ...progress, timeout: 20_000 }, 8_000)).toBe(12_000);
  expect(timeLeft({ ...progress, ended: 1 }, 8_000)).toBeUndefined();
});

it("shows how far it is, the best, what runs and what ended", () => {
  const lines = frame(progress, { columns: 100, rows: 30, style: plain }, 8_000);
  expect(lines[1]).toBe(`${"━".repeat(3)}${"─".repeat(27)}  4/40  10%  8.0s, about 1m 12s left`);
  expect(lines.slice(2, 5)).toEqual([
    "3 complete, 1 failed",
    "best   0.25  trial 0",
    "       rate 0.001  optimizer.adam.beta2 0.999",
  ]);
  expect(lines).toContain("▸ trial 4  tpe  2s  step 7: 0.3");
  expect(lines).toContain("    2  failed        –  1.5s  tpe      Error: 数が ない");
  expect(lines).toContain("  ★ 0  complete   0.25  1.5s  tpe      rate 0.001  optimizer.adam.beta2 0.999");
});

it.each([
  [100, 30],
  [60, 20],
  [30, 10],
  [12, 4],
  [1, 1],
])("fits a terminal of %i × %i", (columns, rows) => {
  for (const style of [plain, styleFor({ isTTY: true }, {})]) {
    const lines = frame(progress, { columns, rows, style }, 8_000);
    expect(lines.length).toBeLessThanOrEqual(Math.max(rows - 1, 1));
    for (const line of lines) expect(cellsOf(line)).toBeLessThanOrEqual(columns);
  }
});
