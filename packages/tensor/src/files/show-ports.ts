import type { OnnxPort } from "../onnx/decode.ts";
import type { OnnxDType } from "../onnx/model.ts";

/** `stored` is the type of the file where a tensor of another dtype stands for it. */
type Port = OnnxPort<OnnxDType> & { readonly stored?: OnnxDType };

export const showPort = ({ dtype, stored, shape }: Port): string => {
  const type = stored ? `${stored} (as ${dtype})` : dtype;
  return shape ? `${type} [${shape.join(", ")}]` : type;
};

export const showPorts = (ports: readonly Port[]): string =>
  ports.map((port) => `"${port.name}" ${showPort(port)}`).join(", ");
