import type { AnyTensor } from "../../core/tensor.ts";
import { sourceOf } from "../../core/tensor.ts";
import { TensorError } from "../../errors/error.ts";
import type { DecodedAttribute, DecodedGraph, DecodedNode } from "../../onnx/decode.ts";
import { forTensors } from "../../onnx/for-tensors.ts";
import type { OnnxTensor } from "../../onnx/model.ts";
import type { DType } from "../../values/dtype.ts";
import { type Given, knownNumbers } from "./known.ts";

/** One operator of a file, on tensors: what a translation reads. */
export interface Call {
  readonly opset: number;
  readonly inputs: readonly (AnyTensor | undefined)[];
  /** How many outputs the file reads, by place. */
  readonly outputs: number;
  /** The input at a place; a file that lacks it is wrong. */
  readonly input: (place: number) => AnyTensor;
  /** The numbers of an input, which must follow from the file and the shapes alone; `undefined` where it is left out. */
  readonly numbers: (place: number) => number[] | undefined;
  /** The same, and `undefined` too where they depend on the data. */
  readonly known: (place: number) => number[] | undefined;
  readonly integer: (name: string, otherwise: number) => number;
  readonly float: (name: string, otherwise: number) => number;
  readonly text: (name: string, otherwise: string) => string;
  readonly integers: (name: string) => readonly number[] | undefined;
  readonly attribute: (name: string) => DecodedAttribute | undefined;
  readonly tensor: (name: string) => StoredTensor | undefined;
  /** The outputs of a graph among the attributes, which may read what is around it. */
  readonly run: (graph: string) => readonly AnyTensor[];
  /** The error for what the operator can do and a translation cannot. */
  readonly refuse: (what: string, remedy?: string) => TensorError;
}

/** Of a dtype that tensors have. */
export type StoredTensor = OnnxTensor & { readonly dtype: DType };

/** An operator in terms of tensors. */
export type Translation = (call: Call) => AnyTensor | readonly (AnyTensor | undefined)[];

interface Around {
  readonly opset: number;
  readonly given: Given;
  readonly run: (graph: DecodedGraph) => readonly AnyTensor[];
}

export const createCall = (
  node: DecodedNode,
  inputs: readonly (AnyTensor | undefined)[],
  { opset, given, run }: Around,
): Call => {
  const { attributes } = node;
  const refuse = (what: string, remedy?: string): TensorError =>
    new TensorError("data", `${showNode(node)} cannot be imported: ${what}.`, {
      operands: inputs.flatMap((x, i) =>
        x ? [{ name: node.inputs[i]!, shape: x.shape, dtype: x.dtype as DType, source: sourceOf(x) }] : [],
      ),
      ...(remedy ? { remedy } : {}),
    });
  const input = (place: number): AnyTensor => {
    const tensor = inputs[place];
    if (tensor) return tensor;
    throw refuse(`it lacks its input ${place}`, "The file is damaged: export it again.");
  };
  const known = (place: number): number[] | undefined => {
    const tensor = inputs[place];
    return tensor && knownNumbers(tensor, given);
  };
  const attribute = <T>(name: string): T | undefined => attributes[name] as T | undefined;
  return {
    opset,
    inputs,
    outputs: node.outputs.length,
    input,
    numbers: (place) => {
      const numbers = known(place);
      if (numbers || !inputs[place]) return numbers;
      throw refuse(
        `"${node.inputs[place]}" depends on the data, and shapes here must be known before`,
        "openOnnx runs such a file, without derivatives.",
      );
    },
    known,
    integer: (name, otherwise) => attribute<number>(name) ?? otherwise,
    float: (name, otherwise) => attribute<number>(name) ?? otherwise,
    text: (name, otherwise) => attribute<string>(name) ?? otherwise,
    integers: (name) => attribute<readonly number[]>(name),
    attribute,
    tensor: (name) => {
      const stored = attribute<{ readonly tensor: OnnxTensor }>(name)?.tensor;
      return stored && forTensors(stored);
    },
    run: (name) => run(attribute<{ readonly graph: DecodedGraph }>(name)!.graph),
    refuse,
  };
};

export const showNode = ({ op, domain, name }: DecodedNode): string =>
  `${domain ? `${domain}.` : ""}${op}${name ? ` ("${name}")` : ""}`;
