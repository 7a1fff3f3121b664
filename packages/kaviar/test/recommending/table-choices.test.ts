import * as nn from "@kaviar/nn";
import * as tabular from "@kaviar/tabular";
import { expect, it } from "vitest";
import { recommendTable } from "../../src/recommending/recommend-table.ts";

/** Rows of numbers whose first columns tell the target, and a category that says nothing. */
const tableOf = (rows: number, columns: number, targetOf: (row: readonly number[]) => number | string) => {
  const random = nn.createRandom(3);
  const numbers = Array.from({ length: rows }, () => Array.from({ length: columns }, () => 2 * random() - 1));
  return tabular.table(
    numbers.map((row, i) => ({
      ...Object.fromEntries(row.map((value, j) => [`c${j}`, value])),
      plan: ["basic", "pro"][i % 2]!,
      y: targetOf(row),
    })),
  );
};

const isPro = (row: readonly number[]) => (row[0]! + row[1]! > 0 ? "yes" : "no");
const amount = (row: readonly number[]) => 100 + 30 * row[0]! - 20 * row[1]! + 10 * row[2]! ** 2;

const evaluated = (code: string): tabular.Pipeline =>
  new Function("tabular", `const { ${Object.keys(tabular).join(", ")} } = tabular; return ${code};`)(tabular);

it.each([
  ["few rows of two classes", tableOf(120, 4, isPro), "logisticRegression()"],
  ["few rows of numbers", tableOf(120, 4, amount), "ridge()"],
  ["more columns than rows", tableOf(60, 80, isPro), "logisticRegression()"],
  ["some hundred rows", tableOf(600, 3, isPro), "pipeline(boosting({ trees: 60, minLeaf: 5 }))"],
  ["a thousand rows of numbers", tableOf(1_000, 3, amount), "pipeline(boosting())"],
] as const)("recommends a pipeline that is better than none: %s", async (_, table, expected) => {
  const { table: choices } = await recommendTable("rows.csv", table, "y");
  expect(choices.pipeline.choice).toContain(expected);
  const metric = choices.metric.choice === "rmse" ? nn.rmse : nn.rocAuc;
  expect(choices.metric.choice).toBe(metric.name);
  const scoreOf = async (pipeline: tabular.Pipeline) => {
    const { mean } = await tabular.crossValidate(pipeline, table, { target: "y", folds: 3, metrics: [metric] });
    return mean[choices.metric.choice]!;
  };
  const [score, constant] = [
    await scoreOf(evaluated(choices.pipeline.choice)),
    await scoreOf(tabular.pipeline(tabular.dummy())),
  ];
  if (metric.better === "higher") expect(score).toBeGreaterThan(constant + 0.2);
  else expect(score).toBeLessThan(0.6 * constant);
});
