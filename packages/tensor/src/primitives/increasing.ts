import type { Node } from "../core/tensor.ts";

/** What `scaleChannels` says of itself. */
export interface ScaleChannelsParams {
  /** No factor is negative: the order of elements stays, and maxima may be taken before. */
  readonly increasing: boolean;
}

/** Does a larger element of its first input never give a smaller result? Then the largest may be taken before it. */
export const isIncreasing = (node: Node | undefined): node is Node =>
  node?.primitive.name === "relu" ||
  (node?.primitive.name === "scaleChannels" && (node.params as ScaleChannelsParams).increasing);
