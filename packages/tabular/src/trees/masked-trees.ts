import type { TreeEnsemble } from "../contract/tree-ensemble.ts";
import { type AddTrees, maskTrees } from "./masks/mask-trees.ts";

/** Trees that masks are made of at once. */
const mostTrees = 256;
/** Rows for which masks are made; fewer use those that are there. */
const rowsThatPay = 1024;

/** What the masks in memory are of. */
let masked: { readonly ensemble: TreeEnsemble; readonly add: AddTrees | undefined } | undefined;

/**
 * Adds to the sums of each row what trees say of it, as long as these have few leaves; says how many it added. Each value
 * of a column leaves some leaves of a tree open, as bits of a mask that is looked up for sixteen trees at once; the first
 * leaf that all columns leave open is the row's. A set of categories costs what a threshold does. (Lucchese et al. 2015)
 */
export const addMasked = (ensemble: TreeEnsemble, columns: readonly Float64Array[], sums: Float64Array): number => {
  const { length } = ensemble.roots;
  if (sums.length / ensemble.outputs < rowsThatPay && masked?.ensemble !== ensemble) return 0;
  for (let from = 0; from < length; from += mostTrees) {
    const to = Math.min(from + mostTrees, length);
    const add = masked?.ensemble === ensemble ? masked.add : maskTrees(ensemble, from, to);
    masked = length <= mostTrees ? { ensemble, add } : undefined;
    if (!add) return from;
    add(columns, sums);
  }
  return length;
};
