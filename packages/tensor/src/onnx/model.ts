import type { AnyElements, DType } from "../values/dtype.ts";
import type { Shape } from "../values/shape.ts";

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
  readonly dtype: DType;
  readonly shape: readonly (number | string)[];
}

export interface OnnxNode {
  readonly op: string;
  /** Unique in the model; the runtime's messages carry it. */
  readonly name: string;
  /** An empty string stands for an optional input left out. */
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: Readonly<Record<string, Attribute>>;
}

/** Integers are the most common attributes, so a number is one; a float says so. */
export type Attribute =
  | number
  | readonly number[]
  | string
  | { readonly float: number }
  | { readonly texts: readonly string[] }
  | { readonly graph: OnnxGraph }
  | { readonly tensor: OnnxTensor };

export interface OnnxTensor {
  readonly name: string;
  readonly dtype: DType;
  readonly shape: Shape;
  readonly elements: AnyElements;
}

export interface OnnxModel {
  readonly graph: OnnxGraph;
  readonly opset: number;
  readonly metadata: Readonly<Record<string, string>>;
}
