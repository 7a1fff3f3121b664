import { asLayer } from "../../layers/contract/function-layer.ts";
import type { AnyLayer } from "../../layers/contract/layer.ts";

/** What they make is never below 0. */
const always: ReadonlySet<string> = new Set([
  ...[
    "relu",
    "relu6",
    "squaredRelu",
    "sigmoid",
    "hardSigmoid",
    "softplus",
    "exponential",
    "softmax",
    "softmin",
    "hardmax",
  ],
]);

/** What they make is never below 0 where what they are given is not: places and means of it. */
const keeping: ReadonlySet<string> = new Set([
  ...["adaptiveAveragePool", "adaptiveMaxPool", "averagePool", "globalAveragePool", "globalMaxPool", "maxPool"],
  ...["alphaDropout", "dropout", "spatialDropout", "linear", "flatten", "channelsFirst", "crop", "permute", "reshape"],
  ...["reflectPad", "repeatVector", "replicatePad", "upsample", "zeroPad", "add", "average", "concatenate", "multiply"],
]);

/** Functions of each number that leave what is not below 0 as it is. */
export const leavesPositive: ReadonlySet<string> = new Set(["relu", "leakyRelu", "elu", "celu", "prelu", "linear"]);

/** Is what a layer makes never below 0? */
export const isPositiveAfter = (layer: AnyLayer, before: boolean): boolean => {
  if (always.has(layer.kind)) return true;
  if (keeping.has(layer.kind) || leavesPositive.has(layer.kind)) return before;
  const inside = Object.values(layer.children ?? {}).map((child) => asLayer(child));
  if (layer.kind === "sequential" || layer.kind === "repeat")
    return inside.reduce((positive, child) => isPositiveAfter(child, positive), before);
  if (layer.kind === "parallel" || layer.kind === "towers")
    return inside.every((child) => isPositiveAfter(child, before));
  return false;
};
