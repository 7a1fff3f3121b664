import { withSource } from "../errors/source.ts";
import { reapply } from "./rewrite.ts";
import type { AnyTensor, Node } from "./tensor.ts";
import { nodesBehind } from "./walk.ts";

/** A tensor and whether its first axis is the batch. */
export interface MaybeBatched {
  readonly tensor: AnyTensor;
  readonly batched: boolean;
}

/** What a node that sees examples becomes for all of them; its inputs say which do. */
export type BatchNode = (node: Node, inputs: readonly MaybeBatched[], size: number) => readonly AnyTensor[];

const throughRule: BatchNode = (node, inputs, size) =>
  node.primitive.batch(
    inputs.map(({ tensor }) => tensor),
    inputs.map(({ batched }) => batched),
    node.params,
    size,
  );

/**
 * The outputs for a whole batch at once: `given` maps each tensor that stands for one example to the stack of all of
 * them (and others to what they are). What does not depend on an example is computed once.
 */
export const batchGraph = (
  outputs: readonly AnyTensor[],
  given: ReadonlyMap<AnyTensor, MaybeBatched>,
  size: number,
  since = 0,
  batchNode = throughRule,
): MaybeBatched[] => {
  const known = new Map(given);
  const current = (tensor: AnyTensor): MaybeBatched => known.get(tensor) ?? { tensor, batched: false };

  for (const node of nodesBehind(outputs, new Set(given.keys()), since)) {
    const inputs = node.inputs.map(current);
    const batched = inputs.some((input) => input.batched);
    const results = withSource(node.source, () =>
      batched
        ? batchNode(node, inputs, size)
        : reapply(
            node,
            inputs.map(({ tensor }) => tensor),
          ),
    );
    node.outputs.forEach((output, i) => {
      if (results[i] && !known.has(output)) known.set(output, { tensor: results[i], batched });
    });
  }
  return outputs.map(current);
};

/** The stack of all examples, also where every example has the same value. */
export const asBatch = ({ tensor, batched }: MaybeBatched, size: number): AnyTensor =>
  batched ? tensor : tensor.broadcastTo([size, ...tensor.shape]);

/** Formal tensors with what they stand for. */
export const bindBatched = (
  formals: readonly AnyTensor[],
  actuals: readonly AnyTensor[],
  batched: readonly boolean[],
): Map<AnyTensor, MaybeBatched> =>
  new Map(formals.map((formal, i) => [formal, { tensor: actuals[i]!, batched: batched[i]! }]));
