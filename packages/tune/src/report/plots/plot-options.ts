import { type OptionsOf, whole } from "@kaviar/base/check";
import { options } from "../../options.ts";

/** The option of a plot of one objective, under the plot's name. */
export const plotOptions = (plot: string) =>
  options(plot, {
    /** Which objective, by its place. */
    objective: whole().default(0),
  });

export type PlotOptions = OptionsOf<ReturnType<typeof plotOptions>>;
