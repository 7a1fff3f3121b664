import type { AnyTensor } from "../../core/tensor.ts";
import { forTensors } from "../../onnx/for-tensors.ts";
import type { Narrow, OnnxDType, OnnxTensor } from "../../onnx/model.ts";
import { boundsOf, carried } from "../carriers.ts";
import type { StoredTensor } from "./call.ts";

/** Quantized models have them inside, images are given as them: here they are int32, and known to be narrow. */
export const isNarrow = (dtype: OnnxDType | undefined): dtype is Narrow =>
  dtype !== undefined && Object.hasOwn(boundsOf, dtype);

const narrow = new WeakMap<AnyTensor, Narrow>();

export const narrowOf = (x: AnyTensor | undefined): Narrow | undefined => x && narrow.get(x);

export const asNarrow = (x: AnyTensor, type: Narrow): AnyTensor => {
  narrow.set(x, type);
  return x;
};

/** Operators that put elements elsewhere, or choose among them, and leave them as they are. */
export const moving: ReadonlySet<string> = new Set(
  "Clip Compress Concat DepthToSpace Expand Flatten Gather GatherElements GatherND Identity Max Min Pad ReduceMax ReduceMin Reshape ReverseSequence Slice SpaceToDepth Split Squeeze Tile Transpose Trilu Unsqueeze Where".split(
    " ",
  ),
);

/** Operators to whose results it is the same how many bits numbers have. */
export const regardless: ReadonlySet<string> = new Set(
  "ArgMax ArgMin Cast Equal Greater GreaterOrEqual Less LessOrEqual NonZero Shape Size".split(" "),
);

/** What is stored, as tensors have it. */
export const storedElements = (tensor: OnnxTensor): { readonly stored: StoredTensor; readonly narrow?: Narrow } => {
  const { name, dtype } = tensor;
  if (!isNarrow(dtype)) return { stored: forTensors(tensor) };
  return { stored: { name, ...carried(name, tensor) }, narrow: dtype };
};
