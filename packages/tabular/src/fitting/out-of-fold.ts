import { groupKFold, kFold, type Split, stratifiedGroupKFold, stratifiedKFold } from "@kaviar/nn";
import { type FitContext, sharing } from "../contract/context.ts";
import type { ClassTarget, Target } from "../contract/target.ts";
import { type Training, takeTraining } from "../contract/training.ts";
import { TableError } from "../error.ts";
import type { Table } from "../table/table.ts";
import { fitChain, notesOfChain, predictChain } from "./chain.ts";
import type { Chain } from "./member.ts";

/** Numbers that a model gives for each row: one for each class, or one. */
export const outputsOf = (target: Target): number => (target.task === "classes" ? target.classes.length : 1);

/**
 * Folds of training rows: shuffled, stratified for classes, and never through a group. There are never more of them than
 * rows or groups, and a class with fewer rows than folds is shared out as far as it goes.
 */
export const foldsOf = (
  owner: string,
  { table, target, groups }: Training,
  wanted: number,
  seed: number,
): readonly Split[] => {
  const units = groups ? new Set(groups).size : table.rows;
  const folds = Math.min(wanted, units);
  if (folds < 2) {
    throw new TableError(
      "data",
      `${owner} holds out some rows and fits to the others, so it needs two ${groups ? "groups" : "rows"}: got ${units}.`,
      { remedy: "Give it more rows." },
    );
  }
  return splitsOf({ rows: table.rows, target, groups }, { folds, seed }).filter(
    ({ training, validation }) => training.length > 0 && validation.length > 0,
  );
};

const splitsOf = (
  { rows, target, groups }: { rows: number; target: Target; groups: Int32Array | undefined },
  { folds, seed }: { folds: number; seed: number },
): Split[] => {
  if (target.task === "classes")
    return groups
      ? stratifiedGroupKFold(target.codes, groups, { folds, seed })
      : stratifiedKFold(target.codes, { folds, seed, rare: "share" });
  return groups ? groupKFold(groups, { folds }) : kFold(rows, { folds, seed });
};

/**
 * What a chain of steps and a model says about each row when it was fitted to the other folds, `outputsOf(target)` numbers
 * a row: what stacking, calibration and thresholds may learn from.
 *
 * A class that none of the rows at hand has is no class to what is fitted to them; its probability is 0 in the rows held
 * out. Where all rows at hand are of one class nothing is fitted: its probability is 1.
 */
export const outOfFold = async (
  chain: Chain,
  training: Training,
  splits: readonly Split[],
  context: FitContext,
): Promise<Float64Array> => {
  const outputs = outputsOf(training.target);
  const all = new Float64Array(training.table.rows * outputs);
  for (const [fold, { training: fitted, validation }] of splits.entries()) {
    const { values: made } = await predictHeld(
      chain,
      takeTraining(training, fitted),
      training.table.take(validation),
      sharing(context.within(fold), fold / splits.length, 1 / splits.length),
    );
    for (let i = 0; i < validation.length; i++) {
      all.set(made.subarray(i * outputs, (i + 1) * outputs), validation[i]! * outputs);
    }
  }
  return all;
};

/** What is said of rows held out, and what there was to say of the fit to the others. */
export interface SaidOfHeld {
  readonly values: Float64Array;
  readonly notes: readonly string[];
}

/** What a chain that was fitted to some rows says of others; the law about absent classes is that of `outOfFold`. */
export const predictHeld = async (
  { steps, model }: Chain,
  training: Training,
  held: Table,
  context: FitContext,
): Promise<SaidOfHeld> => {
  const { training: seen, outputs: known } = withoutAbsentClasses(training);
  const outputs = outputsOf(training.target);
  const isCertain = seen.target.task === "classes" && known.length === 1;
  const fitted = isCertain ? undefined : await fitChain(steps, model, seen, context);
  const made = fitted ? await predictChain(fitted, held) : new Float64Array(held.rows).fill(1);
  const notes = fitted ? notesOfChain(fitted) : [];
  if (known.length === outputs) return { values: made, notes };
  const all = new Float64Array(held.rows * outputs);
  for (let i = 0; i < held.rows; i++) {
    for (let k = 0; k < known.length; k++) all[i * outputs + known[k]!] = made[i * known.length + k]!;
  }
  return { values: all, notes };
};

/** The rows with the classes that they have, and which of all the outputs are theirs. */
const withoutAbsentClasses = (
  training: Training,
): { readonly training: Training; readonly outputs: ArrayLike<number> } => {
  const { target } = training;
  if (target.task !== "classes") return { training, outputs: [0] };
  const there = new Set(target.codes);
  const outputs = target.classes.flatMap((_, code) => (there.has(code) ? [code] : []));
  if (outputs.length === target.classes.length) return { training, outputs };
  const numberOf = new Map(outputs.map((code, number) => [code, number]));
  const own: ClassTarget = {
    task: "classes",
    classes: outputs.map((code) => target.classes[code]!),
    codes: target.codes.map((code) => numberOf.get(code)!),
  };
  return { training: { ...training, target: own }, outputs };
};
