import { describe, expect, it } from "vitest";
import { boardOrder } from "../../../../../page/dashboard/study/pipelines/board-order.ts";
import { budgetOf, stateOf } from "../../../../../page/dashboard/study/pipelines/budget.ts";
import { contendersOf } from "../../../../../page/dashboard/study/pipelines/contenders.ts";
import { descentLayout } from "../../../../../page/dashboard/study/pipelines/descent-layout.ts";
import { familiesOf } from "../../../../../page/dashboard/study/pipelines/family-shares.ts";
import { reasonsOf } from "../../../../../page/dashboard/study/pipelines/grouped-reasons.ts";
import { childrenOf, lineOf } from "../../../../../page/dashboard/study/pipelines/line-of-descent.ts";
import { originText } from "../../../../../page/dashboard/study/pipelines/origins.ts";
import { bestFirst, type Pipeline, pipelinesOf } from "../../../../../page/dashboard/study/pipelines/pipeline.ts";
import { nearestScored, progressData } from "../../../../../page/dashboard/study/pipelines/progress-data.ts";
import { scoredBy, stepsOf } from "../../../../../page/dashboard/study/pipelines/steps.ts";
import { shortWords, spreadText } from "../../../../../page/dashboard/study/pipelines/words.ts";
import type { StudySummary } from "../../../../../src/reading/study-summary.ts";
import type { SearchFacts } from "../../../../../src/searches/search-facts.ts";
import { tableOf } from "../../../../table-of.ts";

/** A pipeline that was scored with this, in a second that is its number. */
const scored = (number: number, score: number, more: Partial<Pipeline> = {}): Pipeline => ({
  number,
  score,
  standing: "complete",
  parts: 2,
  work: 10,
  family: "boosting",
  words: `encode(oneHot) → boosting(trees ${100 + number})`,
  parents: [],
  startedAt: 1_000 * number,
  finishedAt: 1_000 * number + 500,
  ...more,
});
const ended = (number: number, standing: "pruned" | "failed", reason: string): Pipeline =>
  scored(number, Number.NaN, { standing, reason });
const numbers = (pipelines: readonly Pipeline[]) => pipelines.map(({ number }) => number);
const byNumber = (pipelines: readonly Pipeline[]) => new Map(pipelines.map((each) => [each.number, each]));

describe("pipelines", () => {
  it("are those of the table that are known, and shown", () => {
    const table = tableOf([{ values: [0.5, 1, 3] }, { state: "failed" }, { values: [0.7, 2, 4] }], { objectives: 3 });
    table.standing[1] = Number.NaN;
    const found = pipelinesOf(
      [
        { number: 0, parents: [] },
        { number: 1, parents: [] },
      ],
      table,
    );
    expect(found).toMatchObject([{ number: 0, standing: "complete", score: 0.5, parts: 1, work: 3 }]);
  });

  it("stand by score, of equal ones the simplest first, then the first", () => {
    const all = [scored(0, 0.5), scored(1, 0.7), ended(2, "pruned", ""), scored(3, 0.7, { parts: 1 }), scored(4, 0.7)];
    expect(numbers(bestFirst(all, "maximize"))).toEqual([3, 1, 4, 0]);
    expect(numbers(bestFirst(all, "minimize"))).toEqual([0, 3, 1, 4]);
  });

  it("are sorted by any column, what is not there last", () => {
    const all = [scored(3, 0.9, { fitSeconds: 2 }), scored(1, 0.8), scored(2, 0.7, { fitSeconds: 1, family: "svm" })];
    const by = (sort: string, up: boolean) => numbers(boardOrder(all, sort, up));
    expect(by("rank", true)).toEqual([3, 1, 2]);
    expect(by("rank", false)).toEqual([2, 1, 3]);
    expect(by("fit", true)).toEqual([2, 3, 1]);
    expect(by("fit", false)).toEqual([3, 2, 1]);
    expect(by("family", false)).toEqual([2, 3, 1]);
    expect(by("toString", true)).toEqual([3, 1, 2]);
  });

  it("are said in words", () => {
    expect(shortWords(scored(1, 1))).toBe("encode → boosting");
    expect(shortWords({ family: "svm" })).toBe("svm");
    expect(spreadText(0.976_244, 0.012_34)).toBe("0.9762 ± 0.012");
    expect(spreadText(0.5, 1e-17)).toBe("0.5");
    expect(originText({ operator: "stack", parents: [3, 11, 6] })).toBe("a stack of 3, 11 and 6");
    expect(originText({ operator: "cross", parents: [4, 11] })).toBe("crossed from 4 and 11");
    expect(originText({ operator: "graft", parents: [4] })).toBe("graft of 4");
    expect(originText({ operator: "warm start", parents: [] })).toContain("did well in another search");
    expect(originText({ parents: [] })).toBe("not kept");
  });
});

describe("how the best came", () => {
  // The third ends before the second; then nothing is tried for a day.
  const day = 86_400_000;
  const all = [
    scored(0, 0.5),
    scored(1, 0.8, { finishedAt: 5_000 }),
    scored(2, 0.7),
    ended(3, "pruned", ""),
    scored(4, 0.9, { startedAt: day, finishedAt: day + 1_000 }),
  ];

  it("is told by evaluations", () => {
    expect(stepsOf(scoredBy(all, "trials"), "maximize").map(({ at }) => at)).toEqual([0, 1, 4]);
    expect(stepsOf(scoredBy(all, "trials"), "minimize").map(({ at }) => at)).toEqual([0]);
  });

  it("is told by the time in which something was tried", () => {
    const steps = stepsOf(scoredBy(all, "time"), "maximize");
    expect(steps.map(({ pipeline, at }) => [pipeline.number, at])).toEqual([
      [0, 500],
      [2, 2_500],
      [1, 5_000],
      [4, 6_000],
    ]);
  });

  it("shows those that are not far behind, and finds the pipeline at the pointer", () => {
    const many = [scored(0, 0.1), ...Array.from({ length: 12 }, (_, at) => scored(at + 1, 0.9 + 0.001 * at))];
    const fenced = () => ({ min: 0.9, outside: 1 });
    const data = progressData(many, { by: "trials", direction: "maximize", label: "auc", fenced });
    expect(data.outside).toBe(1);
    expect(data.y.low).toBeGreaterThan(0.8);
    const [x, y] = [(12 - data.x.low) / (data.x.high - data.x.low), (0.911 - data.y.low) / (data.y.high - data.y.low)];
    const at = { left: 400 * x, top: 300 * (1 - y), width: 400, height: 300 };
    expect(nearestScored(at, data)?.trial).toBe(12);
    expect(nearestScored({ ...at, left: 10, top: 10 }, data)).toBeUndefined();
  });
});

describe("lineage", () => {
  const all = [
    scored(1, 0.6),
    scored(2, 0.7),
    scored(4, 0.8, { parents: [1, 2], operator: "cross" }),
    scored(5, 0.65, { parents: [2] }),
    scored(6, 0.9, { parents: [4, 2], operator: "stack" }),
    ended(7, "pruned", ""),
    scored(8, 0.7, { parents: [4, 99] }),
  ];

  it("is a pipeline with those that it comes from, and what each has gained on the best of its parents", () => {
    const line = lineOf(6, byNumber(all), "maximize");
    expect(line.map(({ pipeline, generation, parents }) => [pipeline.number, generation, parents])).toEqual([
      [1, 0, []],
      [2, 0, []],
      [4, 1, [1, 2]],
      [6, 2, [4, 2]],
    ]);
    expect(line.map(({ gain }) => gain?.toFixed(2))).toEqual([undefined, undefined, "0.10", "0.10"]);
    expect(lineOf(8, byNumber(all), "maximize").at(-1)).toMatchObject({ parents: [4], generation: 2 });
    expect(lineOf(3, byNumber(all), "maximize")).toEqual([]);
  });

  it("stands in columns, each pipeline right before the first of its children", () => {
    const { boxes, ways, width, height } = descentLayout(lineOf(6, byNumber(all), "maximize"));
    expect(boxes.map(({ pipeline, left, top }) => [pipeline.number, left, top])).toEqual([
      [1, 0, 0],
      [2, 0, 58],
      [4, 184, 29],
      [6, 368, 29],
    ]);
    expect([width, height, ways.length]).toEqual([496, 102, 4]);
    expect(ways[0]!.path).toBe("M128,22 C156,22 156,51 184,51");
  });

  it("has parents in the order of their children, so that fewer ways cross", () => {
    const twisted = [
      scored(1, 0.6),
      scored(2, 0.7),
      scored(4, 0.8, { parents: [2] }),
      scored(5, 0.8, { parents: [1] }),
      scored(6, 0.9, { parents: [4, 5] }),
    ];
    const { boxes } = descentLayout(lineOf(6, byNumber(twisted), "maximize"));
    expect(boxes.map(({ pipeline, top }) => [pipeline.number, top])).toEqual([
      [1, 58],
      [2, 0],
      [4, 0],
      [5, 58],
      [6, 29],
    ]);
  });

  it("shows no more than forty, the nearest", () => {
    const long = Array.from({ length: 60 }, (_, at) => scored(at, at, { parents: at === 0 ? [] : [at - 1] }));
    const line = lineOf(59, byNumber(long), "maximize");
    expect([line.length, line[0]!.pipeline.number, line[0]!.generation]).toEqual([40, 20, 0]);
  });

  it("knows what was made of a pipeline, the best first", () => {
    expect(numbers(childrenOf(2, all, "maximize"))).toEqual([6, 4, 5]);
    expect(numbers(childrenOf(2, all, "minimize"))).toEqual([5, 4, 6]);
  });
});

it("the time went to families, by what their pipelines took", () => {
  const all = [scored(0, 0.5, { family: "svm" }), scored(1, 0.7), scored(2, 0.8), ended(3, "failed", "")];
  const running = scored(4, Number.NaN, { standing: "running", finishedAt: Number.NaN });
  expect(
    familiesOf([...all, running], "maximize").map(({ name, count, took, share, best }) => [
      ...[name, count, took, share, best?.number],
    ]),
  ).toEqual([
    ["boosting", 4, 1_500, 0.75, 2],
    ["svm", 1, 500, 0.25, 0],
  ]);
});

describe("why pipelines came to nothing", () => {
  const all = [
    ended(0, "failed", "TableError: ridge needs 12.5 MB and has 3.\nFewer columns before it, or fewer rows."),
    ended(1, "failed", "took longer than the trialTimeout of 4s: its process was killed"),
    ended(2, "failed", "TableError: ridge needs 99 MB and has 3.\nFewer columns before it, or fewer rows."),
    ended(3, "pruned", "after 1 of the folds it is not among the better 60 %"),
    ended(4, "pruned", "after 2 of the folds it is not among the better 60 %"),
    scored(5, 1),
  ];

  it("is told by reasons, with what there is to do; numbers do not tell errors apart", () => {
    expect(reasonsOf(all, "failed").map(({ pipelines, ...reason }) => ({ ...reason, of: numbers(pipelines) }))).toEqual(
      [
        {
          evidence: "ridge needs 12.5 MB and has 3.",
          remedy: "Fewer columns before it, or fewer rows.",
          of: [0, 2],
        },
        {
          evidence: "took longer than the trialTimeout of 4s: its process was killed",
          remedy: "Give the search more time, or fewer rows or folds.",
          of: [1],
        },
      ],
    );
  });

  it("tells after how many folds a pipeline was stopped", () => {
    expect(reasonsOf(all, "pruned").map(({ evidence }) => evidence.slice(0, 16))).toEqual([
      "after 1 of the f",
      "after 2 of the f",
    ]);
    expect(reasonsOf([ended(0, "failed", "")], "failed")[0]!.evidence).toBe("no reason was kept");
  });
});

const search = {
  better: "higher",
  task: "classes",
  budget: { evaluations: 40 },
  beganAt: 100_000,
  notes: [],
  unread: [],
} as unknown as SearchFacts;
const counts = { complete: 6, infeasible: 0, pruned: 3, failed: 1, running: 2, waiting: 0 };
const study = (more: object = {}, facts: object = {}): StudySummary =>
  ({ counts, connected: [{ silent: false }], lastChange: 130_000, ...more, search: { ...search, ...facts } }) as never;

describe("how far a search is", () => {
  it("is told by evaluations", () => {
    expect(budgetOf(study(), 0)).toEqual({ used: "10", of: "40 evaluations", left: "30", share: 0.25 });
    expect(budgetOf(study({}, { budget: { evaluations: 5 } }), 0)).toMatchObject({ left: "0", share: 1 });
    expect(budgetOf(study({}, { budget: undefined }), 0)).toBeUndefined();
  });

  it("is told by the time since it was last begun, no longer than it ran", () => {
    const timed = { budget: { milliseconds: 60_000 } };
    expect(budgetOf(study({}, timed), 130_000)).toEqual({ used: "30s", of: "1m 00s", left: "30s", share: 0.5 });
    expect(budgetOf(study({}, { ...timed, ended: { at: 145_000 } }), 9e9)).toMatchObject({ used: "45s", share: 0.75 });
    expect(budgetOf(study({ connected: [{ silent: true }] }, timed), 9e9)).toMatchObject({ used: "30s" });
  });

  it("is told by who works at it, and what it has come to", () => {
    expect(stateOf(study(), 0)).toBe("running");
    expect(stateOf(study({ connected: [{ silent: true }] }), 0)).toBe("left");
    const idle = { counts: { ...counts, running: 0 }, connected: [] };
    expect(stateOf(study(idle), 140_000)).toBe("running");
    expect(stateOf(study(idle), 160_000)).toBe("left");
    const searched = { at: 900_000 };
    expect(stateOf(study(idle, { searched }), 1_690_000)).toBe("finishing");
    expect(stateOf(study(idle, { searched }), 1_710_000)).toBe("left");
    expect(stateOf(study(idle, { searched: {}, ended: {} }), 160_000)).toBe("done");
  });
});

describe("what the search has bought", () => {
  const all = [
    scored(0, 0.5, { family: "dummy", operator: "portfolio", words: "dummy" }),
    scored(1, 0.7, { family: "logisticRegression", operator: "portfolio" }),
    scored(2, 0.8, { family: "logisticRegression", operator: "near", parents: [1] }),
    scored(3, 0.9, { std: 0.02 }),
  ];
  const found = { ranked: bestFirst(all, "maximize"), byNumber: byNumber(all) };

  it("is the best so far beside a constant and the linear model of the portfolio", () => {
    expect(contendersOf({ search, ...found }).map(({ name, trial, score }) => [name, trial, score])).toEqual([
      ["the majority", 0, 0.5],
      ["a linear model", 1, 0.7],
      ["the best so far", 3, 0.9],
    ]);
  });

  it("is in the end what was chosen, with what it scores on rows held out", () => {
    const ended = {
      single: { trial: 2, score: 0.85, std: 0.01 },
      ensemble: { score: 0.95, std: 0.03, members: [{ trial: 2, weight: 1 }] },
      holdout: {
        rows: 9,
        score: 0.94,
        compared: [
          { name: "dummy", score: 0.5 },
          { name: "ensemble", score: 0.94 },
        ],
      },
    };
    const told = contendersOf({ search: { ...search, ended } as unknown as SearchFacts, ...found });
    expect(told.map(({ name, trial, score, honest }) => [name, trial, score, honest])).toEqual([
      ["the majority", 0, 0.5, 0.5],
      ["a linear model", 1, 0.7, undefined],
      ["the best pipeline", 2, 0.85, undefined],
      ["the ensemble", undefined, 0.95, 0.94],
    ]);
  });
});
