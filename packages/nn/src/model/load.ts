import { anything, type OptionsOf } from "@kaviar/base/check";
import {
  type ExternalData,
  key,
  type OnnxFile,
  openOnnx,
  type Structure,
  type Tensor,
  tensor,
  unflatten,
  withExternalData,
  zeros,
} from "@kaviar/tensor";
import { decodeOnnx, quantizedWeights } from "@kaviar/tensor/onnx";
import { rowShapes } from "../data/row-shapes.ts";
import { ModelError } from "../error.ts";
import { costOf } from "../evaluation/cost.ts";
import type { Metrics } from "../evaluation/measure.ts";
import { rowsAtOnce } from "../evaluation/rows-at-once.ts";
import { asLayer } from "../layers/contract/function-layer.ts";
import { initialize, type LayerLike } from "../layers/contract/layer.ts";
import type { GivenLosses } from "../losses/contract/losses.ts";
import { lossesOf } from "../losses/contract/losses-of.ts";
import { options } from "../options.ts";
import { layerFrom } from "../registry/registry.ts";
import { onnxLayer } from "./onnx-layer.ts";
import { readOnnx } from "./read-onnx.ts";
import { type FileCard, named } from "./to-onnx.ts";
import { createTrainedModel, type TrainedModel } from "./trained-model.ts";

const read = options("load", {
  /** The layers, for a model with functions of your own in it: a file holds its parameters, not code. */
  model: anything<LayerLike>().optional(),
  /** What `evaluate` measures by. */
  loss: anything<GivenLosses>().optional(),
  /** Those of `evaluate`. */
  metrics: anything<Metrics>().optional(),
  /** The bytes of files that hold the weights, by their names in the model; those beside a file are read by themselves. */
  externalData: anything<ExternalData>().optional(),
});

export type LoadOptions = OptionsOf<typeof read>;

/**
 * A trained model from a file that `save` wrote, or from any other ONNX file: to predict, to be trained on, to be part of
 * another model.
 *
 * ```ts
 * const body = await load("digits.onnx");
 * await fit(sequential({ body: features(body, "flatten"), head: dense(3) }), data, {
 *   loss, optimizer: chain(adam(), freeze(under("body"))),
 * });
 * ```
 * Of files of others, the float initializers are the parameters, and only operators with derivatives here can be read.
 * Weights in a second file (PyTorch's `model.onnx.data`) are read from beside the first.
 */
export const load = async (source: string | Uint8Array, given: LoadOptions = {}): Promise<TrainedModel> => {
  const { model: layers, loss, metrics, externalData } = read(given);
  const bytes =
    typeof source === "string" ? await readOnnx(source, externalData) : withExternalData(source, externalData);
  const file = await openOnnx(bytes);
  const card = cardOf(file);
  const example = exampleForFile(file, card.version !== undefined);
  const { model, classes, fingerprint } = card;
  const known = layers ? asLayer(layers) : model ? layerFrom(model as never) : undefined;
  const small = quantizedWeights(bytes);
  if (!known && small.size > 0) throw withoutLayers();
  const layer = known ?? onnxLayer(bytes);
  const initialized = initialize(layer, key(0), rowShapes(example));
  const { params, state } = initialized;
  const find = small.size > 0 ? storedIn(bytes, small) : (path: string) => file.initializers.get(path);
  const restored = known ? restore(params as Structure, state as Structure, find) : { params, state };
  await file.release();
  const parts = {
    layer,
    ...(restored as { params: never; state: never }),
    example,
    classes,
    fingerprint,
    loss: loss && lossesOf(loss),
    metrics,
    rowsAtOnce: rowsAtOnce(costOf(initialized)),
    settings: {},
  };
  return createTrainedModel(parts, small.size > 0 ? bytes : undefined);
};

/** The tensors of a file in 8 bits, some of which no tensor here can be. */
const storedIn = (bytes: Uint8Array, small: ReturnType<typeof quantizedWeights>) => {
  const whole = new Map(decodeOnnx(bytes).graph.initializers.map(({ name, read }) => [name, read]));
  return (path: string): Stored | undefined => {
    const found = small.get(path) ?? whole.get(path)?.();
    return found && tensor(found.elements as Float32Array, { shape: found.shape, dtype: found.dtype as "float32" });
  };
};

const withoutLayers = (): ModelError =>
  new ModelError("file", "A file in 8 bits is loaded into its layers: this one does not say which.", {
    remedy: "Give them, load(file, { model }); openSession of @kaviar/tensor/onnx runs it as it is.",
  });

type Stored = OnnxFile["initializers"] extends ReadonlyMap<string, infer T> ? T : never;

const cardOf = ({ metadata }: OnnxFile): Partial<FileCard> => {
  try {
    return metadata.kaviar ? (JSON.parse(metadata.kaviar) as FileCard) : {};
  } catch (cause) {
    throw new ModelError("file", "What this file says of itself under `kaviar` is no JSON: it has been changed.", {
      cause,
    });
  }
};

/** Two rows of zeros for each input, under its name where it has one: "input.age" in files of ours. */
const exampleForFile = ({ inputs }: OnnxFile, own: boolean): Structure => {
  const parts = inputs.map(({ name, shape = [], dtype }) => {
    const odd = shape.slice(1).find((length) => typeof length !== "number");
    if (odd !== undefined) {
      throw new ModelError("file", `Only the batch may be of any size: the input ${name} is [${shape.join(", ")}].`);
    }
    return [name, zeros([2, ...(shape.slice(1) as number[])], { dtype })] as const;
  });
  if (parts.length === 1 && !(own && parts[0]![0].startsWith("input."))) return parts[0]![1];
  const names = parts.map(([name]) => (own ? name.replace(/^input\./, "") : name));
  return names.every((name, i) => name === String(i))
    ? parts.map(([, tensor]) => tensor)
    : Object.fromEntries(parts.map(([, tensor], i) => [names[i]!, tensor]));
};

/** Parameters and state by their paths; what the file has no need of (a dropout's share) is as it begins. */
const restore = (params: Structure, state: Structure, find: (path: string) => Stored | undefined) => {
  const fill = (structure: Structure, required: boolean): Structure => {
    const places = named(structure, "") as [Tensor, string][];
    return unflatten(
      structure,
      places.map(([like, path]) => {
        const found = find(path);
        if (found && found.dtype === like.dtype && found.shape.join() === like.shape.join()) return found;
        if (!found && !required) return like;
        const has = found ? `it is [${found.shape.join(", ")}]` : "it is not there";
        throw new ModelError(
          "file",
          `The file must hold the parameters of the model: ${path} should be [${like.shape.join(", ")}], ${has}.`,
          {
            remedy: "Give the layers the file was written from: load(file, { model }).",
          },
        );
      }),
    );
  };
  return { params: fill(params, true), state: fill(state, false) };
};
