import type { AnyTensor } from "../../core/tensor.ts";
import { sourceOf } from "../../core/tensor.ts";
import { TensorError } from "../../errors/error.ts";
import type { DecodedAttribute, DecodedGraph, DecodedNode } from "../../onnx/decode.ts";
import { forTensors } from "../../onnx/for-tensors.ts";
import type { OnnxTensor } from "../../onnx/model.ts";
import type { DType } from "../../values/dtype.ts";
import { type Given, knownNumbers } from "./known.ts";

/**
 * One operator of a file, on tensors: what a translation reads. What it does not read is refused (`unread`), so that an
 * attribute nobody thought of is an error and never another result.
 */
export interface Call {
  readonly opset: number;
  /** How many outputs the file names, by place. */
  readonly outputs: number;
  /** Whether anything in the file reads the output at a place. */
  readonly wants: (place: number) => boolean;
  /** The input at a place; a file that lacks it is wrong. */
  readonly input: (place: number) => AnyTensor;
  /** The input at a place, where it is not left out. */
  readonly optional: (place: number) => AnyTensor | undefined;
  /** Every input, or those from a place on, for operators that take any number of them. */
  readonly all: (from?: number) => readonly AnyTensor[];
  /** The numbers of an input, which must follow from the file and the shapes alone; `undefined` where it is left out. */
  readonly numbers: (place: number) => number[] | undefined;
  /** The same of an input that a file cannot leave out. */
  readonly needed: (place: number) => number[];
  /** The same, and `undefined` too where they depend on the data. */
  readonly known: (place: number) => number[] | undefined;
  /** The same of a tensor that a translation has made. */
  readonly knownOf: (tensor: AnyTensor) => number[] | undefined;
  readonly integer: (name: string, otherwise: number) => number;
  readonly neededInteger: (name: string) => number;
  readonly float: (name: string, otherwise: number) => number;
  readonly text: (name: string, otherwise: string) => string;
  readonly flag: (name: string, otherwise: boolean) => boolean;
  /** What a text stands for, of those that are known. */
  readonly oneOf: <T>(name: string, otherwise: string, known: Readonly<Record<string, T>>) => T;
  readonly integers: (name: string) => readonly number[] | undefined;
  /** A list of numbers that need not be whole. */
  readonly numbersOf: (name: string) => readonly number[] | undefined;
  readonly texts: (name: string) => readonly string[] | undefined;
  /** A list of an old file that lacks it is damaged. */
  readonly neededIntegers: (name: string) => readonly number[];
  readonly attribute: (name: string) => DecodedAttribute | undefined;
  readonly tensor: (name: string) => StoredTensor | undefined;
  /** The same of any type. */
  readonly stored: (name: string) => OnnxTensor | undefined;
  /** The outputs of a graph among the attributes from its inputs; it may read what is around it. */
  readonly run: (graph: string, inputs?: readonly AnyTensor[]) => readonly AnyTensor[];
  /** Attributes that do not change what comes out. */
  readonly ignore: (...names: readonly string[]) => void;
  /** An attribute or input that the file has and nobody has read. */
  readonly unread: () => string | undefined;
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
  /** The names that anything in the file reads. */
  readonly read: ReadonlySet<string>;
  readonly run: (graph: DecodedGraph, inputs: readonly AnyTensor[]) => readonly AnyTensor[];
}

export const createCall = (
  node: DecodedNode,
  inputs: readonly (AnyTensor | undefined)[],
  { opset, given, read, run }: Around,
): Call => {
  const { attributes } = node;
  const refuse = (what: string, remedy?: string): TensorError =>
    new TensorError("data", `${showNode(node)} cannot be imported: ${what}.`, {
      operands: inputs.flatMap((x, i) =>
        x ? [{ name: node.inputs[i]!, shape: x.shape, dtype: x.dtype as DType, source: sourceOf(x) }] : [],
      ),
      ...(remedy ? { remedy } : {}),
    });
  const seen = new Set<string | number>();
  const optional = (place: number): AnyTensor | undefined => {
    seen.add(place);
    return inputs[place];
  };
  const input = (place: number): AnyTensor => {
    const tensor = optional(place);
    if (tensor) return tensor;
    throw refuse(`it lacks its input ${place}`, damaged);
  };
  const known = (place: number): number[] | undefined => {
    const tensor = optional(place);
    return tensor && knownNumbers(tensor, given);
  };
  const attribute = (name: string): DecodedAttribute | undefined => {
    seen.add(name);
    return Object.hasOwn(attributes, name) ? attributes[name] : undefined;
  };
  const typed =
    <T extends DecodedAttribute>(kind: string, is: (value: DecodedAttribute) => boolean) =>
    (name: string): T | undefined => {
      const value = attribute(name);
      if (value === undefined || is(value)) return value as T | undefined;
      throw refuse(`its attribute "${name}" is ${showAttribute(value)}, and should be ${kind}`);
    };
  const isNumber = (value: DecodedAttribute) => typeof value === "number";
  const isList = (type: string) => (value: DecodedAttribute) =>
    Array.isArray(value) && value.every((each: unknown) => typeof each === type);
  const integer = typed<number>("an integer", Number.isInteger);
  const float = typed<number>("a number", isNumber);
  const text = typed<string>("a text", (value) => typeof value === "string");
  const integers = typed<readonly number[]>("a list of numbers", isList("number"));
  const stored = (name: string) => typed<{ readonly tensor: OnnxTensor }>("a tensor", isPart("tensor"))(name)?.tensor;
  const needed = <T>(name: string, value: T | undefined): T => {
    if (value !== undefined) return value;
    throw refuse(`it lacks its attribute "${name}"`, damaged);
  };
  const numbers = (place: number): number[] | undefined => {
    const found = known(place);
    if (found || !inputs[place]) return found;
    throw refuse(
      `"${node.inputs[place]}" depends on the data, and shapes here must be known before`,
      "An input that decides shapes is given as numbers, and closed over: compile((x) => apply(parameters, { x, shape })).",
    );
  };
  return {
    opset,
    outputs: node.outputs.length,
    wants: (place) => read.has(node.outputs[place] ?? ""),
    input,
    optional,
    all: (from = 0) => inputs.slice(from).map((_, i) => input(from + i)),
    numbers,
    needed: (place) => {
      input(place);
      return numbers(place)!;
    },
    known,
    knownOf: (tensor) => knownNumbers(tensor, given),
    integer: (name, otherwise) => integer(name) ?? otherwise,
    float: (name, otherwise) => float(name) ?? otherwise,
    text: (name, otherwise) => text(name) ?? otherwise,
    flag: (name, otherwise) => (integer(name) ?? Number(otherwise)) !== 0,
    oneOf: (name, otherwise, known) => {
      const value = text(name) ?? otherwise;
      if (Object.hasOwn(known, value)) return known[value]!;
      throw refuse(`its ${name} is "${value}"; known are ${Object.keys(known).join(", ")}`);
    },
    integers,
    numbersOf: integers,
    texts: typed<readonly string[]>("a list of texts", isList("string")),
    neededInteger: (name) => needed(name, integer(name)),
    neededIntegers: (name) => needed(name, integers(name)),
    attribute,
    tensor: (name) => {
      const value = stored(name);
      return value && forTensors(value);
    },
    stored,
    run: (name, inputs = []) =>
      run(needed(name, typed<{ readonly graph: DecodedGraph }>("a graph", isPart("graph"))(name)).graph, inputs),
    ignore: (...names) => {
      for (const name of names) seen.add(name);
    },
    unread: () => {
      // The oldest files say which inputs an operator may write over.
      const name = Object.keys(attributes).find((each) => !seen.has(each) && each !== "consumed_inputs");
      if (name !== undefined) return `attribute "${name}" (${showAttribute(attributes[name]!)})`;
      const place = inputs.findIndex((x, i) => x && !seen.has(i));
      return place < 0 ? undefined : `input ${place}`;
    },
    refuse,
  };
};

const damaged = "The file is damaged: export it again.";

const isPart = (part: string) => (value: DecodedAttribute) => typeof value === "object" && part in value;

const showAttribute = (value: DecodedAttribute): string => {
  if (typeof value !== "object") return JSON.stringify(value);
  if (!Array.isArray(value)) return `a ${Object.keys(value)[0]}`;
  return value.length > 8 ? `${value.length} values` : JSON.stringify(value);
};

export const showNode = ({ op, domain, name }: DecodedNode): string =>
  `${domain ? `${domain}.` : ""}${op}${name ? ` ("${name}")` : ""}`;
