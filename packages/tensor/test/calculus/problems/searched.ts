import type { Tensor } from "@kaviar/tensor";
import { evaluated } from "./expression.ts";
import type { Problem } from "./problem.ts";

type Vector = Tensor<"float64">;

const all = (texts: readonly string[]) => texts.map((text) => (x: Vector) => evaluated(text, x));

/** A problem as `constrained` takes it: what is at least 0 there is at most 0 here. */
export const searched = ({ objective, equalities = [], inequalities = [], low, high, start }: Problem) => ({
  f: (x: Vector) => evaluated(objective, x),
  start,
  constraints: {
    equalities: all(equalities),
    inequalities: all(inequalities).map((each) => (x: Vector) => each(x).neg()),
    ...(low && { low: start.map((_, i) => low[i] ?? -Infinity) }),
    ...(high && { high: start.map((_, i) => high[i] ?? Infinity) }),
  },
});
