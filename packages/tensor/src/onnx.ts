export { type OnnxSession, openSession } from "./files/open-session.ts";
export {
  type DecodedAttribute,
  type DecodedGraph,
  type DecodedNode,
  decode as decodeOnnx,
  type Named,
  type OnnxFileModel,
  type OnnxPort,
} from "./onnx/decode.ts";
export { elementType, encode as encodeOnnx } from "./onnx/encode.ts";
export { withMetadata } from "./onnx/metadata.ts";
export type {
  Attribute,
  OnnxArray,
  OnnxDType,
  OnnxGraph,
  OnnxModel,
  OnnxNode,
  OnnxTensor,
  OnnxValue,
} from "./onnx/model.ts";
export { prependOnnx } from "./onnx/prepend.ts";
export { type QuantizedModel, type QuantizedWeight, quantizedWeights, quantizeOnnx } from "./onnx/quantize.ts";
