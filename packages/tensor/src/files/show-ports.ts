import type { OnnxPort } from "../onnx/decode.ts";
import type { OnnxDType } from "../onnx/model.ts";

export const showPort = ({ dtype, shape }: OnnxPort<OnnxDType>): string =>
  shape ? `${dtype} [${shape.join(", ")}]` : dtype;

export const showPorts = (ports: readonly OnnxPort<OnnxDType>[]): string =>
  ports.map((port) => `"${port.name}" ${showPort(port)}`).join(", ");
