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
