import { useMemo } from "preact/hooks";
import { LinePlot } from "../../lines/line-plot.tsx";
import { bestSoFar, type SearchView } from "./search-grounds.ts";
import { seekerNames, seekers } from "./seekers.ts";

/** The best value that each sampler has found, point by point. */
export const BestSoFar = ({ view, budget }: { readonly view: SearchView | undefined; readonly budget: number }) => {
  const [x, lines] = useMemo(() => {
    const trials = Array.from({ length: budget }, (_, at) => at + 1);
    return [
      trials,
      seekerNames.map((name) => {
        const best = bestSoFar(view?.[name] ?? []);
        const { title, colour, dash } = seekers[name];
        return { name: title, colour, dash, values: trials.map((trial) => best[trial - 1] ?? null) };
      }),
    ] as const;
  }, [view, budget]);
  return (
    <LinePlot
      label="The best value so far of each sampler, by points tried"
      along="points tried"
      of="best so far"
      x={x}
      lines={lines}
      isLog
    />
  );
};
