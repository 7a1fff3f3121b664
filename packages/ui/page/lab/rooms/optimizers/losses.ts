import type { Line } from "../../lines/line-plot.tsx";
import type { Surface } from "../../terrain/surfaces.ts";
import { optimizers } from "./optimizers.ts";
import type { Racer } from "./race.ts";
import { colourOf } from "./ways.tsx";

/** The loss of each racer above the least one, by step; none after its way has ended. */
export const lossesOf = (
  racers: readonly Racer[],
  { lowest }: Surface,
): { readonly x: readonly number[]; readonly lines: readonly Line[] } => {
  const longest = Math.max(0, ...racers.map(({ way }) => way.length));
  return {
    x: Array.from({ length: longest }, (_, step) => step),
    lines: racers.map((racer) => ({
      name: optimizers[racer.name].title,
      colour: colourOf(racer),
      dash: optimizers[racer.name].dash,
      values: Array.from({ length: longest }, (_, step) => {
        const moment = racer.way[step];
        return moment === undefined ? null : moment.loss - lowest;
      }),
    })),
  };
};
