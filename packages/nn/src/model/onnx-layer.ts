import { anything, type OptionsOf } from "@kaviar/base/check";
import {
  type DType,
  type ExternalData,
  importOnnx,
  isTensor,
  mapStructure,
  type Shape,
  type Structure,
  type Tensor,
  vmap,
  zeros,
} from "@kaviar/tensor";
import { rowShapes } from "../data/row-shapes.ts";
import { ModelError } from "../error.ts";
import type { Layer, Shapes } from "../layers/contract/layer.ts";
import { options } from "../options.ts";
import type { Parameters } from "../parameters/parameters.ts";

const read = options("onnxLayer", {
  /** The bytes of the files that hold the weights, by the names that the model gives them. */
  externalData: anything<ExternalData>().optional(),
});

export type OnnxLayerOptions = OptionsOf<typeof read>;

/**
 * A network from an ONNX file as a layer: it begins with what the file holds, frozen (`freeze(under("body"))`) or trained
 * on.
 *
 * ```ts
 * sequential({ body: onnxLayer(await readFile("body.onnx")), head: dense(3) })
 * ```
 * Batch normalization in it is as for prediction: its mean and variance are parameters like the others. Weights in a file
 * beside it are given as `{ externalData: { "body.onnx.data": bytes } }`.
 */
export const onnxLayer = (bytes: Uint8Array, given?: OnnxLayerOptions): Layer => {
  const { parameters, inputs, outputs, metadata, apply } = importOnnx(bytes, read(given));
  // Files of ours call the parts of a record "input.age" and "output.price".
  const partOf = (name: string): string => (metadata.kaviar ? name.replace(/^(in|out)put\./, "") : name);
  const ports = new Map(inputs.map(({ name }) => [partOf(name), name]));
  const dtypes = new Map(inputs.map(({ name, dtype }) => [name, dtype]));
  const ported = (name: string, part: Structure): Structure => asPort(part, dtypes.get(name));
  const fed = (x: Structure): Structure =>
    isTensor(x)
      ? asPort(x, inputs[0]?.dtype)
      : Object.fromEntries(
          Object.entries(x)
            .map(([name, part]) => [ports.get(name) ?? name, part] as const)
            .map(([name, part]) => [name, ported(name, part)]),
        );
  checkBatch(inputs);
  // An exporter that was not told that rows may be any number wrote "1": then each row goes through by itself.
  const single = inputs.every(({ shape }) => shape?.[0] === 1) && outputs.every(({ shape }) => shape?.[0] === 1);
  const run = (params: Parameters, x: Structure): Readonly<Record<string, Structure>> =>
    single
      ? eachRow((row) => apply(params as never, row as never) as Record<string, Structure>, x)
      : apply(params as never, x as never);
  const said = (params: Parameters, x: Structure): Structure => {
    const results = run(params, fed(x));
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

/** A batch of one is any number of them, one by one; what became of others at export may depend on how many they were. */
const checkBatch = (inputs: ReturnType<typeof importOnnx>["inputs"]): void => {
  const fixed = inputs.find(({ shape }) => typeof shape?.[0] === "number" && shape[0] !== 1);
  if (!fixed) return;
  throw new ModelError(
    "file",
    `A layer takes any number of rows: this file was exported for ${fixed.shape![0]} of "${fixed.name}".`,
    {
      remedy:
        'Export it for one row, or for any number: torch.onnx.export(model, (x,), file, dynamic_shapes=({0: torch.export.Dim("n")},)).',
    },
  );
};

/** Numbers in the dtype that the file asks for: tokens are int64 there, and arrive as int32. */
const asPort = (x: Structure, dtype: DType | undefined): Structure =>
  isTensor(x) && dtype && dtype !== "bool" && x.dtype !== "bool" ? x.cast(dtype) : x;

/** A function of a batch of one row, on each row of a batch. */
const eachRow = <Y extends Structure>(f: (row: Structure) => Y, x: Structure): Y => {
  const [apart, together] = [
    mapStructure((each) => each.expandDims(1), x),
    (y: Y) => mapStructure((each) => each.squeeze(1), y) as Y,
  ];
  return together(vmap(f as never)(apart as never) as Y);
};

const zerosOfShapes = (shapes: Shapes): Structure =>
  Array.isArray(shapes)
    ? zeros([2, ...(shapes as number[])])
    : Object.fromEntries(Object.entries(shapes).map(([name, part]) => [name, zerosOfShapes(part as Shapes)]));
