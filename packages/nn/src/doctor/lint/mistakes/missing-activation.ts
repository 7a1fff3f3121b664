import { createMistake } from "../mistake.ts";
import { widthOf } from "../widths.ts";

const linear: ReadonlySet<string> = new Set(["dense", "conv1d", "conv2d"]);

/** What leaves a linear map linear. */
const leaves: ReadonlySet<string> = new Set([
  "batchNorm",
  "dropout",
  "spatialDropout",
  "flatten",
  "reshape",
  "averagePool",
  "globalAveragePool",
]);

export const missingActivation = createMistake({
  about: {
    name: "No activation between two layers",
    formula: "W₂(W₁x + b₁) + b₂ = (W₂W₁)x + (W₂b₁ + b₂)",
    use: "two linear layers in a row are one, with more weights than it needs",
    pitfall: "a narrow layer between two wide ones is a factorization, and may be meant: that is not called a mistake",
    reference: "Minsky & Papert 1969",
  },
  thresholds: {},
  remedies: ["relu-family"],
  look: ({ chains, shapes }) => {
    for (const chain of chains) {
      let before: number | undefined;
      for (const [i, { path, layer }] of chain.entries()) {
        if (linear.has(layer.kind)) {
          const [width, next] = [before, i].map((at) =>
            at === undefined ? Number.NaN : widthOf(shapes, chain[at]!.path),
          );
          const given = before ? widthOf(shapes, chain[before - 1]!.path) : Infinity;
          if (before !== undefined && !(width! < given && width! < next!))
            return {
              layer: path,
              evidence: `Nothing but linear maps stands between ${chain[before]!.path} and ${path}.`,
            };
          before = i;
        } else if (!leaves.has(layer.kind)) before = undefined;
      }
    }
    return undefined;
  },
});
