import type { Json, StudyRecord, TrialRecord } from "@kaviar/tune";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createMirrors } from "../../src/reading/mirrors.ts";
import { pipelinesSince } from "../../src/reading/pipelines.ts";
import { pipelineFactsOf } from "../../src/searches/pipeline-facts.ts";
import { searchFactsIn } from "../../src/searches/search-facts.ts";
import { fitted } from "../fitted.ts";
import { digits, inMemory } from "../studies.ts";

const studyWith = (attributes: Readonly<Record<string, Json>>): StudyRecord => ({
  id: 1,
  name: "churn",
  directions: ["minimize", "minimize", "minimize"],
  seed: 1,
  createdAt: 0,
  attributes,
});

describe("a search that was made", () => {
  let made: Awaited<ReturnType<typeof fitted>>;
  beforeAll(async () => {
    made = await fitted();
  });
  afterAll(() => made.close());

  it("is read from its study, with all that it came to", async () => {
    const [study] = await made.storage.studies();
    const { single, ensemble, holdout, notes, seconds } = made.found;
    const facts = searchFactsIn(study!)!;
    expect(facts).toMatchObject({
      target: "churned",
      task: "classes",
      better: "higher",
      metric: { name: "rocAuc", title: "ROC-AUC" },
      preset: "quick",
      folds: 2,
      rows: 96,
      held: 24,
      columns: 4,
      budget: { evaluations: 24 },
      searched: { why: "the study has its 24 trials" },
      notes,
      unread: [],
    });
    expect(facts.ended).toMatchObject({ chosen: made.found.chosen, seconds });
    expect(facts.ended!.single).toEqual({ trial: single.trial, score: single.score, std: single.std });
    expect(facts.ended!.holdout).toMatchObject({ rows: 24, score: holdout!.score, compared: holdout!.compared });
    expect(facts.ended!.ensemble?.members).toEqual(
      ensemble?.members.map(({ candidate, weight }) => ({ trial: candidate.trial, weight })),
    );
  });

  it("tells of each pipeline what the search itself says, and then what is new", async () => {
    const mirrors = createMirrors(made.storage);
    const { revision, pipelines } = (await pipelinesSince(mirrors, 1, 0))!;
    expect(pipelines).toHaveLength(24);
    for (const { trial, words, std, scores, fitSeconds, origin, pipeline } of made.found.leaderboard) {
      const own = pipelines.find(({ number }) => number === trial)!;
      expect(own).toMatchObject({ words, fitSeconds, operator: origin.operator, family: pipeline.model!.name });
      expect(own.parents).toEqual([...new Set(origin.parents)]);
      // Finalists were scored on other folds besides.
      if (scores.length === 2) expect(own.std).toBeCloseTo(std, 12);
    }
    expect(pipelines.filter(({ reason }) => reason !== undefined)).toHaveLength(made.found.stopped);
    expect(await pipelinesSince(mirrors, 1, revision)).toEqual({ revision, pipelines: [] });
    expect(await pipelinesSince(mirrors, 99, 0)).toBeUndefined();
    await (await digits(made.storage, 2)).close();
    expect(await pipelinesSince(mirrors, 2, 0)).toBeUndefined();
  });
});

it("is told as a study keeps it by now, not as it was when a page first looked", async () => {
  const storage = await inMemory();
  await storage.openStudy({ ...studyWith({ "kaviar:fit": { target: "left" } }), createdAt: 1 });
  const mirrors = createMirrors(storage);
  const mirror = (await mirrors.study(1))!;
  await storage.setStudyAttributes(1, { "kaviar:fit": { target: "another" } });
  expect(await mirrors.study(1)).toBe(mirror);
  expect(searchFactsIn(mirror.record)!.target).toBe("another");
  await storage.close();
});

describe("what is kept otherwise", () => {
  it("is read of an older study as far as there is something", () => {
    const facts = searchFactsIn(
      studyWith({
        "kaviar:search": { settings: { target: "left", metric: "rmse", preset: "tiny", folds: 5 }, rows: 9 },
      }),
    );
    expect(facts).toMatchObject({ target: "left", metric: { name: "rmse", title: "rmse" }, preset: "tiny", folds: 5 });
    expect([facts!.better, facts!.budget, facts!.ended, facts!.notes, facts!.unread]).toEqual([
      "lower",
      undefined,
      undefined,
      [],
      [],
    ]);
    expect(searchFactsIn(studyWith({ "kaviar:space": {} }))).toBeUndefined();
  });

  it("is left out where it cannot be read, and named", () => {
    const facts = searchFactsIn(
      studyWith({
        "kaviar:fit": {
          target: 7,
          folds: "many",
          metric: { name: "auc", title: ["?"] },
          budget: { evaluations: 1, milliseconds: "long" },
          notes: ["fine", 3],
          ended: { chosen: "both", single: { trial: 1 }, ensemble: { score: 1, members: [{ trial: 2 }, 5] } },
        },
      }),
    )!;
    expect(facts).toMatchObject({ metric: { name: "auc", title: "auc" }, budget: { evaluations: 1 }, notes: [] });
    expect([facts.target, facts.ended!.single]).toEqual([undefined, undefined]);
    expect(facts.unread).toEqual([
      "metric.title",
      "target",
      "folds",
      "budget.milliseconds",
      "ended.chosen",
      "ended.ensemble.members",
      "notes",
    ]);
    expect(searchFactsIn(studyWith({ "kaviar:fit": [1] }))!.unread).toEqual(["all of it"]);
  });

  it("of a pipeline is what can be read; none is its own ancestor", () => {
    const trial: TrialRecord = {
      number: 4,
      state: "failed",
      params: { model: "svm" },
      dimensions: [],
      attributes: { pipeline: 3, scores: ["a"], seconds: { fit: "long", thousandRows: 2 } },
      constraints: {},
      attempt: 1,
      error: "TableError: no",
      notes: { operator: "cross", parents: [1, 1, 4, 9, 0.5] },
    };
    expect(pipelineFactsOf(trial)).toEqual({
      number: 4,
      family: "svm",
      operator: "cross",
      parents: [1],
      thousandRowsSeconds: 2,
      reason: "TableError: no",
    });
  });
});
