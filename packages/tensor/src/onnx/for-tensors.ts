import { TensorError } from "../errors/error.ts";
import { type DType, isDType } from "../values/dtype.ts";
import type { OnnxDType } from "./model.ts";

interface OfAFile {
  readonly name: string;
  readonly dtype: OnnxDType;
}

/** What a file has under a name, where it is of a dtype that tensors have too. */
export const forTensors = <T extends OfAFile>(each: T): T & { readonly dtype: DType } => {
  if (isForTensors(each)) return each;
  throw new TensorError("dtype", `"${each.name}" is ${each.dtype}, which no tensor here can be.`, {
    remedy: "openSession of @kaviar/tensor/onnx runs such a file: it takes and gives texts and bytes too.",
  });
};

const isForTensors = <T extends OfAFile>(each: T): each is T & { readonly dtype: DType } => isDType(each.dtype);
