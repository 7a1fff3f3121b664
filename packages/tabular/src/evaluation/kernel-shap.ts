import { withCard } from "@kaviar/base/card";
import { either, finite, flag, type OptionsOf, record, text, whole } from "@kaviar/base/check";
import { leastSquares } from "@kaviar/base/numerics";
import { inOrder, seededRandom, shuffle } from "@kaviar/base/random";
import { TableError } from "../error.ts";
import { options } from "../options.ts";
import { conform } from "../pipeline/conform.ts";
import type { Predictor } from "../pipeline/trained-pipeline.ts";
import { takeRows } from "../table/column.ts";
import { stack } from "../table/stack.ts";
import { type Table, tableOf } from "../table/table.ts";
import { checkExplained } from "./check-explained.ts";
import { type Coalition, coalitionsOf } from "./kernel-shap/coalitions.ts";
import { oneOutput } from "./one-output.ts";

const read = options("kernelShap", {
  /** Rows that stand for what is not known; up to 50 of the explained table's own unless said. */
  background: record<Table>("a table", "rows", "columns", "data").optional(),
  /** The most coalitions of columns that are tried for a row; with fewer columns than log₂ of it, all are. */
  samples: whole(4).default(2048),
  /** Whose probability is explained; of two classes the second unless said. */
  class: either(either(finite, text), flag).optional(),
  /** Another one draws other coalitions. */
  seed: whole().default(0),
});

export type KernelShapOptions = OptionsOf<typeof read>;

/** Why a model says of each row what it says. */
export interface Explanation {
  readonly columns: readonly string[];
  /** What it says of the background, in the mean. */
  readonly base: number;
  /** What each column adds to it, a row after the other: base and the row's values sum to what the model says. */
  readonly values: Float64Array;
}

const usualBackground = 50;

/** Each coalition with each background row: columns that are known from the explained row, the others from that row. */
const mixed = (row: Table, background: Table, coalitions: readonly Coalition[]): Table => {
  const both = stack(row, background);
  const behind = background.rows;
  return tableOf(
    both.data.map((column, c) => {
      const rows = new Int32Array(coalitions.length * behind);
      for (const [s, { members }] of coalitions.entries())
        for (let b = 0; b < behind; b++) rows[s * behind + b] = members[c] === 1 ? 0 : 1 + b;
      return takeRows(column, rows);
    }),
    coalitions.length * behind,
  );
};

/**
 * The values that explain best what is said of coalitions, in weighted least squares, and sum to `all`: the last one is
 * what the others leave.
 */
const solve = (coalitions: readonly Coalition[], said: Float64Array, columns: number, all: number): Float64Array => {
  const width = columns - 1;
  const x = new Float64Array(coalitions.length * width);
  const y = new Float64Array(coalitions.length);
  for (const [s, { members, weight }] of coalitions.entries()) {
    const root = Math.sqrt(weight);
    const last = members[width]!;
    for (let c = 0; c < width; c++) x[s * width + c] = root * (members[c]! - last);
    y[s] = root * (said[s]! - last * all);
  }
  const [found] = leastSquares(x, coalitions.length, width, [y]);
  const sum = found!.reduce((total, value) => total + value, 0);
  return Float64Array.of(...found!, all - sum);
};

/**
 * What each column adds to what a model says of a row, by Shapley's shares: whatever the model.
 *
 * ```ts
 * const { columns, base, values } = await kernelShap(model, test.head(10), { background: train.head(100) });
 * ```
 * Exact where all coalitions of columns are tried: up to 11 columns with 2048. What is not known of a row is taken from the
 * background's rows, one after the other. A row costs as many predictions as coalitions times background rows: trees have
 * a faster way.
 */
export const kernelShap = withCard(
  async (model: Predictor, table: Table, given?: KernelShapOptions): Promise<Explanation> => {
    checkExplained("kernelShap", model, table);
    const { background, samples, class: chosen, seed } = read(given);
    const say = oneOutput("kernelShap", model, chosen);
    const random = seededRandom(seed, 0x5a9);
    const order = shuffle(inOrder(table.rows), random);
    const behind = conform(background ?? table.take(order.subarray(0, usualBackground)), model.inputs);
    if (behind.rows === 0) throw new TableError("data", "kernelShap compares with background rows: got none.");
    const rows = conform(table, model.inputs);
    const columns = rows.columns;
    const meanOf = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;
    const base = meanOf(await say(behind));
    const whole = await say(rows);
    const values = new Float64Array(rows.rows * columns.length);
    const coalitions = columns.length > 1 ? coalitionsOf(columns.length, samples, random) : [];
    for (let row = 0; row < rows.rows; row++) {
      const all = whole[row]! - base;
      const each = coalitions.length > 0 ? await say(mixed(rows.take([row]), behind, coalitions)) : new Float64Array(0);
      const said = Float64Array.from(
        coalitions,
        (_, s) => meanOf(each.subarray(s * behind.rows, (s + 1) * behind.rows)) - base,
      );
      values.set(columns.length > 1 ? solve(coalitions, said, columns.length, all) : [all], row * columns.length);
    }
    return { columns, base, values };
  },
  {
    about: {
      name: "Kernel SHAP",
      formula: "φ = argmin Σ π(S) (f(x_S) − φ₀ − Σ_{j∈S} φⱼ)², Σ φ = f(x) − φ₀",
      use: "why a model says what it says of one row, whatever the model",
      pitfall: "columns that go together are torn apart; slow: explain a few rows",
      reference: "Lundberg & Lee 2017; Covert & Lee 2021",
      seeAlso: ["permutationImportance", "partialDependence"],
    },
  },
);
