import { readIfThere } from "@kaviar/base/files";
import { isTensor, openOnnx, type Tensor } from "@kaviar/tensor";
import { ModelError } from "../error.ts";
import { readOnnx } from "../model/read-onnx.ts";
import type { TrainedModel } from "../model/trained-model.ts";
import { decodeSafetensors } from "../training/safetensors.ts";
import { weightsOf } from "./weights-of.ts";

/** Where weights come from: a file or its bytes, another model, or tensors by name. */
export type WeightSource = string | Uint8Array | TrainedModel | Readonly<Record<string, Tensor>>;

export const readTensors = async (source: WeightSource): Promise<ReadonlyMap<string, Tensor>> => {
  const read = await tensorsIn(source);
  return new Map(
    [...read].map(([name, tensor]) => [name, tensor.dtype === ("float64" as never) ? tensor.cast("float32") : tensor]),
  );
};

const tensorsIn = async (source: WeightSource): Promise<ReadonlyMap<string, Tensor>> => {
  if (typeof source === "string") {
    const bytes = await readIfThere(source);
    if (!bytes) throw new ModelError("file", `There is no file ${source}.`);
    return kindOf(bytes) === "onnx" ? initializersOf(await readOnnx(source)) : tensorsOf(bytes);
  }
  if (source instanceof Uint8Array) return kindOf(source) === "onnx" ? initializersOf(source) : tensorsOf(source);
  if ("parts" in source && !isTensor(source.parts)) return new Map(Object.entries(weightsOf(source as TrainedModel)));
  return new Map(Object.entries(source as Readonly<Record<string, Tensor>>));
};

/** A safetensors file has the length of its header first, and the header is JSON; ONNX begins with a version. */
const kindOf = (bytes: Uint8Array): "safetensors" | "onnx" => {
  const start = String.fromCharCode(...bytes.subarray(0, 9));
  if (start.startsWith("PK") || start.startsWith("\x89HDF") || start.startsWith("\x80")) {
    throw new ModelError(
      "file",
      "Weights are read from .safetensors and .onnx files: this is an archive of Python's.",
      {
        remedy:
          'In Python: safetensors.torch.save_file(model.state_dict(), "model.safetensors"), or for Keras safetensors.numpy.save_file({ v.path: numpy.ascontiguousarray(v.numpy()) for v in model.weights }, …).',
      },
    );
  }
  return start[8] === "{" ? "safetensors" : "onnx";
};

/** What may be weights: the shapes and single numbers that a graph computes with are stored among them. */
const initializersOf = async (bytes: Uint8Array): Promise<ReadonlyMap<string, Tensor>> => {
  const file = await openOnnx(bytes);
  const tensors = [...(file.initializers as ReadonlyMap<string, Tensor>)];
  await file.release();
  return new Map(tensors.filter(([, { dtype, rank }]) => dtype.startsWith("float") && rank > 0));
};

/** Of a checkpoint, what its best epoch predicts with. */
const tensorsOf = (bytes: Uint8Array): ReadonlyMap<string, Tensor> => {
  const { tensors, metadata } = decodeSafetensors(bytes);
  const all = [...tensors] as [string, Tensor][];
  if (!metadata.kaviar?.includes('"identity"')) return new Map(all);
  const best = /^best\/(params|state)\//;
  return new Map(all.filter(([name]) => best.test(name)).map(([name, tensor]) => [name.replace(best, ""), tensor]));
};
