import { ModelError } from "../../error.ts";
import type { Shapes } from "./layer.ts";

/** Layers of one tensor: what they do with several nobody can have meant. */
const takesOne: ReadonlySet<string> = new Set([
  "adaptiveAveragePool",
  "adaptiveMaxPool",
  "alphaDropout",
  "averagePool",
  "batchNorm",
  "conv1d",
  "conv2d",
  "conv3d",
  "convTranspose1d",
  "convTranspose2d",
  "convTranspose3d",
  "crop",
  "dense",
  "depthwiseConv1d",
  "depthwiseConv2d",
  "dropout",
  "embedding",
  "gaussianDropout",
  "gaussianNoise",
  "globalAveragePool",
  "globalMaxPool",
  "groupNorm",
  "instanceNorm",
  "layerNorm",
  "masking",
  "maxPool",
  "normalize",
  "oneHotEncode",
  "permute",
  "piecewiseLinear",
  "pixelShuffle",
  "positionalEmbedding",
  "positionalEncoding",
  "prelu",
  "reflectPad",
  "repeatVector",
  "replicatePad",
  "rescale",
  "reshape",
  "resize",
  "rmsNorm",
  "rocket",
  "separableConv1d",
  "separableConv2d",
  "spatialDropout",
  "spectralNorm",
  "timeDistributed",
  "transformerBlock",
  "upsample",
  "weightNorm",
  "zeroPad",
]);

const isOne = (shapes: Shapes): boolean => Array.isArray(shapes) && shapes.every((n) => typeof n === "number");

/** Refuses a list or a record of signals where a layer takes one. */
export const checkOneSignal = (kind: string, isFunction: boolean, shapes: Shapes): void => {
  if (isOne(shapes) || !(isFunction || takesOne.has(kind))) return;
  const names = Object.keys(shapes);
  const got = Array.isArray(shapes) ? `a list of ${shapes.length}` : `{ ${names.join(", ")} }`;
  const ended = names.includes("y") && names.includes("state");
  throw new ModelError("shape", `${kind} takes one signal: got ${got}.`, {
    remedy: ended
      ? "Take what you need of it in define: const { y, state } = layers.lstm(x)."
      : "Make one of them first: concatenate(), add() or multiply(), or take one by its name in define.",
  });
};
