import { type BatchNode, batchGraph, type MaybeBatched } from "../core/batching.ts";
import { apply } from "../core/primitive.ts";
import type { AnyTensor, Node } from "../core/tensor.ts";
import { turned } from "../primitives/matmul.ts";
import type { PadParams, SliceParams } from "../primitives/movement.ts";
import { range, type Shape } from "../values/shape.ts";

/**
 * `batchGraph` with the examples along the last axis, for many small examples: a product with a matrix that all share
 * is one large product instead of many small ones, and what all share stretches over whole runs of memory. A Hessian
 * takes a third of the time so. Primitives without a rule here go through their own, with the axis moved to the front
 * and back.
 */
export const batchGraphLast = (
  outputs: readonly AnyTensor[],
  given: ReadonlyMap<AnyTensor, MaybeBatched>,
  size: number,
  since = 0,
): MaybeBatched[] => batchGraph(outputs, given, size, since, batchNode);

const batchNode: BatchNode = (node, inputs, size) => {
  const rule = node.primitive.elementwise ? aligned : rules[node.primitive.name];
  return rule?.(node as Node<never>, inputs, size) ?? throughTheFront(node, inputs, size);
};

type Rule = (node: Node<never>, inputs: readonly MaybeBatched[], size: number) => readonly AnyTensor[] | undefined;

/** An axis of length 1 in the place of the examples, where all have the same value. */
const withPlace = ({ tensor, batched }: MaybeBatched): AnyTensor => (batched ? tensor : tensor.expandDims(-1));

const aligned: Rule = ({ primitive, params }, inputs) => apply(primitive, inputs.map(withPlace), params);

const same: Rule = ({ primitive, params }, [x]) => apply(primitive, [x!.tensor], params);

const withShape: Rule = ({ primitive, params }: Node<{ shape: Shape }>, [x], size) =>
  apply(primitive, [x!.tensor], { shape: [...params.shape, size] });

const stretched: Rule = ({ primitive, params }, inputs, size) =>
  apply(
    primitive,
    inputs.map((input) =>
      withPlace(input).broadcastTo([...input.tensor.shape.slice(0, input.batched ? -1 : undefined), size]),
    ),
    params,
  );

/** Rows picked by numbers that are the same for all examples. */
const picked: Rule = ({ primitive, params }, [x, indices]) =>
  x!.batched && !indices!.batched ? apply(primitive, [x!.tensor, indices!.tensor], params) : undefined;

const multiplied: Rule = ({ primitive, params }, [left, right], size) => {
  if (left!.batched && right!.batched) return undefined;
  if (left!.batched) {
    // For each row m one product nk · kb.
    const matrix = turned(right!.tensor);
    const [lead, matrixShape] = [matrix.shape.slice(0, -2), matrix.shape.slice(-2)];
    return apply(
      primitive,
      [lead.length > 0 ? matrix.reshape([...lead, 1, ...matrixShape]) : matrix, left!.tensor],
      params,
    );
  }
  const { shape } = right!.tensor;
  const [k, n] = shape.slice(-3) as [number, number];
  const [product] = apply(
    primitive,
    [left!.tensor, right!.tensor.reshape([...shape.slice(0, -3), k, n * size])],
    params,
  );
  return [product!.reshape([...product!.shape.slice(0, -1), n, size])];
};

const rules: Readonly<Record<string, Rule>> = {
  identity: same,
  stopGradient: same,
  cast: same,
  sum: same,
  prod: same,
  max: same,
  min: same,
  softmax: same,
  logSoftmax: same,
  cumsum: same,
  split: same,
  reshape: withShape,
  broadcastTo: withShape,
  concat: stretched,
  gather: picked,
  matmul: multiplied,
  transpose: ({ params }: Node<{ order: readonly number[] }>, [x]) => [
    x!.tensor.transpose([...params.order, params.order.length]),
  ],
  slice: ({ primitive, params: { starts, lengths, steps } }: Node<SliceParams>, [x], size) =>
    apply(primitive, [x!.tensor], { starts: [...starts, 0], lengths: [...lengths, size], steps: [...steps, 1] }),
  pad: ({ primitive, params: { low, high } }: Node<PadParams>, [x]) =>
    apply(primitive, [x!.tensor], { low: [...low, 0], high: [...high, 0] }),
};

const throughTheFront = (node: Node, inputs: readonly MaybeBatched[], size: number): readonly AnyTensor[] => {
  const tensors = inputs.map(({ tensor, batched }) => (batched ? lastToFront(tensor) : tensor));
  const flags = inputs.map(({ batched }) => batched);
  return node.primitive.batch(tensors, flags, node.params, size).map(frontToLast);
};

/** From examples along the last axis to examples along the first. */
export const lastToFront = (x: AnyTensor): AnyTensor => x.transpose([x.rank - 1, ...range(x.rank - 1)]);

const frontToLast = (x: AnyTensor): AnyTensor => x.transpose([...range(x.rank).slice(1), 0]);
