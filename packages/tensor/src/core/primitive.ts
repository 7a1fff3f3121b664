import { captureSource } from "../errors/source.ts";
import type { Values } from "../values/values.ts";
import type { Emit } from "./emit.ts";
import { type Abstract, type AnyTensor, type Node, newNode } from "./tensor.ts";

/** What a derivative rule sees of the forward computation. */
export interface Forward<Params> {
  readonly inputs: readonly AnyTensor[];
  readonly outputs: readonly AnyTensor[];
  readonly params: Params;
  /** Which inputs' derivatives are asked for; the others may be left out. */
  readonly needed: readonly boolean[];
  readonly node: Node<Params>;
}

/** A tensor, or nothing where the derivative is zero (or does not exist: integers, booleans). */
export type Cotangent = AnyTensor | undefined;

/** The derivative of what has none, or is flat wherever it has one: nothing comes back to the inputs. */
export const zero = (): readonly Cotangent[] => [];

/**
 * The names of all primitives. `primitives/table.ts` fills them in from the files it lists, so that a primitive in a
 * file that is not listed has a name that does not compile.
 *
 * @public
 */
// biome-ignore lint/suspicious/noEmptyInterface: filled in by the table
export interface PrimitiveNames {}

export type PrimitiveName = keyof PrimitiveNames;

/**
 * Everything the system knows of one primitive operation. Whatever can be said with other primitives is not one: see
 * `operations/`.
 */
export interface Primitive<Params = unknown> {
  readonly name: PrimitiveName;
  /** Does each element of the result depend on the elements at its place alone, operands stretched to a common shape? */
  readonly elementwise?: true;
  /** The shape and dtype of each output; throws the law that the inputs break. */
  infer(inputs: readonly AnyTensor[], params: Params): readonly Abstract[];
  /** A simpler tensor with the same value, where there is one. */
  simplify?(inputs: readonly AnyTensor[], params: Params): AnyTensor | undefined;
  /** The values, slowly and obviously. */
  evaluate(inputs: readonly Values[], params: Params, outputs: readonly Abstract[]): readonly Values[];
  /** The same from other primitives, for the dtypes that the runtime has no kernel for. */
  compose?(inputs: readonly AnyTensor[], params: Params): readonly AnyTensor[] | undefined;
  /** How many of the first inputs the operators do not read: those say to derivatives what is computed. */
  unread?(params: Params): number;
  /** The ONNX operators; inputs and results are value names. */
  lower(emit: Emit, inputs: readonly string[], node: Node<Params>): readonly string[];
  /** From the cotangent of each output (missing = zero) the cotangent of each input. Linear in the cotangents. */
  derivative(forward: Forward<Params>, cotangents: readonly Cotangent[]): readonly Cotangent[];
  /** The same for a batch: inputs marked batched have one more axis, the first, of length `size`; outputs all get it. */
  batch(inputs: readonly AnyTensor[], batched: readonly boolean[], params: Params, size: number): readonly AnyTensor[];
}

/** Applies a primitive to tensors: checks shapes now, computes later. */
export const apply = <Params>(
  primitive: Primitive<Params>,
  inputs: readonly AnyTensor[],
  params: Params,
): readonly AnyTensor[] => {
  const simpler = primitive.simplify?.(inputs, params);
  if (simpler) return [simpler];
  const outputs = primitive.infer(inputs, params);
  return newNode(primitive, inputs, params, outputs, captureSource(apply as never)).outputs;
};

/** `apply` for the many primitives with one output. */
export const applyOne = <Params>(
  primitive: Primitive<Params>,
  inputs: readonly AnyTensor[],
  params: Params,
): AnyTensor => apply(primitive, inputs, params)[0]!;
