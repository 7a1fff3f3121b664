import { type AnyTensor, isTensor, sourceOf } from "../core/tensor.ts";
import { TensorError } from "../errors/error.ts";
import type { OnnxPort } from "../onnx/decode.ts";
import type { OnnxDType } from "../onnx/model.ts";
import { carriers, noTensor } from "./carriers.ts";
import { showPort, showPorts } from "./show-ports.ts";

/** An input or output of a model, as a tensor. */
export interface TensorPort extends OnnxPort {
  /** The type that the file has, where tensors of another dtype stand for its numbers: float16, uint8. */
  readonly stored?: OnnxDType;
}

/** An input that takes texts. */
export type TextPort = OnnxPort<"string">;

/** What a file says of an input or output, in tensors; texts are none. */
export const tensorPort = (port: OnnxPort<OnnxDType>): TensorPort => {
  if (port.dtype === "string") throw noTensor(port.name);
  const { dtype } = carriers[port.dtype];
  return dtype === port.dtype ? { ...port, dtype } : { ...port, dtype, stored: port.dtype };
};

/** The tensors for a model's inputs, in their order; checked, lengths of one name against each other too. */
export const bindPorts = (
  ports: readonly TensorPort[],
  feeds: Readonly<Record<string, AnyTensor>>,
): readonly AnyTensor[] => {
  const lengths = new Map<string, Bound>();
  return ports.map((port) => {
    const tensor = feeds[port.name];
    if (!isTensor(tensor)) {
      const got = tensor === undefined ? "none" : typeof tensor;
      throw new TensorError("data", `The model needs a tensor for its input "${port.name}": got ${got}.`, {
        remedy: `It has ${showPorts(ports)}.`,
      });
    }
    if (tensor.dtype !== port.dtype) {
      throw misfit("dtype", port, tensor, `Cast it: x.cast("${port.dtype}").`);
    }
    checkLengths(port, tensor, lengths);
    return tensor;
  });
};

/** The length that a name of an axis stands for in a run, and the input that said so. */
interface Bound {
  readonly length: number;
  readonly by: string;
}

const checkLengths = (port: TensorPort, tensor: AnyTensor, lengths: Map<string, Bound>): void => {
  if (port.shape && port.shape.length !== tensor.rank) {
    throw misfit("rank", port, tensor, "Put an axis in with expandDims, or take one out with squeeze.");
  }
  port.shape?.forEach((length, axis) => checkLength(port, tensor, axis, length, lengths));
};

const checkLength = (
  port: TensorPort,
  tensor: AnyTensor,
  axis: number,
  length: number | string,
  lengths: Map<string, Bound>,
): void => {
  const own = tensor.shape[axis]!;
  if (typeof length === "number") {
    if (own === length) return;
    throw misfit("shape", port, tensor, `Axis ${axis} must have length ${length}: reshape, pad or cut it.`);
  }
  const before = lengths.get(length) ?? { length: own, by: port.name };
  lengths.set(length, before);
  if (before.length === own) return;
  throw misfit("shape", port, tensor, `"${length}" is one length for all inputs: ${before.length} in "${before.by}".`);
};

const misfit = (code: "shape" | "dtype" | "rank", port: TensorPort, tensor: AnyTensor, remedy: string): TensorError =>
  new TensorError(code, `The model's input "${port.name}" is ${showPort(port)}: got something else.`, {
    operands: [{ name: port.name, shape: tensor.shape, dtype: tensor.dtype, source: sourceOf(tensor) }],
    remedy,
  });
