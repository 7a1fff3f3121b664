import { TensorError } from "../errors/error.ts";
import type { DType } from "../values/dtype.ts";
import { decodeTensor, dtypeOfType, elementsOf } from "./decode-tensor.ts";
import type { OnnxDType, OnnxTensor } from "./model.ts";
import { type Message, readMessage } from "./wire.ts";

/** An ONNX file of any exporter as plain data; a part of it is read when that part is asked for. */
export interface OnnxFileModel {
  readonly graph: DecodedGraph;
  /** The version of the operators of each domain; the standard's own is "". */
  readonly opsets: Readonly<Record<string, number>>;
  readonly producer: string;
  readonly doc: string;
  readonly metadata: Readonly<Record<string, string>>;
  /** Operators that the file itself defines, of others. */
  readonly functions: readonly DecodedFunction[];
}

/** An operator of a file's own: its nodes read what is given under `inputs`. */
export interface DecodedFunction {
  readonly op: string;
  readonly domain: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  /** What attributes are where a node says nothing. */
  readonly defaults: Readonly<Record<string, DecodedAttribute>>;
  readonly nodes: readonly DecodedNode[];
  readonly opsets: Readonly<Record<string, number>>;
}

/** What is under a name is read when it is asked for: a file may hold dtypes that nobody here needs. */
export interface Named<T> {
  readonly name: string;
  readonly read: () => T;
}

export interface DecodedGraph {
  /** Those to be fed; old files list initializers as inputs too. */
  readonly inputs: readonly Named<OnnxPort<OnnxDType>>[];
  readonly outputs: readonly Named<OnnxPort<OnnxDType>>[];
  readonly initializers: readonly Named<OnnxTensor>[];
  readonly nodes: readonly DecodedNode[];
}

/** An input or output; `shape` is missing where a file leaves even the number of axes open. */
export interface OnnxPort<D extends OnnxDType = DType> {
  readonly name: string;
  readonly dtype: D;
  readonly shape?: readonly (number | string)[];
}

export interface DecodedNode {
  readonly op: string;
  /** Empty for the standard's own operators. */
  readonly domain: string;
  readonly name: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: Readonly<Record<string, DecodedAttribute>>;
}

export type DecodedAttribute =
  | number
  | string
  | readonly number[]
  | readonly string[]
  | { readonly tensor: OnnxTensor }
  | { readonly graph: DecodedGraph }
  /** In a function: what the node that stands for it has under that name. */
  | { readonly reference: string };

/** Field numbers are those of onnx.proto3. */
export const decode = (file: Uint8Array): OnnxFileModel => {
  // A Node Buffer is a Uint8Array whose slices are views.
  const model = readMessage(new Uint8Array(file.buffer, file.byteOffset, file.byteLength));
  const [graph] = model.messages(7);
  if (!graph) {
    throw new TensorError("data", `An ONNX file holds a graph: these ${file.length} bytes have none.`, {
      remedy: 'Give the bytes of the .onnx file itself: openOnnx(await readFile("model.onnx")).',
    });
  }
  return {
    graph: decodeGraph(graph),
    opsets: opsetsOf(model, 8),
    producer: textOf(model, 2),
    doc: textOf(model, 6),
    metadata: Object.fromEntries(model.messages(14).map((each) => [textOf(each, 1), textOf(each, 2)])),
    functions: model.messages(25).map(decodeFunction),
  };
};

const opsetsOf = (message: Message, field: number): Readonly<Record<string, number>> =>
  Object.fromEntries(message.messages(field).map((each) => [domainOf(each, 1), integerOf(each, 2)]));

const decodeFunction = (message: Message): DecodedFunction => ({
  op: textOf(message, 1),
  domain: domainOf(message, 10),
  inputs: message.texts(4),
  outputs: message.texts(5),
  defaults: attributesOf(message, 11),
  nodes: message.messages(7).map(decodeNode),
  opsets: opsetsOf(message, 9),
});

const attributesOf = (message: Message, field: number): Readonly<Record<string, DecodedAttribute>> =>
  Object.fromEntries(message.messages(field).map((each) => [textOf(each, 1), decodeAttribute(each)]));

const textOf = (message: Message, field: number): string => message.texts(field)[0] ?? "";
const integerOf = (message: Message, field: number): number => Number(message.integers(field)[0] ?? 0n);
/** The standard's own domain has two names. */
const domainOf = (message: Message, field: number): string => textOf(message, field).replace(/^ai\.onnx$/, "");

const decodeGraph = (graph: Message): DecodedGraph => {
  if (graph.bytes(15).length > 0) {
    throw new TensorError("data", "Sparse initializers cannot be read.", {
      remedy: "Export the model with dense weights.",
    });
  }
  const initializers = graph
    .messages(5)
    .map((tensor) => ({ name: textOf(tensor, 8), read: () => decodeTensor(tensor) }));
  const stored = new Set(initializers.map(({ name }) => name));
  const ports = (field: number) =>
    graph.messages(field).map((value) => ({ name: textOf(value, 1), read: () => decodePort(value) }));
  let nodes: DecodedNode[] | undefined;
  return {
    inputs: ports(11).filter(({ name }) => !stored.has(name)),
    outputs: ports(12),
    initializers,
    get nodes() {
      nodes ??= graph.messages(1).map(decodeNode);
      return nodes;
    },
  };
};

const isName = /[\p{L}_]/u;
/** What exporters write for an axis of which they know nothing. */
const saysNothing = /^(none|null|unk|unknown|undefined|dyn|dynamic|any)$/iu;

const decodePort = (value: Message): OnnxPort<OnnxDType> => {
  const name = textOf(value, 1);
  const [tensor] = value.messages(2).flatMap((type) => type.messages(1));
  if (!tensor) {
    throw new TensorError("dtype", `Inputs and outputs must be tensors: "${name}" is none.`, {
      remedy: "Export the model so that it gives tensors: for scikit-learn's converters, { zipmap: False }.",
    });
  }
  const dtype = dtypeOfType(integerOf(tensor, 1), name);
  const [shape] = tensor.messages(2);
  if (!shape) return { name, dtype };
  const lengths = shape.messages(1).map((axis, i) => {
    const known = axis.integers(1)[0];
    if (known !== undefined && known >= 0n) return Number(known);
    const said = textOf(axis, 2);
    // A name is one length wherever it stands; marks such as Paddle's "?" are no names.
    return isName.test(said) && !saysNothing.test(said) ? said : `${name}.${i}`;
  });
  return { name, dtype, shape: lengths };
};

const decodeNode = (node: Message): DecodedNode => ({
  op: textOf(node, 4),
  domain: domainOf(node, 7),
  name: textOf(node, 3),
  inputs: node.texts(1),
  outputs: node.texts(2),
  attributes: attributesOf(node, 5),
});

const floatsOf = (message: Message, field: number): number[] =>
  Array.from(elementsOf("float32", message.fixed(field)), Number);

/** By its type, field 20; files from before it had one are older than any opset that can be imported. */
const decodeAttribute = (attribute: Message): DecodedAttribute => {
  const reference = textOf(attribute, 21);
  if (reference !== "") return { reference };
  const readers: Readonly<Record<number, () => DecodedAttribute>> = {
    1: () => floatsOf(attribute, 2)[0] ?? 0,
    2: () => integerOf(attribute, 3),
    3: () => textOf(attribute, 4),
    4: () => ({ tensor: decodeTensor(attribute.messages(5)[0]!) }),
    5: () => ({ graph: decodeGraph(attribute.messages(6)[0]!) }),
    6: () => floatsOf(attribute, 7),
    7: () => attribute.integers(8).map(Number),
    8: () => attribute.texts(9),
  };
  const type = integerOf(attribute, 20);
  const read = readers[type];
  if (read) return read();
  throw new TensorError("data", `The attribute "${textOf(attribute, 1)}" is of a kind (${type}) that cannot be read.`);
};
