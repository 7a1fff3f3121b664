import { hasRole } from "../../kinds/layers.ts";
import { createMistake } from "../mistake.ts";
import { widthOf } from "../widths.ts";

/** What leaves a linear map linear. */
const leavesLinear = (kind: string): boolean => kind === "batchNorm" || hasRole(kind, "dropout", "passing");

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
        if (hasRole(layer.kind, "mixing")) {
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
        } else if (!leavesLinear(layer.kind)) before = undefined;
      }
    }
    return undefined;
  },
});
