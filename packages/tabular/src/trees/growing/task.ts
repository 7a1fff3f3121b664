import type { ClassTarget, NumberTarget } from "../../contract/target.ts";

export type Criterion = "gini" | "entropy" | "squared" | "absolute" | "poisson";

/**
 * What trees are grown on. Each row adds its weight, and `sums` sums: of numbers the weighted value, of two classes the
 * weight of the second, of more classes the weight of each. Two classes are numbers 0 and 1, and their Gini impurity is
 * twice their variance.
 */
export interface TreeTask {
  readonly rows: number;
  readonly criterion: Criterion;
  readonly sums: number;
  /** Of each row the sum that it adds to, where there are several. */
  readonly classes: Int32Array | undefined;
  /** Of each row the number that it adds, weighted. */
  readonly values: Float64Array;
  /** Of numbers: what was subtracted from them, so that squares stay exact. */
  readonly center: number;
}

export const classTask = ({ classes, codes }: ClassTarget, criterion: "gini" | "entropy"): TreeTask => {
  const shared = { rows: codes.length, criterion, center: 0 };
  return classes.length === 2
    ? { ...shared, sums: 1, classes: undefined, values: Float64Array.from(codes) }
    : { ...shared, sums: classes.length, classes: codes, values: new Float64Array(codes.length).fill(1) };
};

export const numberTask = ({ values }: NumberTarget, criterion: "squared" | "absolute" | "poisson"): TreeTask => {
  const center = criterion === "squared" ? values.reduce((sum, value) => sum + value, 0) / values.length : 0;
  const centered = center === 0 ? values : values.map((value) => value - center);
  return { rows: values.length, criterion, sums: 1, classes: undefined, values: centered, center };
};
