import { withCard } from "@kaviar/base/card";
import { anything, callable, listOf } from "@kaviar/base/check";
import type { Metric } from "@kaviar/nn";
import { metric } from "../contract/metric.ts";
import { type Member, member } from "../fitting/member.ts";
import { argument, optionsOf } from "../options.ts";
import { type FitOptions, fitLaws } from "../pipeline/fit-options.ts";
import type { Table } from "../table/table.ts";
import { type BothSides, scoreBothSides } from "./both-sides.ts";
import { dealTable } from "./deal-table.ts";
import { type FoldOptions, foldLaws } from "./fold-options.ts";

export interface ValidationCurveOptions extends FitOptions, FoldOptions {
  readonly metrics?: readonly Metric[] | undefined;
}

const read = optionsOf<ValidationCurveOptions>()("validationCurve", {
  ...fitLaws,
  ...foldLaws,
  /** What is measured; accuracy and log loss for classes, RMSE, MAE and R² for numbers, unless said. */
  metrics: listOf(metric).optional(),
});

/** Scores with one value of what is varied. */
export interface ValidationPoint<Value> extends BothSides {
  readonly value: Value;
}

const checkValues = argument("validationCurve", "values", listOf(anything<unknown>()));
const checkMake = argument("validationCurve", "make", callable<unknown>("a function from a value to a model"));
const checkMade = argument("validationCurve", "make", member);

/**
 * How scores change with one option of a model, on the rows it learns from and on others; the folds are the same for all.
 *
 * ```ts
 * const points = await validationCurve((alpha: number) => pipeline(scale(), ridge({ alpha })), [0.1, 1, 10], train, {
 *   target: "price",
 * });
 * points.map(({ value, held }) => [value, held.mean.rmse]);
 * ```
 */
export const validationCurve = withCard(
  async <Value>(
    make: (value: Value) => Member,
    values: readonly Value[],
    table: Table,
    given: ValidationCurveOptions = {},
  ): Promise<ValidationPoint<Value>[]> => {
    const options = read(given);
    checkMake(make);
    checkValues(values);
    const { training, splits } = dealTable("validationCurve", table, options);
    const rounds = values.map((value) => ({ learner: checkMade(make(value)), splits }));
    const scores = await scoreBothSides(training, rounds, options);
    return scores.map((both, i) => ({ value: values[i]!, ...both }));
  },
  {
    about: {
      name: "Validation curve",
      formula: "mean over folds of metric(model with θ), for each θ",
      use: "what one option does: where a model is too stiff, and where it learns its rows by heart",
      pitfall: "the best score of many values is too good to be true: hold rows back for the end",
      reference: "Hastie, Tibshirani & Friedman 2009, section 7.2",
      seeAlso: ["learningCurve", "crossValidate"],
    },
  },
);
