import {
  boosting,
  decisionTree,
  encode,
  impute,
  load,
  pipeline,
  randomForest,
  ridge,
  shap,
  table,
} from "@kaviar/tabular";
import { sampleTraining } from "@kaviar/tabular/conformance";
import { describe, expect, it } from "vitest";
import { tableOf } from "../../src/table/table.ts";

/** Mixed columns with gaps, and a target of two or three classes, or numbers. */
const rowsOf = (task: "classes" | "numbers", classes = 2) => {
  const { table: features, target } = sampleTraining("mixed", { rows: 200, task, classes });
  const y =
    target.task === "classes"
      ? Array.from(target.codes, (code) => target.classes[code] as string)
      : Array.from((target as { values: Float64Array }).values);
  const named = features.data.map((column) => (column.name === "y" ? { ...column, name: "u" } : column));
  return tableOf([...named, ...table({ y }).data]);
};

const logOdds = (p: number) => Math.log(p / (1 - p));

describe("what columns add to what a model says", () => {
  it("sums to the log odds of boosted trees, over the columns of the table", async () => {
    const rows = rowsOf("classes");
    const model = await pipeline(impute(), encode(), boosting({ trees: 15, minLeaf: 5 })).fit(rows, { target: "y" });
    const { columns, base, values, of } = await shap(model, rows.head(30));
    expect(of).toBe("log odds");
    expect(columns).toEqual(["x", "u", "z", "flag", "colour", "constructor"]);
    const { values: probabilities } = await model.probabilities(rows.head(30));
    for (let row = 0; row < 30; row++) {
      const sum = values.subarray(row * columns.length, (row + 1) * columns.length).reduce((a, b) => a + b, base);
      expect(sum).toBeCloseTo(logOdds(probabilities[2 * row + 1]!), 9);
    }
  });

  it("sums to the probability of a forest's class, and to the number of a tree", async () => {
    const rows = rowsOf("classes", 3);
    const forest = await pipeline(impute(), encode(), randomForest({ trees: 10 })).fit(rows, { target: "y" });
    const said = await shap(forest, rows.head(10), { class: "c" });
    const { values: probabilities } = await forest.probabilities(rows.head(10));
    for (let row = 0; row < 10; row++) {
      const own = said.values.subarray(row * said.columns.length, (row + 1) * said.columns.length);
      expect(own.reduce((a, b) => a + b, said.base)).toBeCloseTo(probabilities[3 * row + 2]!, 9);
    }
    const numbers = rowsOf("numbers");
    const tree = await pipeline(impute(), encode(), decisionTree({ maxDepth: 4 })).fit(numbers, { target: "y" });
    const { columns, base, values, of } = await shap(tree, numbers.head(10));
    expect(of).toBe("number");
    const predicted = await tree.predict(numbers.head(10));
    for (let row = 0; row < 10; row++) {
      const own = values.subarray(row * columns.length, (row + 1) * columns.length);
      expect(own.reduce((a, b) => a + b, base)).toBeCloseTo(predicted[row] as number, 9);
    }
  });

  it("is told by coalitions where there are no trees", async () => {
    const numbers = rowsOf("numbers");
    const model = await pipeline(impute(), encode(), ridge()).fit(numbers, { target: "y" });
    const { columns, base, values } = await shap(model, numbers.head(4), { background: numbers.head(20) });
    const predicted = await model.predict(numbers.head(4));
    for (let row = 0; row < 4; row++) {
      const own = values.subarray(row * columns.length, (row + 1) * columns.length);
      expect(own.reduce((a, b) => a + b, base)).toBeCloseTo(predicted[row] as number, 8);
    }
  });

  it("asks which of three classes is meant", async () => {
    const rows = rowsOf("classes", 3);
    const forest = await pipeline(impute(), encode(), randomForest({ trees: 3 })).fit(rows, { target: "y" });
    await expect(shap(forest, rows.head(2))).rejects.toThrow(
      "shap explains the probability of one class: there are 3.",
    );
    const loaded = await load(await forest.toOnnx());
    await expect(shap(loaded, rows.head(2))).rejects.toThrow(/^shap explains .*\nName one of .*: \{ class: "/);
    const [first] = forest.classes;
    expect((await shap(loaded, rows.head(2), { class: first as string })).of).toBe("probability");
    await loaded.release();
  });
});
