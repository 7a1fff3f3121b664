import { type Card, withCard } from "@kaviar/base/card";
import { ModelError } from "../error.ts";
import { columnMean, columnsOf, meanOverColumns } from "./contract/columns.ts";
import { createMetric } from "./contract/create-metric.ts";

const about: Card = {
  name: "Pinball error",
  formula: "Σ wᵢ max(q(yᵢ − ŷᵢ), (q − 1)(yᵢ − ŷᵢ)) / Σ wᵢ",
  range: "[0, ∞)",
  use: "predictions of a quantile: what demand stays below nine days in ten",
  pitfall: "at q = 0.5 it is half of the mean absolute error",
  reference: "Koenker & Bassett 1978",
  seeAlso: ["pinball", "mae"],
};

/** How good predictions of a quantile are: `pinballError({ quantile: 0.9 })`. */
export const pinballError = withCard(
  ({ quantile }: { readonly quantile: number }) => {
    if (!(quantile > 0 && quantile < 1)) {
      throw new ModelError("options", `pinballError needs a quantile between 0 and 1: got ${quantile}.`);
    }
    return createMetric("pinballError", "lower", about, (prediction, target, weights) => {
      const all = columnsOf("pinballError", prediction, target, weights);
      return meanOverColumns(all, (c) =>
        columnMean(all, c, (p, y) => Math.max(quantile * (y - p), (quantile - 1) * (y - p))),
      );
    });
  },
  { about },
);
