import { tensor } from "@kaviar/tensor";
import type { Surface } from "./surfaces.ts";

/** Points on a side of the picture of a surface. */
export const side = 81;

/** The values of a surface on a grid over its square, row by row from the top. */
export const heightsOf = async ({ of, middle, half }: Surface): Promise<Float64Array> => {
  const place = (at: number): number => half * ((2 * at) / (side - 1) - 1);
  const grid = (pick: (at: number) => number) =>
    tensor(Float64Array.from({ length: side * side }, (_, at) => pick(at)));
  const values = of(
    grid((at) => middle[0] + place(at % side)),
    grid((at) => middle[1] - place(Math.floor(at / side))),
  );
  return (await values.data()) as Float64Array;
};
