import { cellsOf, styleFor } from "@kaviar/base/text";
import { type AutofitEvent, boosting, type Candidate, dummy, logisticRegression, pipeline } from "@kaviar/tabular";
import { expect, it } from "vitest";
import { frame } from "../../src/fitting/frame.ts";
import { lastingLines, lineOf } from "../../src/fitting/plain-lines.ts";
import { afterEvent, type Progress, startOf, timeLeft } from "../../src/fitting/progress.ts";

const candidate = (trial: number, words: string, score: number, model = boosting()): Candidate => ({
  trial,
  words,
  pipeline: pipeline(model),
  score,
  std: 0.0123,
  scores: [score - 0.0123, score + 0.0123],
  complexity: 2,
  work: 100,
  fitSeconds: 0.1,
  thousandRowsSeconds: 0.001,
  origin: { operator: "portfolio", parents: [] },
});

const scored = (evaluated: number, of: Candidate, best: boolean): AutofitEvent => ({
  kind: "scored",
  candidate: of,
  best,
  evaluated,
});

const events: readonly AutofitEvent[] = [
  { kind: "read", rows: 5000, columns: 21, task: "classes", metric: "rocAuc", notes: ["`phone` is left out."] },
  { kind: "trying", trial: 0, words: "dummy", why: "known" },
  scored(1, { ...candidate(0, "dummy", 0.5, dummy()), std: 0 }, true),
  scored(2, candidate(1, "scale → logisticRegression(c 1)", 0.8261, logisticRegression()), true),
  { kind: "failed", trial: 2, words: "svm(c 1)", error: "too large" },
  { kind: "stopped", trial: 3, words: "kNearest(k 5)", why: "not among the better ones" },
  scored(5, candidate(4, "impute(median) → targetEncode(smooth 10) → boosting(trees 300, rate 0.05)", 0.9213), true),
  scored(6, candidate(5, "scale → logisticRegression(c 10)", 0.8271, logisticRegression()), false),
  { kind: "trying", trial: 6, words: "impute(median) → 数\nforest(trees 9)", why: "another\nvalue" },
];

const plain = styleFor({ isTTY: false });
const start = startOf({ began: 0, deadline: 60_000, total: undefined });
const told = (all: readonly AutofitEvent[], from: Progress = start) =>
  all.reduce((progress, event) => afterEvent(progress, event, 33_000), from);
const progress = told(events);

it("shows how many were evaluated, the time left, the best, and what is being tried", () => {
  expect(frame(progress, { columns: 100, rows: 30, style: plain }, 36_400)).toEqual([
    "  ⠼ evolving  6 pipelines · 1 failed · 24s left · best auc 0.921",
    `    ${"━".repeat(24)}${"─".repeat(16)}`,
    "    ★ impute → targetEncode → boosting(…)  auc 0.921 ± 0.012",
    "    ▸  3s  impute(median) → 数 forest(trees 9)  another value",
  ]);
});

it("shows what is done after the search", () => {
  const finishing = told([{ kind: "finishing", doing: "the fit to all rows" }], progress);
  expect(frame(finishing, { columns: 60, rows: 30, style: plain }, 50_000)).toEqual([
    "  ⠋ finishing: the fit to all rows",
    "    ★ impute → targetEncode → boosting(…)  auc 0.921 ± 0.012",
  ]);
});

it("keeps a line for what was decided, the majority and the first linear model", () => {
  const lines: string[] = [];
  events.reduce((before, event) => {
    const after = afterEvent(before, event, 33_000);
    lines.push(...lastingLines(before, event, after, plain));
    return after;
  }, start);
  expect(lines).toEqual([
    "  `phone` is left out.",
    "  ✓ majority                auc 0.500",
    "  ✓ logistic regression     auc 0.826 ± 0.012",
  ]);
});

it("has a line for each new best where nothing can be drawn, but for those that have one already", () => {
  const lines = events.map((event, i) => {
    const before = told(events.slice(0, i));
    return lineOf(before, event, afterEvent(before, event, 33_000), plain);
  });
  expect(lines.filter((line) => line !== undefined)).toEqual([
    "  ★ trial 4  impute → targetEncode → boosting(…)  auc 0.921 ± 0.012",
  ]);
});

it("goes on counting where an earlier run ended", () => {
  const resumed = told([events[0]!, { kind: "resumed", evaluated: 40, best: candidate(7, "boosting(trees 9)", 0.9) }]);
  expect(resumed).toMatchObject({ evaluated: 40, here: 0, best: { score: 0.9 } });
});

it("estimates what is left by the pace of this run where pipelines are counted: 6 took 36 s, so 34 take 204", () => {
  const counting = told(events, startOf({ began: 0, deadline: undefined, total: 40 }));
  expect(timeLeft(counting, 36_000)).toBe(204_000);
  expect(timeLeft({ ...counting, here: 2 }, 36_000)).toBeUndefined();
});

it.each([
  [100, 30],
  [60, 20],
  [30, 10],
  [12, 4],
  [1, 1],
])("fits a terminal of %i × %i", (columns, rows) => {
  for (const style of [plain, styleFor({ isTTY: true }, {})]) {
    const lines = frame(progress, { columns, rows, style }, 36_400);
    expect(lines.length).toBeLessThanOrEqual(Math.max(rows - 1, 1));
    for (const line of lines) expect(cellsOf(line)).toBeLessThanOrEqual(columns);
  }
});
