import type { Shape } from "@kaviar/tensor";
import { ModelError } from "../error.ts";
import { asLayer } from "../layers/contract/function-layer.ts";
import type { AnyLayer, Shapes } from "../layers/contract/layer.ts";

/** Layers that take images [N, C, H, W], and so would take a height for channels. */
const ofImages: ReadonlySet<string> = new Set([
  "conv2d",
  "convTranspose2d",
  "depthwiseConv2d",
  "separableConv2d",
  "maxPool",
  "averagePool",
  "globalMaxPool",
  "globalAveragePool",
  "randomFlip",
  "randomCrop",
  "randomRotation",
  "randomZoom",
]);

/** What the inputs meet first: a row of layers hands them to its first one. */
const firstOf = (layer: AnyLayer): AnyLayer => {
  const [first] = layer.kind === "sequential" ? Object.values(layer.children ?? {}) : [];
  return first ? firstOf(asLayer(first)) : layer;
};

/** Pictures as files and canvases have them: three or four colours last, or one, of a square. */
const looksChannelsLast = ([first, second, last]: Shape): boolean =>
  first! >= 8 && second! >= 8 && (last === 3 || last === 4 || (last === 1 && first === second));

/** Refuses images [N, H, W, C] where the first layer would take H for channels: it would learn, and of the wrong thing. */
export const checkChannelsFirst = (layer: AnyLayer, inputs: Shapes): void => {
  const { kind } = firstOf(layer);
  if (!ofImages.has(kind) || !Array.isArray(inputs) || inputs.length !== 3 || !looksChannelsLast(inputs as Shape))
    return;
  const [height, width, channels] = inputs as Shape;
  throw new ModelError(
    "shape",
    `${kind} takes images [N, C, H, W]: got [N, ${height}, ${width}, ${channels}], which are ${height} channels of ${width} × ${channels}.`,
    {
      remedy:
        "Put channelsFirst in front: sequential(channelsFirst, …). If they are so many channels, put (x) => x in front to say so.",
    },
  );
};
