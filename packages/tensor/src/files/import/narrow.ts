import type { AnyTensor } from "../../core/tensor.ts";
import { forTensors } from "../../onnx/for-tensors.ts";
import type { OnnxTensor } from "../../onnx/model.ts";
import type { StoredTensor } from "./call.ts";

/** Whole numbers of 8 bits, which quantized models have inside: here they are int32, and known to be narrow. */
export type Narrow = "int8" | "uint8";

export const boundsOf: Readonly<Record<Narrow, readonly [low: number, high: number]>> = {
  int8: [-128, 127],
  uint8: [0, 255],
};

const narrow = new WeakMap<AnyTensor, Narrow>();

export const narrowOf = (x: AnyTensor | undefined): Narrow | undefined => x && narrow.get(x);

export const asNarrow = (x: AnyTensor, type: Narrow): AnyTensor => {
  narrow.set(x, type);
  return x;
};

/** Operators that put elements elsewhere and leave them as they are. */
export const moving: ReadonlySet<string> = new Set(
  "Concat DepthToSpace Expand Flatten Gather GatherElements GatherND Identity Reshape Slice SpaceToDepth Split Squeeze Tile Transpose Unsqueeze".split(
    " ",
  ),
);

/** What is stored, as tensors have it. */
export const storedElements = (tensor: OnnxTensor): { readonly stored: StoredTensor; readonly narrow?: Narrow } => {
  const { dtype } = tensor;
  if (dtype !== "int8" && dtype !== "uint8") return { stored: forTensors(tensor) };
  const { name, shape } = tensor;
  return {
    stored: { name, shape, dtype: "int32", elements: Int32Array.from(tensor.elements, Number) },
    narrow: dtype,
  };
};
