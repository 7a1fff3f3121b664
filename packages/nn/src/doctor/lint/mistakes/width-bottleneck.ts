import { createMistake } from "../mistake.ts";
import { widthOf } from "../widths.ts";

export const widthBottleneck = createMistake({
  about: {
    name: "A layer that is too narrow",
    formula: "rank(h) ≤ units of the narrowest layer",
    use: "a hidden layer is far narrower than what comes before it and after it: what it drops is lost to all that follow",
    pitfall: "an autoencoder is narrow on purpose",
    reference: "Tishby & Zaslavsky 2015",
  },
  thresholds: { times: 4 },
  remedies: ["larger-model"],
  look: ({ chains: [main], shapes, givesBack, outputShape }, { times }) => {
    const outputs = Array.isArray(outputShape) ? Number(outputShape.at(-1) ?? 1) : 1;
    const layers = main.filter(({ layer }) => layer.kind === "dense");
    if (givesBack) return undefined;
    for (const [i, { path }] of layers.slice(0, -1).entries()) {
      const width = widthOf(shapes, path);
      const after = Math.max(...layers.slice(i + 1).map((next) => widthOf(shapes, next.path)), outputs);
      const before = i > 0 ? widthOf(shapes, layers[i - 1]!.path) : Infinity;
      if (width * times <= Math.min(before, after))
        return { layer: path, evidence: `${path} has ${width} units, and ${after} come after it.` };
    }
    return undefined;
  },
});
