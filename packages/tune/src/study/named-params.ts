import { type CompiledSpace, compileSpace } from "../space/compile-space.ts";
import type { Space } from "../space/parameter.ts";
import type { TrialRecord } from "../trial/record.ts";

const compiled = new WeakMap<Space, CompiledSpace>();

/**
 * The params of a trial by the one name that each has in importance, plots, grids and derivatives: `optimizer` and
 * `optimizer.adam.beta2`. Constants are among them, and a permutation is its order.
 *
 * ```ts
 * namedParams(study.history.trials[0]!);                   // { optimizer: "adam", "optimizer.adam.beta2": 0.99, epochs: 10 }
 * ```
 * What the objective got is nested instead: `trial.params`.
 */
export const namedParams = ({
  space,
  params,
}: Pick<TrialRecord, "space" | "params">): Readonly<Record<string, unknown>> => {
  if (space === undefined) return { ...params };
  const known = compiled.get(space) ?? compileSpace(space);
  compiled.set(space, known);
  const names = new Set(known.dimensions.map(({ name }) => name));
  // What was enqueued in another shape stays as it is.
  return Object.keys(params).every((name) => names.has(name)) ? Object.fromEntries(known.named(params)) : { ...params };
};
