import type { GrownNodes } from "./grow-tree.ts";

/**
 * Cuts the branches that are not worth their leaves: the weakest first, as long as it lowers the loss by at most `alpha`
 * of the whole weight a leaf. (Breiman et al. 1984, chapter 3)
 */
export const prune = (nodes: GrownNodes, alpha: number): GrownNodes => {
  const count = nodes.column.length;
  const column = Int32Array.from(nodes.column);
  const whole = nodes.weight[0]!;
  // Children have higher numbers than their parents.
  const loss = Float64Array.from(nodes.loss);
  const leaves = new Float64Array(count);
  const sumUp = (): void => {
    for (let node = count - 1; node >= 0; node--) {
      const isLeaf = column[node]! < 0;
      leaves[node] = isLeaf ? 1 : leaves[nodes.left[node]!]! + leaves[nodes.right[node]!]!;
      loss[node] = isLeaf ? nodes.loss[node]! : loss[nodes.left[node]!]! + loss[nodes.right[node]!]!;
    }
  };
  const reached = (node: number, visit: (node: number) => void): void => {
    const open = [node];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      if (column[next]! < 0) continue;
      open.push(nodes.right[next]!, nodes.left[next]!);
      visit(next);
    }
  };
  for (;;) {
    sumUp();
    let weakest = -1;
    let least = Infinity;
    reached(0, (node) => {
      const worth = (nodes.loss[node]! - loss[node]!) / whole / (leaves[node]! - 1);
      if (worth < least) {
        least = worth;
        weakest = node;
      }
    });
    if (weakest < 0 || least > alpha) return { ...nodes, column };
    reached(weakest, (node) => (column[node] = -1));
  }
};
