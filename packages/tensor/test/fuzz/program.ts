import { type DType, type Shape, type Tensor, tensor } from "@kaviar/tensor";
import type { OperationName } from "./operations/index.ts";

/** A random program as data: what two interpreters, ours and PyTorch's (bench/fuzz/peer.py), both run. */
export interface Program {
  readonly inputs: readonly Input[];
  readonly steps: readonly Step[];
  readonly results: readonly Place[];
}

export interface Input {
  readonly dtype: DType;
  readonly shape: Shape;
  readonly numbers: readonly Numeral[];
}

/** JSON has no word for what is no finite number, nor for −0. */
export type Numeral = number | "NaN" | "Infinity" | "-Infinity" | "-0";

/** A value by its number: the inputs come first, then all results of one step after the other. */
export type Place = number;

export type Step = readonly [
  name: OperationName,
  operands: readonly Place[],
  params?: Params,
  blocks?: readonly Block[],
];

export type Params = Readonly<Record<string, unknown>>;

/** What a transformation or a loop is of. Its places count its arguments, what it closes over, then its steps. */
export interface Block {
  readonly args: number;
  /** Places outside of it. */
  readonly captured: readonly Place[];
  readonly steps: readonly Step[];
  readonly results: readonly Place[];
}

export const numeralOf = (value: number): Numeral =>
  Number.isFinite(value) && !Object.is(value, -0) ? value : Object.is(value, -0) ? "-0" : (String(value) as Numeral);

export const inputTensor = ({ dtype, shape, numbers }: Input): Tensor<DType> =>
  tensor(Float64Array.from(numbers, Number), { dtype, shape });

/** The program with all its floats as one dtype. */
export const withFloats = <T>(part: T, dtype: "float32" | "float64"): T => {
  if (part === "float32" || part === "float64") return dtype as T;
  if (Array.isArray(part)) return part.map((each) => withFloats(each, dtype)) as T;
  if (typeof part !== "object" || part === null) return part;
  return Object.fromEntries(Object.entries(part).map(([name, each]) => [name, withFloats(each, dtype)])) as T;
};

/** The names of all operations in it. */
export const operationsIn = ({ steps }: Pick<Block, "steps">): OperationName[] =>
  steps.flatMap(([name, , , blocks = []]) => [name, ...blocks.flatMap(operationsIn)]);
