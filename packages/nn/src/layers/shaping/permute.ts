import { withCard } from "@kaviar/base/card";
import { ModelError } from "../../error.ts";
import { plain } from "../contract/function-layer.ts";
import type { Layer } from "../contract/layer.ts";

/**
 * The axes of x in another order; the batch, axis 0, stays in front and is not named.
 *
 * ```ts
 * permute([2, 1])                                         // [N, T, F] becomes [N, F, T]
 * ```
 */
export const permute = withCard(
  (axes: readonly number[]): Layer => {
    if ([...axes].sort((a, b) => a - b).some((axis, i) => axis !== i + 1)) {
      throw new ModelError("options", `permute needs each axis from 1 to the last once: got [${axes.join(", ")}].`, {
        remedy: "Axis 0 is the batch, and stays: permute([2, 1]) exchanges steps and features.",
      });
    }
    return plain(
      "permute",
      (x) => {
        if (x.rank === axes.length + 1) return x.transpose([0, ...axes]);
        throw new ModelError(
          "shape",
          `permute([${axes.join(", ")}]) needs inputs of ${axes.length + 1} axes with the batch: got [${["N", ...x.shape.slice(1)].join(", ")}].`,
        );
      },
      { axes },
    );
  },
  {
    about: {
      name: "Permutation of axes",
      formula: "y = x with its axes in another order",
      use: "to let a layer work along the steps of a sequence: [N, T, F] as [N, F, T], and back",
      pitfall: "reshape looks alike and is not: it keeps the order of elements, and mixes rows with columns",
      reference: "NumPy: transpose",
      seeAlso: ["reshape", "channelsFirst"],
    },
  },
);
