import type { FittedChain } from "../fitting/chain.ts";

/** Numbers in what was learned: arrays, and what is inside records and lists. */
const numbersIn = (state: unknown): number => {
  if (typeof state === "number") return 1;
  if (ArrayBuffer.isView(state)) return state.byteLength / 8;
  if (Array.isArray(state)) return state.reduce((sum: number, each) => sum + numbersIn(each), 0);
  if (typeof state === "object" && state !== null) return numbersIn(Object.values(state));
  return 0;
};

/**
 * How much there is to do for one row, about: of trees the questions on the way to a leaf, of all else the numbers that were
 * learned. Counted, not timed: the same on every machine, so that a search is the same too.
 */
export const workOf = ({ steps, model }: FittedChain): number => {
  const before = steps.reduce((sum, { state }) => sum + numbersIn(state), 0);
  if (!model) return before;
  const { definition, options } = model.model;
  const trees = definition.trees?.(model.state, options).ensemble;
  if (!trees) return before + numbersIn(model.state);
  const count = Math.max(trees.roots.length, 1);
  return Math.round(before + count * (1 + Math.log2(1 + trees.threshold.length / count)));
};
