import {
  bins,
  interactions,
  maxAbs,
  minMax,
  polynomial,
  power,
  quantile,
  robust,
  scale,
  table,
  zScore,
} from "@kaviar/tabular";
import { describe, expect, it } from "vitest";
import type { Step } from "../../src/contract/step.ts";
import { normalScore } from "../../src/steps/quantile/normal-scores.ts";
import { agreesInGraph, expectClose, expectRows, fitStep, valuesOf } from "./in-graph.ts";
import sklearn from "./recorded/scaling.json" with { type: "json" };

type Rows = readonly (readonly (number | null)[])[];

const names = ["a", "b", "c", "d", "e"];
const tableOf = (rows: Rows, count = rows[0]!.length) =>
  table(Object.fromEntries(names.slice(0, count).map((name, c) => [name, rows.map((row) => row[c]!)])));

const gaps = tableOf(sklearn.x);
const whole = tableOf(sklearn.whole);
const others = tableOf(sklearn.others);
const weights = Float64Array.from(sklearn.weights);
const task = { task: "anomalies" as const };

describe("scaling, as scikit-learn does it", () => {
  it.each([
    ["scale", scale(), 1e-9],
    // scikit-learn multiplies before it subtracts, which costs digits in the column that is a million and a little.
    ["minMax", minMax({ featureRange: [-1, 2] }), 1e-8],
    ["clipped", minMax({ clip: true }), 1e-8],
    ["maxAbs", maxAbs(), 1e-12],
    ["robust", robust(), 1e-9],
    ["unit", robust({ quantileRange: [10, 80], unitVariance: true }), 1e-9],
    ["quantile", quantile(), 1e-9],
    ["fewQuantiles", quantile({ nQuantiles: 7 }), 1e-9],
    ["normal", quantile({ outputDistribution: "normal" }), 1e-9],
  ] as const)("%s", async (name, step: Step, tolerance) => {
    const { apply } = await fitStep(step, gaps);
    expectRows(await apply(gaps), sklearn[name].seen, tolerance);
    expectRows(await apply(others), sklearn[name].others, tolerance);
    await agreesInGraph(step, gaps, gaps);
    await agreesInGraph(step, gaps, others);
  });

  it("scale counts weights, and is zScore by another name", async () => {
    const { apply } = await fitStep(zScore(), { table: gaps, target: task, weights });
    expectRows(await apply(gaps), sklearn.weighted.seen);
  });

  it("leaves texts and dates alone, and refuses to learn from what is infinite", async () => {
    const mixed = table({ a: [1, 2], at: [new Date(5), new Date(7)], plan: ["x", "y"] });
    const { training } = await fitStep(scale(), mixed);
    expect(training.table.schema.map(({ type }) => type)).toEqual(["number", "date", "category"]);
    expect(valuesOf(training.table)).toEqual({ a: [-1, 1], at: [5, 7], plan: ["x", "y"] });
    await expect(fitStep(scale(), table({ a: [1, Infinity] }))).rejects.toThrow(
      "scale learns from finite numbers: `a` is Infinity at row 1.",
    );
  });
});

describe("power, as scikit-learn's PowerTransformer", () => {
  it("finds the most likely λ of Yeo and Johnson", async () => {
    const { training, state } = await fitStep(power(), gaps.select("a", "b", "c"));
    expectClose(
      (state as { lambda: number }[]).map(({ lambda }) => lambda),
      sklearn.lambdas.slice(0, 3),
      1e-6,
    );
    expectRows(
      training.table,
      sklearn.yeoJohnson.seen.map((row) => row.slice(0, 3)),
      1e-6,
    );
    const bent = await fitStep(power({ standardize: false }), gaps.select("a", "b", "c"));
    expectRows(
      bent.training.table,
      sklearn.bent.map((row) => row.slice(0, 3)),
      1e-6,
    );
  });

  it("that of Box and Cox, which takes nothing below 0", async () => {
    const positive = tableOf(sklearn.positive, 3);
    const { training } = await fitStep(power({ method: "boxCox" }), positive);
    expectRows(training.table, sklearn.boxCox, 1e-6);
    await agreesInGraph(power({ method: "boxCox" }), positive, positive);
    await expect(fitStep(power({ method: "boxCox" }), whole)).rejects.toThrow("Box-Cox takes numbers above 0: `a` is");
  });

  it("is the same in a graph, where λ is 0 or nearly so too", async () => {
    await agreesInGraph(power(), gaps.without("e"), gaps.without("e"));
    await agreesInGraph(power(), gaps, gaps, 1e-7);
    await agreesInGraph(power(), gaps, others, 1e-7);
    const logs = table({ a: Array.from({ length: 99 }, (_, i) => Math.exp(i / 30 - 2)) });
    await agreesInGraph(power({ method: "boxCox", standardize: false }), logs, logs, 1e-11);
  });

  it("leaves a constant as it is", async () => {
    const { training } = await fitStep(power({ standardize: false }), table({ a: [7, 7, null] }));
    expect(valuesOf(training.table).a).toEqual([7, 7, Number.NaN]);
  });
});

describe("quantile", () => {
  it("knows normal scores to 1e-14", () => {
    expectClose(sklearn.shares.map(normalScore), sklearn.scores, 1e-14);
  });
});

describe("bins, as scikit-learn's KBinsDiscretizer", () => {
  it.each(["quantile", "uniform", "kmeans"] as const)("%s", async (strategy) => {
    const { training } = await fitStep(bins({ nBins: 4, strategy, encode: "ordinal" }), whole);
    expectRows(training.table, sklearn.bins[strategy].seen);
    await agreesInGraph(bins({ nBins: 4, strategy, encode: "ordinal" }), whole, others);
    await agreesInGraph(bins({ nBins: 4, strategy }), gaps, gaps);
  });

  it("counts weights", async () => {
    const step = bins({ nBins: 4, encode: "ordinal" });
    const { apply } = await fitStep(step, { table: whole, target: task, weights });
    expectRows(await apply(whole), sklearn.bins.weightedQuantile.seen);
  });

  it("puts a value on an edge into the upper bin, a missing one into none, and leaves booleans alone", async () => {
    const { apply } = await fitStep(bins({ nBins: 2, strategy: "uniform" }), table({ a: [0, 4], b: [true, false] }));
    const made = valuesOf(await apply(table({ a: [2, 1.99999999, null], b: [true, true, true] })));
    expect(made).toEqual({ "a:bin 0": [0, 1, 0], "a:bin 1": [1, 0, 0], b: [1, 1, 1] });
  });
});

describe("products", () => {
  it("are those of scikit-learn, in its order, under its names but for the sign between", async () => {
    const { training } = await fitStep(polynomial({ degree: 3 }), tableOf(sklearn.whole.slice(0, 5), 3));
    expectRows(training.table, sklearn.polynomial);
    expect(training.table.columns).toEqual(sklearn.names.map((name) => name.replaceAll(" ", "*")));
    const only = await fitStep(
      polynomial({ degree: 3, interactionOnly: true, includeBias: true }),
      tableOf(sklearn.whole, 3),
    );
    expect(only.training.table.columns).toEqual(sklearn.interactionNames.map((name) => name.replaceAll(" ", "*")));
    await agreesInGraph(polynomial({ degree: 3, includeBias: true }), gaps, others);
  });

  it("are refused where they would fill the memory, with how much they would take", async () => {
    const wide = table(Object.fromEntries(Array.from({ length: 300 }, (_, c) => [`x${c}`, [1, 2]])));
    await expect(fitStep(polynomial({ degree: 3 }), wide)).rejects.toThrow("here it would make 4590550, which take");
  });

  it("combine texts too", async () => {
    const mixed = table({ a: [2, 3, 4], plan: ["x", null, "y"], b: [5, 6, null], city: ["p", "q", "p"] });
    const { training } = await fitStep(interactions(), mixed);
    expect(training.table.columns).toEqual(["a", "plan", "b", "city", "a*b", "plan & city"]);
    const made = valuesOf(training.table);
    expect(made["a*b"]).toEqual([10, 18, Number.NaN]);
    expect(made["plan & city"]).toEqual(["x & p", null, "y & p"]);
    expect(training.table.column("plan & city").data.from).toEqual(["plan", "city"]);
    await agreesInGraph(interactions(), mixed, mixed);
  });
});
