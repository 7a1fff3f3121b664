import { type Definition, define } from "./definition.ts";

/**
 * The sum over all trees. A node asks whether a number is at most the split, or (mode 6) a member of its set; a missing
 * number goes the way that the node says.
 */
export const trees = {
  TreeEnsemble: {
    ...define(`({ shape: [rows, width], data: x }, { targets, roots, features, splits, sets, missing, yes, no, leaves }) => {
  const data = new Float64Array(rows * targets);
  for (let row = 0; row < rows; row++) {
    for (let tree = 0; tree < roots.length; tree++) {
      let node = roots[tree];
      let isLeaf = 0;
      while (isLeaf === 0) {
        const value = x[row * width + features[node]];
        const set = sets[node];
        const isYes = Number.isNaN(value) ? missing[node] === 1 : set ? set.has(value) : value <= splits[node];
        const side = isYes ? yes : no;
        isLeaf = side.leafs[node];
        node = side.ids[node];
      }
      data[row * targets + leaves.targets[node]] += leaves.weights[node];
    }
  }
  return { shape: [rows, targets], data };
}`),
    prepare: `(given) => {
  const members = given.membership_values;
  // The sets lie one after the other, a NaN behind each.
  let at = 0;
  const setOf = () => {
    const set = new Set();
    while (!Number.isNaN(members[at])) set.add(members[at++]);
    at++;
    return set;
  };
  return {
    targets: given.n_targets,
    roots: given.tree_roots,
    features: given.nodes_featureids,
    splits: given.nodes_splits,
    sets: Array.from(given.nodes_modes, (mode) => (mode === 6 ? setOf() : undefined)),
    missing: given.nodes_missing_value_tracks_true,
    yes: { ids: given.nodes_truenodeids, leafs: given.nodes_trueleafs },
    no: { ids: given.nodes_falsenodeids, leafs: given.nodes_falseleafs },
    leaves: { targets: given.leaf_targetids, weights: given.leaf_weights },
  };
}`,
  },
} as const satisfies Readonly<Record<string, Definition>>;
