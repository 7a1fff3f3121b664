import { describe, expect, it } from "vitest";
import type { Step } from "../../src/contract/step.ts";
import type { Target } from "../../src/contract/target.ts";
import {
  kNearest,
  recursiveElimination,
  ridge,
  selectBest,
  selectByModel,
  selectFalseDiscovery,
  selectVariance,
  table,
} from "../../src/index.ts";
import type { ScoredColumns } from "../../src/steps/contract/kept-columns.ts";
import { classesOf, numbersOf, tableOfRows } from "../models/fit.ts";
import { fitStep, numbersIn } from "./fit-step.ts";
import recorded from "./recorded/selection.json" with { type: "json" };

const { wine, diabetes, smooth } = recorded;
const of = {
  wine: { table: tableOfRows(wine.x), target: classesOf(wine.y) },
  diabetes: { table: tableOfRows(diabetes.x), target: numbersOf(diabetes.y) },
};

const keptBy = async (step: Step, { table, target }: { table: (typeof of)["wine"]["table"]; target: Target }) =>
  ((await fitStep(step, { table, target })).state as { kept: readonly string[] }).kept;

const names = (columns: readonly number[]) => columns.map((c) => `x${c}`);

const expectNear = (got: Float64Array, wanted: readonly (number | null)[], digits = 9) => {
  for (const [i, value] of wanted.entries()) if (value !== null) expect(got[i]! / value).toBeCloseTo(1, digits);
};

describe.each(["wine", "diabetes"] as const)("selection on %s, as scikit-learn does it", (name) => {
  const training = of[name];
  const said = recorded[name];

  it("scores and p values of the F test", async () => {
    const { scores, pValues } = (await fitStep(selectFalseDiscovery(), training)).state as ScoredColumns;
    // The last column of wine is constant: scikit-learn's F of it, −28.7, is what rounding left.
    const some = said.f.map((f) => (f! < 0 ? null : f));
    expectNear(scores, some);
    expectNear(pValues!, said.p);
  });

  it("the k best, a share of them, those that vary", async () => {
    for (const [k, kept] of Object.entries(said.best))
      expect(await keptBy(selectBest({ k: Number(k) }), training)).toEqual(names(kept));
    for (const [share, kept] of Object.entries(said.share))
      expect(await keptBy(selectBest({ share: Number(share) }), training), share).toEqual(names(kept));
    for (const [threshold, kept] of Object.entries(said.variance))
      expect(await keptBy(selectVariance({ threshold: Number(threshold) }), training)).toEqual(names(kept));
    expect(await keptBy(selectBest({ k: 1000 }), training)).toEqual(training.table.columns);
    expect(await keptBy(selectBest({ share: 1 }), training)).toEqual(training.table.columns);
  });

  it("those whose rate of errors is low enough", async () => {
    for (const method of ["fdr", "fpr", "fwe"] as const)
      for (const [alpha, kept] of Object.entries(said[method]))
        expect(await keptBy(selectFalseDiscovery({ alpha: Number(alpha), method }), training)).toEqual(names(kept));
  });

  it("mutual information of continuous columns, within what the noise against ties makes of it", async () => {
    const step = selectBest({ score: "mutualInformation" });
    const { scores } = (await fitStep(step, training)).state as ScoredColumns;
    for (const [i, c] of said.continuous.entries())
      expect(Math.abs(scores[c]! - said.information[i]!)).toBeLessThan(0.05);
  });

  it("a table with the columns that are left, and the same in a graph", async () => {
    const { apply, inGraph } = await fitStep(selectBest({ k: 3 }), training);
    const made = await apply(training.table);
    expect(Object.keys(made)).toHaveLength(3);
    expect(await inGraph(training.table)).toEqual(made);
  });
});

it("χ² scores and their p values are scikit-learn's", async () => {
  const counts = table(
    Object.fromEntries(of.wine.table.data.map((column) => [column.name, numbersIn(column).map(Math.abs)])),
  );
  const { scores, pValues } = (await fitStep(selectFalseDiscovery({ score: "chi2" }), { ...of.wine, table: counts }))
    .state as ScoredColumns;
  expectNear(scores.subarray(0, 16), wine.chi2.scores.slice(0, 16));
  expectNear(pValues!.subarray(0, 12), wine.chi2.p.slice(0, 12));
});

it("mutual information is scikit-learn's to 1e-9 where no two values are the same", async () => {
  const step = selectBest({ score: "mutualInformation", k: 1 });
  const x = tableOfRows(smooth.x);
  const scoresFor = async (target: Target) =>
    ((await fitStep(step, { table: x, target })).state as ScoredColumns).scores;
  expectNear(await scoresFor(numbersOf(smooth.y)), smooth.ofNumbers);
  expectNear(await scoresFor(classesOf(smooth.classes)), smooth.ofClasses);
});

it("of a column with two values mutual information is counted: that of a copy of the classes is their entropy", async () => {
  const codes = [0, 0, 0, 1, 1, 0, 1, 0];
  const columns = table({ copy: codes, half: [0, 1, 0, 1, 0, 1, 0, 1], same: codes.map(() => 3) });
  const { scores } = (
    await fitStep(selectBest({ score: "mutualInformation" }), { table: columns, target: classesOf(codes) })
  ).state as ScoredColumns;
  expect(scores[0]).toBeCloseTo(-(5 / 8) * Math.log(5 / 8) - (3 / 8) * Math.log(3 / 8), 12);
  expect(scores[1]).toBeLessThan(scores[0]!);
  expect(scores[2]).toBe(0);
});

describe("selection by a ridge on diabetes, as scikit-learn does it", () => {
  it("recursive elimination ranks the columns", async () => {
    for (const { k, step, ranks } of diabetes.elimination) {
      const own = recursiveElimination({ model: ridge(), ...(k === null ? {} : { k }), step });
      const state = (await fitStep(own, of.diabetes)).state as { ranks: Int32Array };
      expect([...state.ranks], `${k} of ${step}`).toEqual(ranks);
    }
  });
  it("what counts more than a threshold, or most, is kept", async () => {
    for (const { threshold, k, kept } of diabetes.byModel) {
      const options = {
        ...(threshold === null ? {} : { threshold: threshold as "mean" }),
        ...(k === null ? {} : { k }),
      };
      expect(await keptBy(selectByModel({ model: ridge(), ...options }), of.diabetes)).toEqual(names(kept));
    }
  });
  it("refuses a model that does not say what counts, and a threshold that nothing comes up to", async () => {
    expect(() => selectByModel({ model: kNearest() })).toThrow("a model that says how much columns count");
    await expect(keptBy(selectByModel({ model: ridge(), threshold: 1e9 }), of.diabetes)).rejects.toThrow(
      "No column counts 1000000000 or more to ridge",
    );
  });
});

describe("at the edges", () => {
  const codes = [0, 1, 0, 1, 1, 0];
  const noise = table({ a: [1, 2, 3, 1, 2, 3], b: [3, 1, 2, 2, 3, 1], same: [7, 7, 7, 7, 7, 7] });

  it("constant columns come last, and the first p is kept where none passes", async () => {
    const training = { table: noise, target: classesOf(codes) };
    expect(await keptBy(selectBest({ k: 2 }), training)).toEqual(["a", "b"]);
    expect(await keptBy(selectFalseDiscovery({ alpha: 1e-6 }), training)).toHaveLength(1);
    expect(await keptBy(selectVariance(), training)).toEqual(["a", "b"]);
  });

  it("one column and one row", async () => {
    const one = { table: table({ x: [4] }), target: classesOf([0]) };
    expect(await keptBy(selectBest(), one)).toEqual(["x"]);
    expect(await keptBy(selectBest({ score: "mutualInformation" }), one)).toEqual(["x"]);
    expect(await keptBy(selectFalseDiscovery(), { ...one, target: numbersOf([3]) })).toEqual(["x"]);
  });

  it("what cannot be done is refused with the reason", async () => {
    const training = { table: noise, target: classesOf(codes) };
    const refused = (step: Step, given: { table: typeof noise; target: Target } = training) =>
      expect(fitStep(step, given)).rejects;
    await refused(selectVariance({ threshold: 100 })).toThrow("No column of 3 has a variance above 100");
    await refused(selectBest({ k: 1, share: 0.5 })).toThrow("`k` or `share`");
    await refused(selectBest({ score: "correlation" })).toThrow('"correlation" for numbers: the target is of classes');
    await refused(selectBest(), { table: noise, target: { task: "anomalies" } }).toThrow("learns from a target");
    await refused(selectBest({ score: "chi2" }), {
      table: table({ a: [1, -2] }),
      target: classesOf([0, 1]),
    }).toThrow("`a` is -2 at row 1");
    await refused(selectBest(), { table: table({ a: ["u", "v"] }), target: classesOf([0, 1]) }).toThrow(
      "`a` holds texts",
    );
    await refused(selectBest(), { table: table({ a: [1, null] }), target: classesOf([0, 1]) }).toThrow(
      "missing at row 1",
    );
  });
});
