import { either, notNegative, type OptionsOf, oneOf, whole } from "@kaviar/base/check";
import { inOrder } from "@kaviar/base/random";
import type { FitContext } from "../contract/context.ts";
import { createStep } from "../contract/step.ts";
import { type Target, withoutTarget } from "../contract/target.ts";
import type { Training } from "../contract/training.ts";
import { foldsOf } from "../fitting/out-of-fold.ts";
import { options } from "../options.ts";
import { type ColumnData, missingIn, numbersColumn, originsOf, type TextColumn } from "../table/column.ts";
import { columnsOf, replaceColumns, replaceWires, wiresOf } from "./contract/replacing.ts";
import { categoriesOf, levelCounts, numbersOfTexts, numbersToo, placesOf, textsToNumbers } from "./contract/texts.ts";
import { levelMeans } from "./target-encode/level-means.ts";

const read = options("targetEncode", {
  /** How strongly levels of few rows are drawn to the mean of all: as by so many rows of it, or by the spread of the target. */
  smooth: either(oneOf("auto"), notNegative).default("auto"),
  /** How many parts the training rows are cut into: each is encoded by what the others say. */
  cv: whole(2).default(5),
  /** Whether columns of numbers are categories too: codes, months, numbers of shops. */
  numbers: numbersToo,
});

export type TargetEncodeOptions = OptionsOf<typeof read>;

interface ColumnMeans {
  readonly column: string;
  readonly names: readonly string[];
  readonly levels: readonly string[];
  /** Of each column that comes of it: the mean of each level, of missing values, and of levels that are not known. */
  readonly means: readonly { readonly numbers: Float64Array; readonly missing: number; readonly unseen: number }[];
}

/**
 * Each text becomes the mean of the target where it stands: of numbers their mean, of two classes the share of the
 * second, of more classes the share of each (`city:setosa`, `city:virginica`, …).
 *
 * ```ts
 * pipeline(targetEncode({ smooth: 20 }), boosting());
 * ```
 * Training rows are encoded by folds that do not hold them, so that no row sees its own target; rows of one group are in
 * one fold. What is predicted for later is encoded by all training rows. A missing value is a level of its own where
 * training has some; levels that training did not have become the mean of all. Weights of rows count.
 */
export const targetEncode = createStep(
  read,
  {
    name: "Target encoding, cross-fitted",
    formula: "x ↦ λ ȳ_level + (1 − λ) ȳ",
    use: "texts with many levels: cities, products, codes",
    pitfall: "levels of one or two rows say next to nothing: group them first, or smooth more",
    reference: "Micci-Barreca 2001",
    seeAlso: ["oneHot", "hashing", "encode"],
  },
  {
    fit: (training, given): ColumnMeans[] => fitMeans(training, given),
    fitTraining: async (training, given, context) => ({
      state: fitMeans(training, given),
      training: { ...training, table: await encodeAcross(training, given, context) },
    }),
    apply: (state, table) =>
      replaceColumns(
        table,
        new Map(
          columnsOf(state, table).map(({ column, of }) => {
            const { levels, names } = of;
            const made = of.means.map((means, i) =>
              numbersColumn(names[i]!, numbersOfTexts(column, { levels, ...means }), originsOf(column)),
            );
            return [column.name, made] as const;
          }),
        ),
      ),
    onnx: (state, wires, graph) =>
      replaceWires(
        wires,
        new Map(
          wiresOf(state, wires).map(({ wire, of: { levels, names, means } }) => [
            wire.column,
            means.flatMap((each, i) => graph.wires(textsToNumbers(wire, { levels, ...each }, graph), [names[i]!])),
          ]),
        ),
      ),
  },
);

interface Output {
  /** Behind the name of the column. */
  readonly suffix: string;
  readonly target: Float64Array;
}

const outputsOf = (target: Target): readonly Output[] => {
  if (target.task === "anomalies") throw withoutTarget("targetEncode");
  if (target.task === "numbers") return [{ suffix: "", target: target.values }];
  const isClass = (c: number): Float64Array => Float64Array.from(target.codes, (code) => (code === c ? 1 : 0));
  if (target.classes.length <= 2) return [{ suffix: "", target: isClass(1) }];
  return target.classes.map((label, c) => ({ suffix: `:${label}`, target: isClass(c) }));
};

/** The places of the levels that rows have, sorted; missing values behind them, as if they were one more. */
const levelsIn = (column: TextColumn) => {
  const levels = levelCounts(column).map(({ level }) => level);
  const places = placesOf(column, levels).map((place) => (place < 0 ? levels.length : place));
  return { levels, places, count: levels.length + (missingIn(column) > 0 ? 1 : 0) };
};

const fitMeans = (
  { table, target, weights }: Training,
  { smooth, numbers }: ReturnType<typeof read>,
): ColumnMeans[] => {
  const outputs = outputsOf(target);
  return categoriesOf(table, numbers).map((column) => {
    const { levels, places, count } = levelsIn(column);
    const means = outputs.map(({ target }) => {
      const { means, mean } = levelMeans(count, { places, target, weights, rows: inOrder(table.rows) }, smooth);
      return { numbers: means.slice(0, levels.length), missing: means[levels.length] ?? mean, unseen: mean };
    });
    return { column: column.name, names: outputs.map(({ suffix }) => `${column.name}${suffix}`), levels, means };
  });
};

/** The training rows, each encoded by what the other folds say. A row that is alone has nobody else to ask. */
const encodeAcross = async (
  training: Training,
  { smooth, cv, numbers }: ReturnType<typeof read>,
  context: FitContext,
) => {
  const { table, target, weights } = training;
  const outputs = outputsOf(target);
  const splits = table.rows > 1 ? foldsOf("targetEncode", training, cv, context.seed) : [];
  const made = new Map<string, readonly ColumnData[]>();
  for (const column of categoriesOf(table, numbers)) {
    await context.pause();
    const { places, count } = levelsIn(column);
    const encoded = outputs.map(({ suffix, target }) => {
      const values = new Float64Array(table.rows);
      for (const split of splits) {
        const { means } = levelMeans(count, { places, target, weights, rows: split.training }, smooth);
        for (const row of split.validation) values[row] = means[places[row]!]!;
      }
      return numbersColumn(`${column.name}${suffix}`, values, originsOf(column));
    });
    made.set(column.name, encoded);
  }
  return replaceColumns(table, made);
};
