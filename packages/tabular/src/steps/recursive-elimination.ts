import { either, law, type OptionsOf, whole } from "@kaviar/base/check";
import { inOrder } from "@kaviar/base/random";
import { createStep } from "../contract/step.ts";
import { options } from "../options.ts";
import { importancesOf, modelWithImportances } from "./contract/important-columns.ts";
import { type KeptColumns, keepColumns, keepWires, keptNotes } from "./contract/kept-columns.ts";

const read = options("recursiveElimination", {
  /** Says how much columns count. */
  model: modelWithImportances,
  /** How many columns are kept; half of them unless said. */
  k: whole(1).optional(),
  /** How many are left out each time: a number, or a share of all there were at first. */
  step: either(
    whole(1),
    law<number>("between 0 and 1", (x) => typeof x === "number" && x > 0 && x < 1),
  ).default(1),
});

export type RecursiveEliminationOptions = OptionsOf<typeof read>;

interface Elimination extends KeptColumns {
  readonly columns: readonly string[];
  /** 1 for those that are kept; the higher, the earlier a column was left out. */
  readonly ranks: Int32Array;
}

/**
 * Fits a model, leaves out the columns that count least, and again, until few are left.
 *
 * ```ts
 * pipeline(impute(), scale(), recursiveElimination({ model: ridge(), k: 10 }), ridge());
 * ```
 * A linear model's coefficients can only be compared after scale(). Of columns that count alike the first goes first.
 */
export const recursiveElimination = createStep(
  read,
  {
    name: "Recursive feature elimination",
    formula: "fit, drop the columns with the least importance, repeat until k are left",
    use: "columns that say the same: when one is gone another counts for it",
    pitfall: "as many fits as there are columns to leave out: raise `step`",
    reference: "Guyon, Weston, Barnhill & Vapnik 2002",
    seeAlso: ["selectByModel", "selectBest"],
  },
  {
    fit: async (training, { model, k, step }, context): Promise<Elimination> => {
      const { columns } = training.table;
      const wanted = Math.min(columns.length, k ?? Math.max(1, columns.length >> 1));
      const batch = step < 1 ? Math.max(1, Math.trunc(step * columns.length)) : step;
      const rounds: string[][] = [];
      let left = columns;
      while (left.length > wanted) {
        await context.pause();
        const seen = { ...training, table: training.table.select(left) };
        const counts = await importancesOf(model, seen, context.within(rounds.length));
        const order = inOrder(left.length).sort((a, b) => counts[a]! - counts[b]! || a - b);
        const out = new Set(order.subarray(0, Math.min(batch, left.length - wanted)));
        rounds.push(left.filter((_, i) => out.has(i)));
        left = left.filter((_, i) => !out.has(i));
      }
      const roundOf = new Map(rounds.flatMap((names, round) => names.map((name) => [name, round] as const)));
      const ranks = Int32Array.from(columns, (name) => 1 + rounds.length - (roundOf.get(name) ?? rounds.length));
      return { kept: left, columns, ranks };
    },
    apply: keepColumns,
    onnx: keepWires,
    notes: keptNotes(read.owner),
  },
);
