import { useMemo } from "preact/hooks";
import { Curves } from "./curves/curves.tsx";
import { ImportanceOfParameters } from "./importance/importance.tsx";
import { Landscape } from "./landscape/landscape.tsx";
import { Parallel, type ParallelProps } from "./parallel/parallel.tsx";
import { Pareto } from "./pareto/pareto.tsx";
import { Slices } from "./slices.tsx";
import { Timeline } from "./timeline.tsx";
import { useUnhurried } from "./use-unhurried.ts";

/** What is below the first screen: of many trials it follows every two seconds. */
export const SlowerCharts = ({ study, all, shown, objective }: ParallelProps) => {
  const unhurried = useUnhurried(shown);
  // Its elements stay as they are while nothing of it has changed, and are not compared again.
  return useMemo(
    () => (
      <>
        <Pareto study={study} shown={unhurried} />
        <Curves study={study} shown={unhurried} objective={objective} />
        <ImportanceOfParameters study={study} shown={unhurried} objective={objective} />
        <Parallel study={study} all={all} shown={unhurried} objective={objective} />
        <Slices study={study} shown={unhurried} objective={objective} />
        <Landscape study={study} shown={unhurried} objective={objective} />
        <Timeline shown={unhurried} />
      </>
    ),
    [unhurried, objective, study.directions.length],
  );
};
