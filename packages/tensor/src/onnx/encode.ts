import { concatenate } from "@kaviar/base/numerics";
import { TensorError } from "../errors/error.ts";
import { showShape, sizeOf } from "../values/shape.ts";
import { bytes, type Chunks, float, floats, integer, integers, message, text, texts } from "./fields.ts";
import type { Attribute, OnnxDType, OnnxGraph, OnnxModel, OnnxNode, OnnxTensor, OnnxValue } from "./model.ts";

/** The protobuf bytes of an ONNX model. Field numbers are those of onnx.proto3 (IR version 10). */
export const encode = ({ graph, opsets, metadata, producer = "kaviar", doc }: OnnxModel): Uint8Array =>
  concatenate(Uint8Array, [
    ...integer(1, 10),
    ...text(2, producer),
    ...(doc === undefined ? [] : text(6, doc)),
    ...message(7, encodeGraph(graph)),
    ...Object.entries(opsets).flatMap(([domain, version]) => message(8, [...text(1, domain), ...integer(2, version)])),
    ...Object.entries(metadata).flatMap(([key, value]) => message(14, [...text(1, key), ...text(2, value)])),
  ]);

const elementTypes: Readonly<Record<OnnxDType, number>> = {
  float32: 1,
  uint8: 2,
  int8: 3,
  uint16: 4,
  int16: 5,
  int32: 6,
  int64: 7,
  string: 8,
  bool: 9,
  float16: 10,
  float64: 11,
  uint32: 12,
  uint64: 13,
  bfloat16: 16,
};
/** The number ONNX gives a dtype, as `Cast` wants it. */
export const elementType = (dtype: OnnxDType): number => elementTypes[dtype];

export const onnxDTypes = Object.keys(elementTypes) as readonly OnnxDType[];

const encodeGraph = ({ name, nodes, inputs, outputs, initializers }: OnnxGraph): Chunks => [
  ...nodes.flatMap((node) => message(1, encodeNode(node))),
  ...text(2, name),
  ...initializers.flatMap((tensor) => message(5, encodeTensor(tensor))),
  ...inputs.flatMap((value) => message(11, encodeValue(value))),
  ...outputs.flatMap((value) => message(12, encodeValue(value))),
];

export const encodeNode = ({ op, domain = "", name, inputs, outputs, attributes }: OnnxNode): Chunks => [
  ...texts(1, inputs),
  ...texts(2, outputs),
  ...text(3, name),
  ...text(4, op),
  ...Object.entries(attributes).flatMap(([key, value]) => message(5, [...text(1, key), ...encodeAttribute(value)])),
  ...(domain === "" ? [] : text(7, domain)),
];

const encodeAttribute = (value: Attribute): Chunks => {
  if (typeof value === "number") return [...integer(3, value), ...integer(20, 2)];
  if (typeof value === "string") return [...text(4, value), ...integer(20, 3)];
  if ("float" in value) return [...float(2, value.float), ...integer(20, 1)];
  if ("floats" in value) return [...floats(7, value.floats), ...integer(20, 6)];
  if ("texts" in value) return [...texts(9, value.texts), ...integer(20, 8)];
  if ("tensor" in value) return [...message(5, encodeTensor(value.tensor)), ...integer(20, 4)];
  if ("graph" in value) return [...message(6, encodeGraph(value.graph)), ...integer(20, 5)];
  return [...integers(8, value), ...integer(20, 7)];
};

export const encodeTensor = (tensor: OnnxTensor): Chunks => {
  const { name, dtype, shape, elements } = tensor;
  if (elements.length !== sizeOf(shape)) throw misshapen(tensor);
  return [
    ...integers(1, shape),
    ...integer(2, elementTypes[dtype]),
    ...(tensor.dtype === "string" ? texts(6, tensor.elements) : []),
    ...text(8, name),
    ...(tensor.dtype === "string" ? [] : bytes(9, bytesOf(tensor.elements))),
  ];
};

const bytesOf = ({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength);

const misshapen = ({ name, shape, elements }: OnnxTensor): TensorError =>
  new TensorError(
    "data",
    `A tensor has an element for each place: "${name}" of shape ${showShape(shape)} is given ${elements.length}.`,
  );

export const encodeValue = ({ name, dtype, shape }: OnnxValue): Chunks => {
  const axes = shape.flatMap((length) => message(1, typeof length === "string" ? text(2, length) : integer(1, length)));
  return [...text(1, name), ...message(2, message(1, [...integer(1, elementTypes[dtype]), ...message(2, axes)]))];
};
