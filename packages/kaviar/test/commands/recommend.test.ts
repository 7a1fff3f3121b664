import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { buildKaviar } from "../run-kaviar.ts";

const kaviar = await buildKaviar();
const plans = ["basic", "pro", "team"];
const churn = Array.from(
  { length: 80 },
  (_, i) => `${18 + ((i * 7) % 80)},${plans[i % 3]},${i % 5 === 0 ? "yes" : "no"}`,
);
writeFileSync(join(kaviar.folder, "churn.csv"), ["age,plan,churned", ...churn].join("\n"));

it("says what to begin with, a model of the table and a network, in lines that can be read", async () => {
  const { code, out, err } = await kaviar.run("recommend", "churn.csv", "--target", "churned");
  expect({ code, err }).toEqual({ code: 0, err: "" });
  expect(out).toMatch(/^churn\.csv {2}80 rows, 2 columns \(1 number, 1 category\); churned: no 80 %, yes 20 %\n/);
  expect(out).toContain("  pipeline        pipeline(impute(), encode(), scale(), logisticRegression())\n");
  expect(out).toContain("\n  kaviar fit churn.csv --target churned --metric rocAuc\n");
  expect(out).toContain("\n  loss            sigmoidCrossEntropy\n");
  expect(out).toContain("\n                  kaviar explain class-imbalance\n");
  expect(out).toMatch(
    /\n {2}const model = sequential\(\n {4}normalize\(\),\n {4}dense\(16\), relu,\n {4}dense\(1\),\n {2}\);\n/,
  );
  expect(Math.max(...out.split("\n").map((line) => line.length))).toBeLessThanOrEqual(100);
});

it("says the same to programs", async () => {
  const { code, out } = await kaviar.run("recommend", "churn.csv", "--target", "churned", "--json");
  expect(code).toBe(0);
  const { table, network, findings, command } = JSON.parse(out);
  expect(Object.keys(table)).toEqual(["pipeline", "metric", "score"]);
  expect(network).toMatchObject({ task: "binary", inputs: "table" });
  expect(network.choices.optimizer.choice).toMatch(/^adam/);
  expect(findings).toEqual([]);
  expect(command).toBe("kaviar fit churn.csv --target churned --metric rocAuc");
});

it.each([
  [
    ["recommend", "churn.csv"],
    2,
    "A recommendation needs the column to predict: got no --target.\nSuch as --target churned.",
  ],
  [
    ["recommend", "churn.csv", "--target", "churnd"],
    2,
    "--target names a column: churn.csv has no `churnd`.\nDid you mean `churned`?",
  ],
  [["recommend", "chrun.csv", "--target", "churned"], 1, "There is no file chrun.csv.\nDid you mean churn.csv?"],
  [["recommend", "people.csv", "--target", "plan"], 1, "`recommend` needs at least 10 rows to look at: got 3."],
])("refuses %j", async (args, expected, message) => {
  const { code, out, err } = await kaviar.run(...args);
  expect({ code, out }).toEqual({ code: expected, out: "" });
  expect(err).toContain(message);
});
