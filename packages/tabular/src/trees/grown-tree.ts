import type { TreeEnsemble } from "../contract/tree-ensemble.ts";

/** One tree as it was grown: the arrays of an ensemble, its nodes and leaves numbered from 0. */
export interface GrownTree {
  /** The number of its first node, or ~ the leaf that it consists of. */
  readonly root: number;
  readonly feature: ArrayLike<number>;
  readonly threshold: ArrayLike<number>;
  readonly left: ArrayLike<number>;
  readonly right: ArrayLike<number>;
  readonly missingLeft: ArrayLike<number>;
  /** Of each inner node the codes that go left; none where it asks for the threshold. */
  readonly members?: readonly (ArrayLike<number> | undefined)[];
  readonly values: ArrayLike<number>;
  readonly cover: ArrayLike<number>;
  readonly leafCover: ArrayLike<number>;
}

interface EnsembleOptions {
  readonly outputs?: number;
  readonly base?: Float64Array;
  /** Numbers in each leaf. */
  readonly width?: number;
  /** The output of the tree with a number: for trees of one number among several outputs. */
  readonly outputOf?: (tree: number) => number;
}

/**
 * Trees one behind the other in the arrays of an ensemble.
 *
 * ```ts
 * ensembleOf(trees, { outputs: classes, outputOf: (tree) => tree % classes });
 * ```
 */
export const ensembleOf = (
  trees: readonly GrownTree[],
  { outputs = 1, base = new Float64Array(outputs), width = 1, outputOf = () => 0 }: EnsembleOptions = {},
): TreeEnsemble => {
  const count = (part: (tree: GrownTree) => number): number => trees.reduce((sum, tree) => sum + part(tree), 0);
  const nodes = count(({ feature }) => feature.length);
  const leaves = count(({ leafCover }) => leafCover.length);
  const ensemble: TreeEnsemble = {
    outputs,
    base,
    width,
    roots: new Int32Array(trees.length),
    output: Int32Array.from(trees, (_, tree) => outputOf(tree)),
    feature: new Int32Array(nodes),
    threshold: new Float64Array(nodes),
    left: new Int32Array(nodes),
    right: new Int32Array(nodes),
    missingLeft: new Uint8Array(nodes),
    setStart: new Int32Array(nodes + 1),
    members: Int32Array.from(trees.flatMap(({ members = [] }) => members.flatMap((set) => sorted(set)))),
    values: new Float64Array(leaves * width),
    cover: new Float64Array(nodes),
    leafCover: new Float64Array(leaves),
  };
  let node = 0;
  let leaf = 0;
  let member = 0;
  for (const [number, tree] of trees.entries()) {
    const placed = (child: number): number => (child < 0 ? child - leaf : child + node);
    ensemble.roots[number] = placed(tree.root);
    ensemble.feature.set(tree.feature, node);
    ensemble.threshold.set(tree.threshold, node);
    ensemble.missingLeft.set(tree.missingLeft, node);
    ensemble.cover.set(tree.cover, node);
    for (let i = 0; i < tree.feature.length; i++) {
      ensemble.left[node + i] = placed(tree.left[i]!);
      ensemble.right[node + i] = placed(tree.right[i]!);
      ensemble.setStart[node + i] = member;
      member += tree.members?.[i]?.length ?? 0;
    }
    ensemble.values.set(tree.values, leaf * width);
    ensemble.leafCover.set(tree.leafCover, leaf);
    node += tree.feature.length;
    leaf += tree.leafCover.length;
  }
  ensemble.setStart[nodes] = member;
  return ensemble;
};

const sorted = (set: ArrayLike<number> | undefined): number[] => Array.from(set ?? []).sort((a, b) => a - b);
