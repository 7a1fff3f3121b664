import { type Definition, define } from "./definition.ts";

/**
 * The sum over all trees. A node asks whether a number is at most the split, or (mode 6) a member of its set; a missing
 * number goes the way that the node says.
 */
export const trees = {
  TreeEnsemble: {
    ...define(`({ shape: [rows, width], data: x }, trees) => {
  const data = new Float64Array(rows * trees.n_targets);
  for (let row = 0; row < rows; row++) {
    for (const root of trees.tree_roots) {
      let [node, isLeaf] = [root, 0];
      while (!isLeaf) {
        const value = x[row * width + trees.nodes_featureids[node]];
        const set = trees.sets[node];
        const isTrue = Number.isNaN(value)
          ? trees.nodes_missing_value_tracks_true[node]
          : set
            ? set.has(value)
            : value <= trees.nodes_splits[node];
        isLeaf = (isTrue ? trees.nodes_trueleafs : trees.nodes_falseleafs)[node];
        node = (isTrue ? trees.nodes_truenodeids : trees.nodes_falsenodeids)[node];
      }
      data[row * trees.n_targets + trees.leaf_targetids[node]] += trees.leaf_weights[node];
    }
  }
  return { shape: [rows, trees.n_targets], data };
}`),
    prepare: `(trees) => {
  // The sets lie one after the other, a NaN behind each.
  let at = 0;
  const setOf = () => {
    const set = new Set();
    while (!Number.isNaN(trees.membership_values[at])) set.add(trees.membership_values[at++]);
    at++;
    return set;
  };
  return { ...trees, sets: Array.from(trees.nodes_modes, (mode) => (mode === 6 ? setOf() : undefined)) };
}`,
  },
} as const satisfies Readonly<Record<string, Definition>>;
