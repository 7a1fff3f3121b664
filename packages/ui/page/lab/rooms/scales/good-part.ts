import { type ScalingName, scalings } from "./scalings.ts";
import { lossAfter } from "./valley.ts";

/** Places on a side of the picture. */
export const side = 60;

/** What is left of the loss at the middles of squares over the picture of a scaling, row by row from the top. */
export const lossesOver = (name: ScalingName): Float64Array => {
  const { rate, momentum } = scalings[name];
  const place = (at: number): number => (at + 0.5) / side;
  return Float64Array.from({ length: side * side }, (_, at) =>
    lossAfter(rate.at(place(at % side)), momentum.at(1 - place(Math.floor(at / side)))),
  );
};
