import { type AnyTensor, type Node, nodeOf } from "../../core/tensor.ts";

/**
 * The sum of a value over all steps, without carrying it: what each step puts out, and what the stacks of that add up to
 * after the loop.
 */
export interface Deferred {
  readonly terms: readonly AnyTensor[];
  readonly total: (stacks: readonly AnyTensor[]) => AnyTensor;
}

/** Over a longer inner axis a product costs so much more than adding it up that nothing would be saved. */
const longestInner = 256;
/** Rows that each step adds up by itself must not fill the memory. */
const largestStack = 2_000_000;

/**
 * The cotangent of a weight is a product of a few rows in each step; all rows of all steps at once are one product,
 * which runs at the machine's best and needs no sum to be carried. Sums over rows (of a bias) likewise.
 */
export const deferred = (d: AnyTensor, count: number): Deferred | undefined => {
  const node = nodeOf(d);
  return node && rules[node.primitive.name]?.(node, d, count);
};

type Rule = (node: Node, d: AnyTensor, count: number) => Deferred | undefined;

const rules: Readonly<Record<string, Rule>> = {
  add: ({ inputs }, d, count) => {
    const [left, right] = inputs.map((x) => (x.size === d.size ? deferred(x, count) : undefined));
    if (!left || !right) return undefined;
    return {
      terms: [...left.terms, ...right.terms],
      total: (stacks) =>
        left
          .total(stacks)
          .add(right.total(stacks.slice(left.terms.length)))
          .reshape(d.shape),
    };
  },
  reshape: ({ inputs: [x] }, d, count) => {
    const inner = deferred(x!, count);
    return inner && { terms: inner.terms, total: (stacks) => inner.total(stacks).reshape(d.shape) };
  },
  sum: (_, d, count) =>
    d.size * count <= largestStack ? { terms: [d], total: ([stack]) => stack!.sum(0) } : undefined,
  matmul: ({ inputs }) => {
    const [left, right] = inputs as [AnyTensor, AnyTensor];
    if (left.rank !== 2 || right.rank !== 2 || left.shape[1]! > longestInner) return undefined;
    const [a, b] = [operandOf(left), operandOf(right)];
    return {
      terms: [a.term, b.term],
      total: ([lefts, rights]) => {
        const rows = a.turned ? joinRows(lefts!, a.shape).transpose() : joinColumns(lefts!, a.shape);
        return rows.matmul(b.turned ? joinColumns(rights!, b.shape).transpose() : joinRows(rights!, b.shape));
      },
    };
  },
};

/** What a matrix is made of by moving numbers about: that is stacked, and moved all at once. */
const operandOf = (matrix: AnyTensor) => {
  const node = nodeOf(matrix);
  const turned = node?.primitive.name === "transpose";
  const plain = turned ? node.inputs[0]! : matrix;
  const from = nodeOf(plain);
  return { turned, shape: plain.shape, term: from?.primitive.name === "reshape" ? from.inputs[0]! : plain };
};

const joinRows = (stack: AnyTensor, [, columns]: readonly number[]): AnyTensor => stack.reshape([-1, columns!]);

const joinColumns = (stack: AnyTensor, [rows, columns]: readonly number[]): AnyTensor =>
  stack.reshape([-1, rows!, columns!]).transpose([1, 0, 2]).reshape([rows!, -1]);
