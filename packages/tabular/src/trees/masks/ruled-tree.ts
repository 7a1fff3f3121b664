import type { TreeEnsemble } from "../../contract/tree-ensemble.ts";

/** A node, and its left leaves, from one to another: they are ruled out where a value goes right. */
interface Ruling {
  readonly node: number;
  readonly from: number;
  readonly to: number;
}

/** A tree as its leaves from left to right, and what its nodes rule out of them. */
export interface RuledTree {
  readonly leaves: readonly number[];
  readonly rulings: readonly Ruling[];
}

/** As many as a mask has bits. */
const mostLeaves = 64;

/** Some trees of an ensemble; nothing where one has more leaves than a mask has bits. */
export const ruledTrees = (ensemble: TreeEnsemble, from: number, to: number): readonly RuledTree[] | undefined => {
  const trees: RuledTree[] = [];
  for (const root of ensemble.roots.subarray(from, to)) {
    const tree = ruledTree(ensemble, root);
    if (tree.leaves.length > mostLeaves) return undefined;
    trees.push(tree);
  }
  return trees;
};

const ruledTree = ({ left, right }: TreeEnsemble, root: number): RuledTree => {
  const leaves: number[] = [];
  const rulings: Ruling[] = [];
  const visit = (node: number): void => {
    if (leaves.length > mostLeaves) return;
    if (node < 0) {
      leaves.push(~node);
      return;
    }
    const from = leaves.length;
    visit(left[node]!);
    rulings.push({ node, from, to: leaves.length });
    visit(right[node]!);
  };
  visit(root);
  return { leaves, rulings };
};
