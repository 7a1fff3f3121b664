import { compile, leavesOf, type Structure } from "@kaviar/tensor";

import type { LayerLike } from "../layers/contract/layer.ts";
import { join } from "../parameters/parameters.ts";
import { layerToJson } from "../registry/registry.ts";
import { type ModelParts, predictionOf } from "./model-parts.ts";
import { version } from "./version.ts";

/** What a file says of itself under `kaviar`, as JSON. */
export interface FileCard {
  readonly version: string;
  /** The layers, where they can be written down. */
  readonly model?: unknown;
  readonly classes?: readonly string[];
  readonly fingerprint?: string;
}

/** Parameters and state as initializers by their paths, so that they can be read again; the batch is of any size. */
export const modelToOnnx = (parts: ModelParts): Promise<Uint8Array> => {
  const names = new Map([...named(parts.params as Structure, ""), ...named(parts.state as Structure, "")]);
  const model = layerToJson(parts.layer as LayerLike);
  const card: FileCard = {
    version,
    ...(model ? { model } : {}),
    ...(parts.classes ? { classes: parts.classes } : {}),
    ...(parts.fingerprint ? { fingerprint: parts.fingerprint } : {}),
  };
  const predict = compile((x: Structure) => predictionOf(parts, x));
  return predict.toOnnx([parts.example], {
    batch: true,
    names: names as never,
    inputs: named(parts.example, "").map(([, path]) => (path === "" ? "input" : `input.${path.replaceAll("/", ".")}`)),
    metadata: { kaviar: JSON.stringify(card), ...(parts.classes ? { classes: parts.classes.join("\n") } : {}) },
  });
};

/** Every tensor with its path. */
export const named = (structure: Structure, root: string): [unknown, string][] =>
  leavesOf(structure).map(({ path, tensor }) => [
    tensor,
    path.reduce<string>((at, name) => join(at, String(name)), root),
  ]);
