import type { AnyElements, DType } from "../values/dtype.ts";
import type { Shape } from "../values/shape.ts";

/** The element types of a file: those of tensors, and those that only files have. */
export type OnnxDType = DType | Narrow | "uint64" | "float16" | "bfloat16" | "string";

/** Whole numbers of fewer bits than tensors have. */
export type Narrow = "int8" | "uint8" | "int16" | "uint16";

/** An array of a file, or on its way into and out of a session. */
export type OnnxArray =
  | NumberArray
  | ArrayOf<"int8", Int8Array>
  | ArrayOf<"int16", Int16Array>
  | ArrayOf<"uint16", Uint16Array>
  | ArrayOf<"uint64", BigUint64Array>
  /** Their bits, as they are in memory. */
  | ArrayOf<"float16" | "bfloat16", Uint16Array>
  | TextArray;

/** Numbers in the typed array of their dtype: int64 is a BigInt64Array, bool and uint8 are a Uint8Array. */
interface NumberArray {
  readonly dtype: DType | "uint8";
  readonly shape: Shape;
  readonly elements: AnyElements;
}

interface ArrayOf<D extends OnnxDType, E> {
  readonly dtype: D;
  readonly shape: Shape;
  readonly elements: E;
}

/** Texts, of which no tensor can be. */
export interface TextArray {
  readonly dtype: "string";
  readonly shape: Shape;
  readonly elements: readonly string[];
}

/** An ONNX graph as plain data; `encode` turns it into the file's bytes. */
export interface OnnxGraph {
  readonly name: string;
  readonly inputs: OnnxValue[];
  readonly outputs: OnnxValue[];
  readonly nodes: OnnxNode[];
  readonly initializers: OnnxTensor[];
}

/** A graph's input or output; an axis of unknown length has a name. */
export interface OnnxValue {
  readonly name: string;
  readonly dtype: OnnxDType;
  readonly shape: readonly (number | string)[];
}

export interface OnnxNode {
  readonly op: string;
  /** Where the operator is defined, `ai.onnx.ml` for trees; left out for the standard's own. */
  readonly domain?: string;
  /** Unique in the model; the runtime's messages carry it. */
  readonly name: string;
  /** An empty string stands for an optional input left out. */
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: Readonly<Record<string, Attribute>>;
}

/** Integers are the most common attributes, so a number is one, and a list of numbers is one of them; floats say so. */
export type Attribute =
  | number
  | readonly number[]
  | Int32Array
  | string
  | { readonly float: number }
  | { readonly floats: ArrayLike<number> }
  | { readonly texts: readonly string[] }
  | { readonly graph: OnnxGraph }
  | { readonly tensor: OnnxTensor };

export type OnnxTensor = OnnxArray & { readonly name: string };

export interface OnnxModel {
  readonly graph: OnnxGraph;
  /** The version of the operators of each domain; the standard's own is "". */
  readonly opsets: Readonly<Record<string, number>>;
  readonly metadata: Readonly<Record<string, string>>;
  /** What made the file ("kaviar"). */
  readonly producer?: string;
  /** What the model is, for whoever opens the file. */
  readonly doc?: string;
}
