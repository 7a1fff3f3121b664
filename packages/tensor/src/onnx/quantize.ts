import { concatenate } from "@kaviar/base/numerics";
import { range, type Shape, sizeOf } from "../values/shape.ts";
import { type DecodedGraph, type DecodedNode, decode } from "./decode.ts";
import { encodeNode, encodeTensor } from "./encode.ts";
import { type Chunks, message, text } from "./fields.ts";
import type { OnnxNode, OnnxTensor } from "./model.ts";
import { readFields } from "./wire.ts";

/** A tensor that is stored with 8 bits a number now. */
export interface QuantizedWeight {
  readonly name: string;
  readonly shape: Shape;
  /** "product": multiplied as integers; "rows": gathered as they are; "stored": made float32 again before it is used. */
  readonly as: "product" | "rows" | "stored";
}

export interface QuantizedModel {
  readonly bytes: Uint8Array;
  readonly weights: readonly QuantizedWeight[];
}

/** Smaller tensors stay: their scales and the operators around would take what is saved. */
const fewest = 256;

/**
 * An ONNX file with its weights in 8 bits, a quarter of the size.
 *
 * ```ts
 * const { bytes, weights } = quantizeOnnx(await readFile("model.onnx"));
 * ```
 * Products multiply integers, the rows that go in being quantized as they come; rows of embeddings stay integers until they
 * are read; the weights of convolutions and recurrent nets are stored so, and computed with as float32: integer
 * convolutions of ONNX Runtime take six times as long. w = s · (q − 128), with one scale s for each output, q from 1 to 255:
 * unsigned on both sides, because signed weights overflow on processors without the instructions for it.
 */
export const quantizeOnnx = (file: Uint8Array): QuantizedModel => {
  const { graph } = decode(file);
  const plans = plansOf(graph);
  if (plans.size === 0) return { bytes: file, weights: [] };
  const rewritten = (content: Uint8Array): Chunks => message(7, rewriteGraph(content, graph, plans));
  const chunks = readFields(content(file)).flatMap(({ field, value, whole }) =>
    field === 7 && typeof value !== "bigint" ? rewritten(value) : [whole],
  );
  const weights = [...plans.values()].map(({ tensor: { name, shape }, as }) => ({ name, shape, as }));
  const axes = Object.fromEntries([...plans].map(([name, { axis }]) => [name, axis]));
  const note = message(14, [...text(1, noteName), ...text(2, JSON.stringify(axes))]);
  return { bytes: concatenate(Uint8Array, [...chunks, ...note]), weights };
};

/** What a quantized file says of itself: the axis of each weight's scales. */
const noteName = "quantized";

/**
 * The weights of a file that `quantizeOnnx` has written, as float32 under the names that they had; none of any other file.
 *
 * ```ts
 * quantizedWeights(bytes).get("dense/weight")!.elements; // a Float32Array
 * ```
 */
export const quantizedWeights = (file: Uint8Array): ReadonlyMap<string, OnnxTensor> => {
  const { graph, metadata } = decode(file);
  const axes = JSON.parse(metadata[noteName] ?? "{}") as Record<string, number>;
  const stored = new Map(graph.initializers.map(({ name, read }) => [name, read]));
  return new Map(
    Object.entries(axes).map(([name, axis]) => {
      const [numbers, scale] = (["uint8", "scale"] as const).map((part) => stored.get(partName(name, part))!()) as [
        OnnxTensor & { readonly dtype: "uint8" },
        OnnxTensor & { readonly dtype: "float32" },
      ];
      const turned =
        axis === 0 &&
        numbers.shape.length === 2 &&
        scale.shape.length === 1 &&
        stored.get(partName(name, "zero"))!().shape.length === 0;
      const shape = turned ? [numbers.shape[1]!, numbers.shape[0]!] : numbers.shape;
      const bytes = turned
        ? transposed(numbers.elements as Uint8Array, numbers.shape as [number, number])
        : numbers.elements;
      const at = placeAlong(shape, axis);
      const elements = Float32Array.from(bytes as Uint8Array, (q, i) => (q - 128) * Number(scale.elements[at(i)]));
      return [name, { name, dtype: "float32", shape, elements }] as const;
    }),
  );
};

/** Where along an axis the element i lies. */
const placeAlong = (shape: Shape, axis: number): ((i: number) => number) => {
  const [length, inner] = [shape[axis]!, sizeOf(shape.slice(axis + 1))];
  return (i) => Math.floor(i / inner) % length;
};

const content = (file: Uint8Array): Uint8Array => new Uint8Array(file.buffer, file.byteOffset, file.byteLength);

interface Plan {
  readonly tensor: OnnxTensor & { readonly dtype: "float32" };
  readonly as: QuantizedWeight["as"];
  /** The axis with a scale for each element. */
  readonly axis: number;
}

interface Use {
  readonly node: DecodedNode;
  readonly place: number;
}

const plansOf = (graph: DecodedGraph): ReadonlyMap<string, Plan> => {
  const uses = usesOf(graph);
  const out = new Set(graph.outputs.map(({ name }) => name));
  const plans = new Map<string, Plan>();
  for (const { name, read } of graph.initializers) {
    const own = uses.get(name) ?? [];
    // A file may store what no tensor here can be: that stays as it is.
    const tensor = own.length > 0 && !out.has(name) ? attempt(read) : undefined;
    if (tensor?.dtype !== "float32" || tensor.shape.length < 2 || sizeOf(tensor.shape) < fewest) continue;
    const found = new Set(own.map(({ node, place }) => planOf(node, place, tensor.shape)));
    const [first] = [...found];
    const { as, axis } = found.size === 1 && first ? plansByName[first] : plansByName.stored;
    plans.set(name, { tensor: tensor as Plan["tensor"], as, axis });
  }
  return plans;
};

const attempt = <T>(read: () => T): T | undefined => {
  try {
    return read();
  } catch {
    return undefined;
  }
};

/** Who reads a stored tensor; a graph inside reads it as if it were anything. */
const usesOf = (graph: DecodedGraph): ReadonlyMap<string, readonly Use[]> => {
  const uses = new Map<string, Use[]>();
  const look = ({ nodes }: DecodedGraph, inner: boolean): void => {
    for (const node of nodes) {
      node.inputs.forEach((name, place) => {
        uses.set(name, [...(uses.get(name) ?? []), { node, place: inner ? -1 : place }]);
      });
      for (const each of Object.values(node.attributes)) {
        if (typeof each === "object" && "graph" in each) look(each.graph, true);
      }
    }
  };
  look(graph, false);
  return uses;
};

const plansByName = {
  columns: { as: "product", axis: 1 },
  transposed: { as: "product", axis: 0 },
  rows: { as: "rows", axis: 0 },
  second: { as: "stored", axis: 1 },
  stored: { as: "stored", axis: 0 },
} as const;

const planOf = ({ op, domain, attributes }: DecodedNode, place: number, shape: Shape): keyof typeof plansByName => {
  if (domain !== "") return "stored";
  if (op === "MatMul" && place === 1 && shape.length === 2) return "columns";
  if (op === "Gemm" && place === 1 && isPlain(attributes)) return attributes.transB ? "transposed" : "columns";
  if (op === "Gather" && place === 0 && !attributes.axis) return "rows";
  if (op === "ConvTranspose" || op === "LSTM" || op === "GRU" || op === "RNN") return "second";
  return "stored";
};

const isPlain = ({ alpha = 1, beta = 1, transA = 0 }: DecodedNode["attributes"]): boolean =>
  alpha === 1 && beta === 1 && transA === 0;

interface Quantized {
  readonly numbers: OnnxTensor;
  readonly scale: OnnxTensor;
  readonly zero: OnnxTensor;
}

const partName = (name: string, part: "uint8" | "scale" | "zero"): string => `${name}.${part}`;

const quantized = ({ tensor: { name, shape, elements }, as, axis }: Plan): Quantized => {
  const length = shape[axis]!;
  const at = placeAlong(shape, axis);
  const largest = new Float32Array(length);
  const numbers = elements as Float32Array;
  for (let i = 0; i < numbers.length; i++) largest[at(i)] = Math.max(largest[at(i)]!, Math.abs(numbers[i]!));
  const scale = largest.map((most) => (most > 0 ? most / 127 : 1));
  const bytes = new Uint8Array(numbers.length);
  for (let i = 0; i < numbers.length; i++)
    bytes[i] = 128 + Math.max(-127, Math.min(127, Math.round(numbers[i]! / scale[at(i)]!)));
  // A product takes its columns from a matrix [in, out].
  const turned = as === "product" && axis === 0;
  return {
    numbers: {
      name: partName(name, "uint8"),
      dtype: "uint8",
      shape: turned ? [shape[1]!, shape[0]!] : shape,
      elements: turned ? transposed(bytes, shape as [number, number]) : bytes,
    },
    scale: {
      name: partName(name, "scale"),
      dtype: "float32",
      shape: as === "rows" ? [length, 1] : [length],
      elements: scale,
    },
    zero: {
      name: partName(name, "zero"),
      dtype: "uint8",
      shape: as === "stored" ? [length] : [],
      elements: new Uint8Array(as === "stored" ? length : 1).fill(128),
    },
  };
};

const transposed = (bytes: Uint8Array, [rows, columns]: readonly [number, number]): Uint8Array =>
  Uint8Array.from(bytes, (_, i) => bytes[(i % rows) * columns + Math.floor(i / rows)]!);

const rewriteGraph = (content: Uint8Array, graph: DecodedGraph, plans: ReadonlyMap<string, Plan>): Chunks => {
  const fields = readFields(content);
  const raw = fields.filter(({ field }) => field === 1).map(({ whole }) => whole);
  const tensors = [...plans.values()].map(quantized);
  const seen = new Set<string>();
  const nodes = graph.nodes.flatMap((node, i) => {
    const own = replaced(node, plans, seen);
    return own ? own.flatMap((each) => message(1, encodeNode(each))) : [raw[i]!];
  });
  const stored = [...plans.values()].filter(({ as }) => as === "stored").map(dequantized);
  const kept = new Set(graph.initializers.map(({ name }) => name).filter((name) => !plans.has(name)));
  let initializer = 0;
  const rest = fields.flatMap(({ field, whole }) => {
    if (field === 1) return [];
    if (field !== 5) return [whole];
    return kept.has(graph.initializers[initializer++]!.name) ? [whole] : [];
  });
  return [
    ...stored.flatMap((node) => message(1, encodeNode(node))),
    ...nodes,
    ...rest,
    ...tensors.flatMap(({ numbers, scale, zero }) =>
      [numbers, scale, zero].flatMap((tensor) => message(5, encodeTensor(tensor))),
    ),
  ];
};

const op = (
  op: string,
  inputs: readonly string[],
  outputs: readonly string[],
  attributes: OnnxNode["attributes"] = {},
): OnnxNode => ({ op, name: `${op}/${outputs[0]}`, inputs, outputs, attributes });

const partsOf = (name: string): readonly [string, string, string] =>
  (["uint8", "scale", "zero"] as const).map((part) => partName(name, part)) as [string, string, string];

const dequantized = ({ tensor: { name }, axis }: Plan): OnnxNode =>
  op("DequantizeLinear", partsOf(name), [name], { axis });

/** What an operator becomes; `undefined` where it stays. `seen` are the inputs that have been quantized for one before. */
const replaced = (node: DecodedNode, plans: ReadonlyMap<string, Plan>, seen: Set<string>): OnnxNode[] | undefined => {
  const weight = node.inputs[node.op === "Gather" ? 0 : 1] ?? "";
  const plan = plans.get(weight);
  if (!plan || plan.as === "stored") return undefined;
  return plan.as === "rows" ? gathered(node, weight) : multiplied(node, weight, seen);
};

/** y = (q[i] − 128) · s[i] */
const gathered = ({ inputs, outputs }: DecodedNode, weight: string): OnnxNode[] => {
  const [numbers, scale, zero] = partsOf(weight);
  const [y] = outputs as [string];
  const part = (what: string): string => `${y}.${what}`;
  return [
    op("Gather", [numbers, inputs[1]!], [part("rows")], { axis: 0 }),
    op("Cast", [part("rows")], [part("numbers")], { to: 1 }),
    op("Cast", [zero], [part("zero")], { to: 1 }),
    op("Sub", [part("numbers"), part("zero")], [part("centred")]),
    op("Gather", [scale, inputs[1]!], [part("scale")], { axis: 0 }),
    op("Mul", [part("centred"), part("scale")], [y]),
  ];
};

/** x·W = sₓ s_w (q − z)·(Q − 128), with sₓ and z from the least and the largest of x. */
const multiplied = ({ op: name, inputs, outputs }: DecodedNode, weight: string, seen: Set<string>): OnnxNode[] => {
  const [numbers, scale, zero] = partsOf(weight);
  const [[x], [y]] = [inputs as readonly [string], outputs as readonly [string]];
  const [part, input] = [(what: string) => `${y}.${what}`, (what: string) => `${x}.${what}`];
  const shift = name === "Gemm" && inputs[2] ? inputs[2] : undefined;
  const first = seen.has(x)
    ? []
    : [
        op(
          "DynamicQuantizeLinear",
          [x],
          range(3).map((i) => input(["uint8", "scale", "zero"][i]!)),
        ),
      ];
  seen.add(x);
  return [
    ...first,
    op("MatMulInteger", [input("uint8"), numbers, input("zero"), zero], [part("integers")]),
    op("Cast", [part("integers")], [part("numbers")], { to: 1 }),
    op("Mul", [input("scale"), scale], [part("scale")]),
    op("Mul", [part("numbers"), part("scale")], [shift ? part("product") : y]),
    ...(shift ? [op("Add", [part("product"), shift], [y])] : []),
  ];
};
