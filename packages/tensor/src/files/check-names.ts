import { TensorError } from "../errors/error.ts";
import type { OnnxPort } from "../onnx/decode.ts";
import type { OnnxDType } from "../onnx/model.ts";
import { showPorts } from "./show-ports.ts";

/** A name that a model does not have is an error, and no input too many. */
export const checkNames = (ports: readonly OnnxPort<OnnxDType>[], feeds: Readonly<Record<string, unknown>>): void => {
  const unknown = Object.keys(feeds).find((name) => !ports.some((port) => port.name === name));
  if (unknown === undefined) return;
  throw new TensorError("data", `The model has no input "${unknown}".`, { remedy: `It has ${showPorts(ports)}.` });
};
