import { ModelError } from "../../error.ts";
import { namedFunction } from "../contract/function-layer.ts";

/** Images [N, H, W, C], as files have them, as [N, C, H, W]: `sequential(channelsFirst, conv2d(8, 3), …)`. */
export const channelsFirst = namedFunction(
  "channelsFirst",
  {
    name: "Channels first",
    formula: "[N, H, W, C] → [N, C, H, W]",
    use: "images as files and canvases have them, and Keras",
    pitfall: "images that have their channels first already are scrambled, without an error",
    reference: "PyTorch: memory format",
    seeAlso: ["permute", "conv2d"],
  },
  (x) => {
    if (x.rank === 4) return x.transpose([0, 3, 1, 2]);
    throw new ModelError(
      "shape",
      `channelsFirst needs images [N, H, W, C]: got [${["N", ...x.shape.slice(1)].join(", ")}].`,
      { remedy: "Images without colours have one channel: put reshape([1, H, W]) in its place." },
    );
  },
);
