import type { AnyTensor } from "../../core/tensor.ts";
import type { TensorError } from "../../errors/error.ts";
import { full } from "../../primitives/constant.ts";
import type { Call, Translation } from "./call.ts";

/** Whether an operator computes as in training: in the oldest files it does unless they say otherwise. */
export const isTraining = (call: Call): boolean => {
  if (call.opset < 7) return !call.flag("is_test", false);
  return call.opset >= 14 && call.flag("training_mode", false);
};

export const inTraining = (call: Call): TensorError =>
  call.refuse("it is in training mode", "Export the model for inference: model.eval() before torch.onnx.export.");

/** All elements, and that all of them are kept. */
export const dropout: Translation = (call) => {
  const x = call.input(0);
  call.ignore("seed");
  const drops = call.opset < 12 ? call.opset < 7 && isTraining(call) : call.optional(2) && call.known(2)?.[0] !== 0;
  const ratio = call.opset < 12 ? call.float("ratio", 0.5) : call.optional(1) ? call.known(1)?.[0] : 0.5;
  if (drops && ratio !== 0) throw inTraining(call);
  const kept: AnyTensor = full(x.shape, 1, call.opset < 10 ? x.dtype : "bool");
  return [x, kept];
};
