import type { Parts } from "../../contract/in-parts.ts";
import { type Matrix, matrixOf } from "../../contract/matrix.ts";
import type { ClassTarget, Label } from "../../contract/target.ts";
import { classMeans } from "./class-means.ts";
import { classTarget } from "./class-target.ts";

/** The weight of each class, its means, and the squares of differences to these, weighed: a row for each class. */
export interface ClassMoments {
  readonly totals: Float64Array;
  readonly means: Float64Array;
  readonly squares: Float64Array;
}

export const classMoments = (x: Matrix, target: ClassTarget, weights: Float64Array | undefined): ClassMoments => {
  const { totals, means } = classMeans(x, target, weights);
  const squares = new Float64Array(means.length);
  const width = x.columns;
  for (let row = 0; row < x.rows; row++) {
    const weight = weights ? weights[row]! : 1;
    const of = target.codes[row]! * width;
    for (let j = 0; j < width; j++) squares[of + j]! += weight * (x.values[row * width + j]! - means[of + j]!) ** 2;
  }
  return { totals, means, squares };
};

interface MomentsInParts {
  readonly columns: readonly string[];
  readonly target: { readonly classes: readonly Label[] };
  readonly moments: ClassMoments;
  /** Those of all rows alike, whatever their class and weight. */
  readonly all: ClassMoments;
}

/** The same of rows that come in parts. (Chan, Golub & LeVeque 1979) */
export const classMomentsInParts = async (owner: string, parts: Parts): Promise<MomentsInParts> => {
  let found: MomentsInParts | undefined;
  for await (const { table, target: given, weights } of parts) {
    if (table.rows === 0) continue;
    const target = classTarget(owner, given);
    const x = matrixOf(owner, table);
    const alike: ClassTarget = { task: "classes", classes: ["all"], codes: new Int32Array(x.rows) };
    const [moments, all] = [classMoments(x, target, weights), classMoments(x, alike, undefined)];
    found = {
      columns: table.columns,
      target: { classes: target.classes },
      moments: found ? together(found.moments, moments) : moments,
      all: found ? together(found.all, all) : all,
    };
  }
  return found!;
};

const together = (one: ClassMoments, other: ClassMoments): ClassMoments => {
  const totals = one.totals.map((total, c) => total + other.totals[c]!);
  const width = one.means.length / totals.length;
  const classOf = (i: number): number => Math.floor(i / width);
  const apart = one.means.map((mean, i) => other.means[i]! - mean);
  // What has no weight on either side has no mean there.
  const share = (i: number): number => (totals[classOf(i)]! > 0 ? other.totals[classOf(i)]! / totals[classOf(i)]! : 0);
  return {
    totals,
    means: one.means.map((mean, i) => mean + apart[i]! * share(i)),
    squares: one.squares.map((sum, i) => {
      return sum + other.squares[i]! + apart[i]! ** 2 * one.totals[classOf(i)]! * share(i);
    }),
  };
};
