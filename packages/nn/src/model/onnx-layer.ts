import { importOnnx, isTensor, type Shape, type Structure, type Tensor, zeros } from "@kaviar/tensor";
import { rowShapes } from "../data/row-shapes.ts";
import type { Layer, Shapes } from "../layers/contract/layer.ts";
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
  const { parameters, inputs, outputs, metadata, apply } = importOnnx(bytes);
  // Files of ours call the parts of a record "input.age" and "output.price".
  const partOf = (name: string): string => (metadata.kaviar ? name.replace(/^(in|out)put\./, "") : name);
  const ports = new Map(inputs.map(({ name }) => [partOf(name), name]));
  const fed = (x: Structure): Structure =>
    isTensor(x) ? x : Object.fromEntries(Object.entries(x).map(([name, part]) => [ports.get(name) ?? name, part]));
  const said = (params: Parameters, x: Structure): Structure => {
    const results = apply(params as never, fed(x) as never);
    const whole = outputs.length === 1 && partOf(outputs[0]!.name) === outputs[0]!.name;
    if (whole) return results[outputs[0]!.name]!;
    return Object.fromEntries(Object.entries(results).map(([name, part]) => [partOf(name), part]));
  };
  return {
    kind: "onnx",
    init: (_, inputShape) => ({
      params: parameters as Parameters,
      state: {},
      outputShape: rowShapes(said(parameters as Parameters, zerosOfShapes(inputShape))) as Shape,
    }),
    apply: (params, state, x) => ({ y: said(params, x) as Tensor, state }),
  };
};

const zerosOfShapes = (shapes: Shapes): Structure =>
  Array.isArray(shapes)
    ? zeros([2, ...(shapes as number[])])
    : Object.fromEntries(Object.entries(shapes).map(([name, part]) => [name, zerosOfShapes(part as Shapes)]));
