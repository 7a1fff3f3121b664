import { importOnnx, type Structure, type Tensor, zeros } from "@kaviar/tensor";
import type { Layer, Shapes } from "../layers/layer.ts";
import type { Parameters } from "../parameters/parameters.ts";

/**
 * A network from an ONNX file as a layer: it begins with what the file holds, frozen (`freeze(under("body"))`) or trained
 * on.
 *
 * ```ts
 * sequential({ body: onnxLayer(await readFile("body.onnx")), head: dense(3) })
 * ```
 * Batch normalization in it is as for prediction: its mean and variance are parameters like the others.
 */
export const onnxLayer = (bytes: Uint8Array): Layer => {
  const { parameters, outputs, apply } = importOnnx(bytes);
  const said = (params: Parameters, x: unknown): Tensor => {
    const results = apply(params as never, x as Tensor);
    return (outputs.length === 1 ? results[outputs[0]!.name] : results) as Tensor;
  };
  return {
    kind: "onnx",
    init: (_, inputShape) => ({
      params: parameters as Parameters,
      state: {},
      outputShape: said(parameters as Parameters, exampleOf(inputShape)).shape.slice(1),
    }),
    apply: (params, state, x) => ({ y: said(params, x), state }),
  };
};

const exampleOf = (shapes: Shapes): Structure =>
  Array.isArray(shapes)
    ? zeros([2, ...(shapes as number[])])
    : Object.fromEntries(Object.entries(shapes).map(([name, part]) => [name, exampleOf(part as Shapes)]));
