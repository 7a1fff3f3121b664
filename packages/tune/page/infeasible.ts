import type { Option } from "@kaviar/page/charts";
import { standingColour } from "./standing.ts";

/** How points of trials that break their constraints look in all charts, whatever they came to. */
export const infeasiblePoints = (data: readonly unknown[], symbolSize: number): Option => ({
  type: "scatter",
  data,
  symbol: "diamond",
  symbolSize,
  itemStyle: { color: standingColour("infeasible"), opacity: 0.75 },
  clip: true,
});

/** What is said of them, where there are any. */
export const infeasibleNote = (points: readonly { readonly feasible: boolean }[]): string =>
  points.some(({ feasible }) => !feasible) ? " Diamonds break their constraints." : "";
