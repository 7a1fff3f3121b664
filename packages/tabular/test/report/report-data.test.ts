import { accuracy, logLoss, r2, rmse } from "@kaviar/nn";
import { beforeAll, describe, expect, it } from "vitest";
import type { AutofitResult } from "../../src/autofit/result.ts";
import { partialDependence, permutationImportance } from "../../src/evaluation/index.ts";
import { readTable } from "../../src/reading/index.ts";
import type { FitReport, JudgedClasses, JudgedNumbers } from "../../src/report/fit-report.ts";
import { reportData } from "../../src/report/index.ts";
import { type Table, table } from "../../src/table/index.ts";
import { foundOn } from "./found.ts";

/** So long that a busy machine leaves nothing out. */
const seconds = 600;

const file = "examples/data/penguins/penguins.csv";

describe("of classes, with rows held out", () => {
  let penguins: Table;
  let found: AutofitResult;
  let report: FitReport;
  beforeAll(async () => {
    penguins = await readTable(file);
    found = await foundOn(penguins, { target: "species", task: "classes" });
    report = await reportData(found, penguins, { source: file, command: "npx kaviar fit", folder: "out", seconds });
  }, 60_000);

  it("has the facts of the search, and what it has bought on the same rows", () => {
    expect(report).toMatchObject({
      source: file,
      command: "npx kaviar fit",
      target: "species",
      task: "classes",
      classes: ["Adelie", "Chinstrap", "Gentoo"],
      rows: 344,
      columns: 8,
      metric: { title: "Log loss", better: "lower" },
      counts: { scored: 3, stopped: 2, failed: 3 },
      finalists: undefined,
      omitted: [],
    });
    const scores = Object.fromEntries(report.bought.map(({ name, honest }) => [name, honest]));
    expect(scores).toEqual(Object.fromEntries(found.holdout!.compared.map(({ name, score }) => [name, score])));
    expect(report.bought.find(({ name }) => name === "dummy")!.folds!.mean).toBe(found.leaderboard.at(-1)!.score);
    const { low, high } = report.honest!.interval!;
    expect(low).toBeLessThan(found.holdout!.score);
    expect(high).toBeGreaterThan(found.holdout!.score);
  });

  it("judges the holdout as the metrics do", async () => {
    const { model, table: held } = found.holdout!;
    const judged = report.judged as JudgedClasses;
    const own = await model.evaluate(held, { metrics: [accuracy, logLoss] });
    const score = (title: string) => judged.scores.find((each) => each.title === title)!;
    expect(score("Accuracy").value).toBeCloseTo(own.accuracy!, 12);
    expect(score("Log loss").value).toBeCloseTo(own.logLoss!, 12);
    const { labels, counts } = judged.confusion;
    const said = (await model.predict(held)) as string[];
    const actual = held.column("species").toArray();
    for (const [i, is] of labels.entries())
      for (const [j, was] of labels.entries())
        expect(counts[i]![j]).toBe(said.filter((label, row) => label === was && actual[row] === is).length);
    expect(judged.curves.map(({ label }) => label)).toEqual(["Adelie", "Gentoo", "Chinstrap"]);
    const shares = judged.curves.reduce((sum, { share }) => sum + share, 0);
    expect(shares).toBeCloseTo(1, 12);
  });

  it("explains the model that has not seen the holdout, by it", async () => {
    const { model, table: held } = found.holdout!;
    const { importance, dependence, shap, isLearned } = report.explained;
    expect(isLearned).toBe(false);
    const own = await permutationImportance(model, held, { metric: logLoss, repeats: 25, seed: 5 });
    const best = own.sort((a, b) => b.mean - a.mean)[0]!;
    expect(importance!.columns[0]!.column).toBe(best.column);
    expect(importance!.columns[0]!.mean).toBeCloseTo(best.mean, 0);
    expect(importance!.columns).toHaveLength(7);
    const [first] = dependence;
    const line = first!.lines.find(({ label }) => label === "Gentoo")!;
    const curve = await partialDependence(model, held, { column: first!.column, points: 15, class: "Gentoo" });
    expect(line.mean).toEqual(Array.from(curve.mean));
    const column = Array.from({ length: held.rows }, (_, row) => curve.individual[row * 15]!).sort((a, b) => a - b);
    expect(line.low[0]).toBeCloseTo(column[Math.floor(0.1 * (held.rows - 1))]!, 1);
    expect(shap!.outputs.map(({ label }) => label)).toEqual(["Adelie", "Gentoo", "Chinstrap"]);
    const [top] = shap!.outputs[0]!.columns;
    const sizes = top!.marks.map(([added]) => Math.abs(added));
    expect(top!.size).toBeCloseTo(sizes.reduce((a, b) => a + b, 0) / sizes.length, 12);
  });

  it("names the rows whose class was thought least likely, the worst first", () => {
    const { predicted, actual } = found.holdout!;
    const right = Array.from(actual, (code, row) => predicted[3 * row + code]!).sort((a, b) => a - b);
    const shown = report.mistakes!.rows.map(({ probability }) => probability);
    expect(shown).toEqual(right.slice(0, shown.length));
    expect(report.mistakes!.columns[0]).toBe(report.explained.importance!.columns[0]!.column);
  });

  it("has leaderboard, front, lineage, failures by reason, and the profile of the columns", () => {
    expect(report.leaderboard.map(({ score }) => score)).toEqual(found.leaderboard.map(({ score }) => score));
    expect(report.front).toHaveLength(3);
    expect(report.progress).toHaveLength(3);
    const trials = report.lineages[0]!.ancestors.map(({ trial }) => trial);
    expect(trials).toEqual(found.single.trial === 2 ? [1, 2] : [1]);
    expect(report.failures).toEqual([
      { reason: "took more than 3 s", times: 2, words: ["svm(c 3)", "svm(c 4)"] },
      { reason: "no memory", times: 1, words: ["network"] },
    ]);
    expect(report.profile.columns.map(({ name }) => name)).not.toContain("species");
    expect(report.profile.target!.classes).toHaveLength(3);
    expect(report.learning!.map(({ rows }) => rows).at(-1)).toBe(229);
  });

  it("says what there was no time for", async () => {
    const { explained, omitted, judged } = await reportData(found, penguins, { seconds: 0 });
    expect(explained).toEqual({ isLearned: false, dependence: [] });
    expect(omitted).toEqual([
      "Explanations: there was no time for it.",
      "The learning curve: there was no time for it.",
    ]);
    expect(judged).toBeDefined();
  });
});

describe("of numbers, without rows held out", () => {
  it("is about what was said of each row while it was held out of its fold", async () => {
    const rows = Array.from({ length: 90 }, (_, i) => ({
      x: i % 17,
      y: (i * 7) % 11,
      z: 2 * (i % 17) + ((i * 7) % 11),
    }));
    const given = table([...rows, { x: 3, y: 3, z: null }]);
    const found = await foundOn(given, { target: "z", task: "numbers", holdout: false });
    const { judged, explained, honest, mistakes } = await reportData(found, given, { seconds });
    const { scores, points, half, ...rest } = judged as JudgedNumbers;
    expect(honest).toBeUndefined();
    expect(explained.isLearned).toBe(true);
    expect(rest).toMatchObject({ on: "folds", rows: 90, task: "numbers" });
    const actual = rows.map(({ z }) => z);
    expect(points).toEqual(actual.map((value, row) => [value, found.outOfFold![row]]));
    const said = Float64Array.from(found.outOfFold!);
    expect(scores.find(({ title }) => title === "RMSE")!.value).toBeCloseTo(rmse(said, actual), 12);
    expect(scores.find(({ title }) => title.startsWith("R²"))!.constant).toBeCloseTo(0, 12);
    expect(scores.find(({ title }) => title.startsWith("R²"))!.value).toBeCloseTo(r2(said, actual), 12);
    const off = actual.map((value, row) => Math.abs(said[row]! - value)).sort((a, b) => a - b);
    expect(half).toBeCloseTo((off[44]! + off[45]!) / 2, 12);
    expect(Math.abs(mistakes!.rows[0]!.residual!)).toBe(off.at(-1));
  });
});
