import { TensorError } from "../errors/error.ts";
import type { Source } from "../errors/source.ts";
import type { AnyElements, DType } from "../values/dtype.ts";
import { type Shape, showShape } from "../values/shape.ts";
import type { Primitive } from "./primitive.ts";

/** What is known of a value before it is computed. */
export interface Abstract {
  readonly shape: Shape;
  readonly dtype: DType;
}

/**
 * One application of a primitive. Inputs are always made before the node, so ids are a topological order: everything
 * below relies on it.
 */
export interface Node<Params = unknown> {
  readonly id: number;
  readonly primitive: Primitive<Params>;
  readonly inputs: readonly AnyTensor[];
  readonly params: Params;
  readonly outputs: AnyTensor[];
  readonly source: Source | undefined;
}

/** How a tensor is made. */
export type Origin =
  /** By an operation. */
  | { readonly kind: "node"; readonly node: Node; readonly index: number }
  /** By a call of a compiled function, which may not have run yet. */
  | { readonly kind: "call"; readonly call: Call; readonly index: number }
  /** Its elements are there; the line is known of tensors made of numbers. */
  | { readonly kind: "elements"; readonly elements: AnyElements; readonly source?: Source | undefined }
  /** It stands for an argument while a function is traced. */
  | { readonly kind: "placeholder"; readonly owner: string };

/** A call of a compiled function: runs once, for all its outputs. */
export interface Call {
  readonly outputs: () => Promise<readonly AnyElements[]>;
}

let created = 0;

/** Everything made from now on has a larger id. */
export const newestId = (): number => created;

/**
 * A lazy, immutable value: shape, dtype, and how it is made. `await t.data()` computes what it needs; a tensor that has
 * been computed is an input from then on.
 */
export class Tensor<D extends DType = "float32"> {
  readonly id: number = ++created;
  readonly shape: Shape;
  readonly dtype: D;
  /** How it is made; replaced by its elements once they are known. */
  origin: Origin;

  constructor(shape: Shape, dtype: D, origin: Origin) {
    this.shape = shape;
    this.dtype = dtype;
    this.origin = origin;
  }

  get rank(): number {
    return this.shape.length;
  }

  get size(): number {
    return this.shape.reduce((product, length) => product * length, 1);
  }

  /** JavaScript's operators would make NaN of a tensor without a word. */
  [Symbol.toPrimitive](hint: string): string {
    const { shape, dtype } = this;
    if (hint === "string") return `Tensor ${dtype} ${showShape(shape)}`;
    throw new TensorError("data", "A tensor is no number: JavaScript's operators and Math cannot compute with it.", {
      operands: [{ name: "tensor", shape, dtype }],
      remedy:
        "Use its methods, x.add(1) and x.greater(0); a number that a compiled function takes is a tensor inside of it.",
    });
  }
}

/** A tensor of any dtype, where the dtype does not matter. */
export type AnyTensor = Tensor<DType>;

/** Whether a value is a tensor, of whatever dtype. */
export const isTensor = (value: unknown): value is AnyTensor => value instanceof Tensor;

/** The node a tensor comes from, when it has not been computed. */
export const nodeOf = (tensor: AnyTensor): Node | undefined =>
  tensor.origin.kind === "node" ? tensor.origin.node : undefined;

/** A tensor that stands for an argument while a function is traced. */
export const placeholder = <D extends DType>(shape: Shape, dtype: D, owner: string): Tensor<D> =>
  new Tensor(shape, dtype, { kind: "placeholder", owner });

/** A tensor around elements that nobody else will write to. */
export const fromElements = <D extends DType>(
  elements: AnyElements,
  shape: Shape,
  dtype: D,
  source?: Source,
): Tensor<D> => new Tensor(shape, dtype, { kind: "elements", elements, source });

/** The line a tensor was made at, where it is known. */
export const sourceOf = ({ origin }: AnyTensor): Source | undefined =>
  origin.kind === "node" ? origin.node.source : origin.kind === "elements" ? origin.source : undefined;

export const newNode = <Params>(
  primitive: Primitive<Params>,
  inputs: readonly AnyTensor[],
  params: Params,
  outputs: readonly Abstract[],
  source: Source | undefined,
): Node<Params> => {
  const node: Node<Params> = { id: ++created, primitive, inputs, params, outputs: [], source };
  for (const output of outputs) addOutput(node, output);
  return node;
};

/** One more output of a node: loops stack more of what they compute when a derivative asks for it. */
export const addOutput = (node: Node<never> | Node, { shape, dtype }: Abstract): AnyTensor => {
  const tensor = new Tensor(shape, dtype, { kind: "node", node: node as Node, index: node.outputs.length });
  node.outputs.push(tensor);
  return tensor;
};
