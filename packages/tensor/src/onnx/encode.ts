import { concatenate } from "@kaviar/base/numerics";
import type { DType } from "../values/dtype.ts";
import type { Attribute, OnnxGraph, OnnxModel, OnnxNode, OnnxTensor, OnnxValue } from "./model.ts";

/**
 * The protobuf bytes of an ONNX model. Field numbers are those of onnx.proto3 (IR version 10); a message is a list of
 * byte chunks until the end, so that large initializers are copied once.
 */
export const encode = ({ graph, opset, metadata }: OnnxModel): Uint8Array =>
  concatenate(Uint8Array, [
    ...integer(1, 10),
    ...text(2, "kaviar"),
    ...message(7, encodeGraph(graph)),
    ...message(8, [...text(1, ""), ...integer(2, opset)]),
    ...Object.entries(metadata).flatMap(([key, value]) => message(14, [...text(1, key), ...text(2, value)])),
  ]);

type Chunks = readonly Uint8Array[];

const elementTypes: Record<DType, number> = { float32: 1, int32: 6, int64: 7, bool: 9, float64: 11, uint32: 12 };
/** The number ONNX gives a dtype, as `Cast` wants it. */
export const elementType = (dtype: DType): number => elementTypes[dtype];

const encodeGraph = ({ name, nodes, inputs, outputs, initializers }: OnnxGraph): Chunks => [
  ...nodes.flatMap((node) => message(1, encodeNode(node))),
  ...text(2, name),
  ...initializers.flatMap((tensor) => message(5, encodeTensor(tensor))),
  ...inputs.flatMap((value) => message(11, encodeValue(value))),
  ...outputs.flatMap((value) => message(12, encodeValue(value))),
];

const encodeNode = ({ op, name, inputs, outputs, attributes }: OnnxNode): Chunks => [
  ...inputs.flatMap((input) => text(1, input)),
  ...outputs.flatMap((output) => text(2, output)),
  ...text(3, name),
  ...text(4, op),
  ...Object.entries(attributes).flatMap(([key, value]) => message(5, [...text(1, key), ...encodeAttribute(value)])),
];

const encodeAttribute = (value: Attribute): Chunks => {
  if (typeof value === "number") return [...integer(3, value), ...integer(20, 2)];
  if (typeof value === "string") return [...text(4, value), ...integer(20, 3)];
  if ("float" in value) return [...float(2, value.float), ...integer(20, 1)];
  if ("texts" in value) return [...value.texts.flatMap((each) => text(9, each)), ...integer(20, 8)];
  if ("tensor" in value) return [...message(5, encodeTensor(value.tensor)), ...integer(20, 4)];
  if ("graph" in value) return [...message(6, encodeGraph(value.graph)), ...integer(20, 5)];
  return [...value.flatMap((each) => integer(8, each)), ...integer(20, 7)];
};

const encodeTensor = ({ name, dtype, shape, elements }: OnnxTensor): Chunks => [
  ...shape.flatMap((length) => integer(1, length)),
  ...integer(2, elementTypes[dtype]),
  ...text(8, name),
  ...bytes(9, new Uint8Array(elements.buffer, elements.byteOffset, elements.byteLength)),
];

const encodeValue = ({ name, dtype, shape }: OnnxValue): Chunks => {
  const axes = shape.flatMap((length) => message(1, typeof length === "string" ? text(2, length) : integer(1, length)));
  return [...text(1, name), ...message(2, message(1, [...integer(1, elementTypes[dtype]), ...message(2, axes)]))];
};

const varint = (value: number): number[] => {
  if (value >= 0 && value < 128) return [value];
  const out: number[] = [];
  let rest = BigInt.asUintN(64, BigInt(value));
  while (rest > 127n) {
    out.push(Number(rest & 127n) | 128);
    rest >>= 7n;
  }
  out.push(Number(rest));
  return out;
};

const integer = (field: number, value: number): Chunks => [Uint8Array.from([...varint(field << 3), ...varint(value)])];
const float = (field: number, value: number): Chunks => [
  Uint8Array.from(varint((field << 3) | 5)),
  new Uint8Array(new Float32Array([value]).buffer),
];
const bytes = (field: number, content: Uint8Array): Chunks => [
  Uint8Array.from([...varint((field << 3) | 2), ...varint(content.length)]),
  content,
];
const utf8 = new TextEncoder();
const text = (field: number, value: string): Chunks => bytes(field, utf8.encode(value));
const message = (field: number, content: Chunks): Chunks => {
  const length = content.reduce((sum, chunk) => sum + chunk.length, 0);
  const head = Uint8Array.from([...varint((field << 3) | 2), ...varint(length)]);
  return length < 4096 ? [concatenate(Uint8Array, [head, ...content])] : [head, ...content];
};
