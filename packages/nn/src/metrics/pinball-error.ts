import { type Card, withCard } from "@kaviar/base/card";
import type { OptionsOf } from "@kaviar/base/check";
import { options } from "../options.ts";
import { columnMean, columnsOf, meanOverColumns } from "./contract/columns.ts";
import { createMetric } from "./contract/create-metric.ts";
import { insideUnit } from "./contract/inside-unit.ts";

const read = options("pinballError", {
  /** The share of targets that lies below a perfect prediction. */
  quantile: insideUnit,
});

export type PinballErrorOptions = OptionsOf<typeof read>;

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
  (given: PinballErrorOptions) => {
    const { quantile } = read(given);
    return createMetric(
      "pinballError",
      "lower",
      about,
      (prediction, target, weights) => {
        const all = columnsOf("pinballError", prediction, target, weights);
        return meanOverColumns(all, (c) =>
          columnMean(all, c, (p, y) => Math.max(quantile * (y - p), (quantile - 1) * (y - p))),
        );
      },
      [0, Infinity],
    );
  },
  { about },
);
