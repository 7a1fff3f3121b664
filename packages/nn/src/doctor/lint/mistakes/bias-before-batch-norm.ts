import { createMistake } from "../mistake.ts";

export const biasBeforeBatchNorm = createMistake({
  about: {
    name: "A bias before a batch norm",
    formula: "(x + b) − mean(x + b) = x − mean(x)",
    use: "batch norm subtracts the mean, and the bias with it: the bias is learned for nothing",
    pitfall: "leave `bias` out: a layer before a batch norm has none unless told to",
    reference: "Ioffe & Szegedy 2015",
  },
  thresholds: {},
  remedies: ["no-bias"],
  look: ({ chains }) => {
    for (const chain of chains)
      for (const [i, { path, layer }] of chain.entries()) {
        const next = chain[i + 1]?.layer;
        if (layer.options?.bias === true && next?.kind === "batchNorm" && next.options?.axis === undefined)
          return {
            layer: path,
            evidence: `${path} has \`bias: true\`, and the batch norm behind it takes the bias away.`,
          };
      }
    return undefined;
  },
});
