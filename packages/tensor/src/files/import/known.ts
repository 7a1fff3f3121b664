import type { AnyTensor } from "../../core/tensor.ts";
import { nodesBehind } from "../../core/walk.ts";
import { evaluate } from "../../reference/evaluate.ts";
import { isFloat } from "../../values/dtype.ts";
import type { Values } from "../../values/values.ts";

/** The inputs and parameters of a model: whatever their values are now, they may be others. */
export type Given = ReadonlySet<AnyTensor>;

/** A shape, axes, a number of classes: more than these are data. */
const mostNumbers = 64;

/**
 * Whether the numbers of an input may decide shapes: those that are there already, of an input that is none of floats or
 * that is read as a setting alone. A stand-in in a function that is being compiled or differentiated has none.
 */
export const isReadable = ({ origin, size, dtype }: AnyTensor, isSetting: boolean): boolean =>
  origin.kind === "elements" && size <= mostNumbers && (isSetting || !isFloat(dtype));

/** The numbers of a tensor that depends on the file and on shapes alone: what exporters compute shapes from. */
export const knownNumbers = (tensor: AnyTensor, given: Given): number[] | undefined => {
  const nodes = nodesBehind([tensor], given);
  const leaves = [tensor, ...nodes.flatMap(({ inputs }) => inputs)].filter(({ origin }) => origin.kind !== "node");
  const known = leaves.every((leaf) => leaf.origin.kind === "elements" && !given.has(leaf));
  if (!known || given.has(tensor) || nodes.some(({ inputs }) => inputs.some((x) => given.has(x)))) return undefined;
  const found = new Map<AnyTensor, Values>();
  for (const { outputs } of nodes) for (const each of outputs) found.set(each, rounded(evaluate([each], found)[0]!));
  return [...evaluate([tensor], found)[0]!.data];
};

/** A length of 10 · 0.7 is 7 in single precision, which the runtime computes in, and less in double. */
const rounded = (x: Values): Values => (x.dtype === "float32" ? { ...x, data: x.data.map(Math.fround) } : x);
