import { describe, expect, it } from "vitest";
import type { Model } from "../../src/contract/model.ts";
import { takeTarget } from "../../src/contract/target.ts";
import * as tabular from "../../src/index.ts";
import { classesOf, fit, numbersOf, tableOfRows } from "./fit.ts";
import recorded from "./recorded/classifiers.json" with { type: "json" };

interface Case {
  readonly model: string;
  readonly data: keyof typeof recorded.sets;
  readonly task: string;
  readonly options: object;
  readonly weighted: boolean;
  readonly says: readonly number[];
}

const makers = tabular as unknown as Readonly<Record<string, (options: object) => Model>>;

describe("neighbours, naive Bayes and discriminants, against scikit-learn", () => {
  it.each(recorded.cases as readonly Case[])("$model of $data, $task, $options", async (each) => {
    const { rows, labels } = recorded.sets[each.data];
    const all = tableOfRows(rows);
    const train = rows.length - each.says.length / (each.task === "numbers" ? 1 : 3);
    const first = Array.from({ length: train }, (_, row) => row);
    const target = each.task === "numbers" ? numbersOf(recorded.numbers) : classesOf(labels);
    const { predict } = await fit(makers[each.model]!(each.options), {
      table: all.take(first),
      target: takeTarget(target, first),
      weights: each.weighted ? Float64Array.from(recorded.weights.slice(0, train)) : undefined,
    });
    const rest = Array.from({ length: rows.length - train }, (_, i) => train + i);
    const said = await predict(all.take(rest));
    expect(said.length).toBe(each.says.length);
    for (const [i, value] of said.entries()) expect(Math.abs(value - each.says[i]!)).toBeLessThan(1e-7);
  });
});

describe("what they refuse, and what they say where there is little to learn", () => {
  const rows = tableOfRows([
    [0, 1],
    [2, 1],
    [1, 1],
    [5, 1],
    [6, 1],
    [7, 1],
  ]);
  const two = classesOf([0, 0, 0, 1, 1, 1]);

  it.each([
    [
      "negative counts",
      () => tabular.multinomialNaiveBayes(),
      tableOfRows([[1], [-2]]),
      classesOf([0, 1]),
      "`x0` is -2 at row 1",
    ],
    ["more neighbours than rows", () => tabular.kNearest({ k: 7 }), rows, two, "k = 7 rows: it was given 6 rows"],
    ["shrinkage by svd", () => tabular.lda({ solver: "svd", shrinkage: 0.1 }), rows, two, "its solver `svd` has none"],
    ["priors of other classes", () => tabular.lda({ priors: [0.2, 0.3, 0.5] }), rows, two, "got 3 for 2 classes"],
    [
      "no more rows than classes",
      () => tabular.lda(),
      tableOfRows([[1], [2]]),
      classesOf([0, 1]),
      "got 2 rows of 2 classes",
    ],
    ["a class without width", () => tabular.qda(), rows, two, "has the variance 0.0 in some direction"],
    [
      "no smoothing at all",
      () => tabular.gaussianNaiveBayes({ varSmoothing: 0 }),
      rows,
      two,
      "`x1` is constant among the rows",
    ],
    [
      "numbers for classes",
      () => tabular.gaussianNaiveBayes(),
      rows,
      numbersOf([1, 2, 3, 4, 5, 6]),
      "the target is numbers",
    ],
    [
      "missing values",
      () => tabular.kNearest(),
      tableOfRows([[Number.NaN], [1]]),
      classesOf([0, 1]),
      "`x0` is missing at row 0",
    ],
  ])("%s", async (_, make, table, target, evidence) => {
    await expect(fit(make(), { table, target })).rejects.toThrow(evidence);
  });

  it.each([
    ["gaussianNaiveBayes", () => tabular.gaussianNaiveBayes()],
    ["bernoulliNaiveBayes", () => tabular.bernoulliNaiveBayes({ alpha: 1e-10 })],
    ["lda", () => tabular.lda()],
    ["qda", () => tabular.qda({ regParam: 0.5 })],
    ["kNearest", () => tabular.kNearest({ k: 6 })],
  ])("%s knows the shares of the classes where all columns are constant", async (_, make) => {
    const same = tableOfRows([[3], [3], [3], [3], [3], [3]]);
    const { predict } = await fit(make(), { table: same, target: classesOf([0, 0, 1, 0, 1, 0]) });
    const [none, some] = await predict(same.head(1));
    expect(none).toBeCloseTo(2 / 3, 9);
    expect(some).toBeCloseTo(1 / 3, 9);
  });

  it("kNearest has no neighbour that weighs nothing, and counts votes by their weight", async () => {
    const weights = Float64Array.of(0, 1, 1, 1, 3, 1);
    const { predict } = await fit(tabular.kNearest({ k: 3 }), { table: rows, target: two, weights });
    // The nearest of 0 are 1 and 2, of the first class, and 5; those of 3.9 are 2, 5, and 6, which counts three.
    expect(
      await predict(
        tableOfRows([
          [0, 1],
          [3.9, 1],
        ]),
      ),
    ).toEqual([2 / 3, 1 / 3, 1 / 5, 4 / 5]);
  });
});
