import { describe, expect, it } from "vitest";
import { type DecisionTreeOptions, decisionTree } from "../../src/models/decision-tree.ts";
import { classesOf, fit, numbersOf } from "./fit.ts";
import { madeRows } from "./made-rows.ts";
import recorded from "./recorded/trees.json" with { type: "json" };

describe("decisionTree", () => {
  for (const { name, target, options, missing, weighted, leaves, predicted, importances } of recorded.cases)
    it(`says what scikit-learn's says: ${name}${missing ? ", values missing" : ""}${weighted ? ", weighted" : ""}`, async () => {
      const train = madeRows(7, 300, { missing });
      const kind = target as "classes" | "two" | "numbers" | "counts";
      const isClasses = kind === "classes" || kind === "two";
      const training = {
        table: train.table,
        target: (isClasses ? classesOf : numbersOf)(train[kind]),
        ...(weighted ? { weights: train.weights } : {}),
      };
      const model = decisionTree(options as DecisionTreeOptions);
      const { state, predict } = await fit(model, training);
      const trees = model.definition.trees!(state, model.options).ensemble;
      const says = await predict(madeRows(99, 40, { missing }).table);
      const parts = model.definition.importances!(state, model.options);
      // null: there it depends on the order in which scikit-learn looks at the columns.
      const compare = (ours: ArrayLike<number>, theirs: readonly (number | null)[]): void => {
        for (const [i, value] of theirs.entries()) if (value !== null) expect(ours[i]).toBeCloseTo(value, 7);
      };
      compare([trees.leafCover.length], [leaves]);
      compare(says, predicted);
      compare(parts, importances);
    });
});
