import { formatNumber, formatValue } from "@kaviar/page";
import { NearScreen } from "@kaviar/page/plots";
import { useMemo, useRef } from "preact/hooks";
import type { StudySummary } from "../../../src/reading/study-summary.ts";
import { TrialChart } from "../charts/trial-chart.tsx";
import { objectiveLabel } from "../objective-label.ts";
import { type TableParam, valueAt } from "../table/trial-table.ts";
import { type ShownValues, shownValues } from "./history-marks.ts";
import { drawSlice, nearestInSlice, sliceOf } from "./slice-marks.ts";
import type { Filtered } from "./study-page.tsx";

export interface SlicesProps {
  readonly study: StudySummary;
  readonly shown: Filtered;
  readonly objective: number;
}

const height = 210;

/** The value against each parameter. */
export const Slices = (props: SlicesProps) => {
  const { study, shown, objective } = props;
  const { table, version } = shown;
  const direction = study.directions[objective]!;
  const kept = useRef<{ readonly key: string; readonly history: ShownValues }>(undefined);
  // All slices have the same axis of values, which is found when the first of them is drawn.
  const history = (): ShownValues => {
    const key = `${version} ${objective}`;
    if (kept.current?.key === key) return kept.current.history;
    kept.current = { key, history: shownValues(table, table.values[objective]!, direction) };
    return kept.current.history;
  };
  if (table.params.length === 0 || shown.count === 0) return undefined;
  return (
    <section id="slices" aria-labelledby="slices-title">
      <h2 id="slices-title">Slices</h2>
      <p class="says">
        The {objectiveLabel(study, objective)} of each trial by each of its parameters
        {shown.count < shown.of && ", of those that pass the filter"}: on a logarithmic axis where the parameter is
        searched on one, and a lane for each choice. A click opens the trial.
      </p>
      <div class="small">
        {table.params.map((param) => (
          <div key={param.name}>
            <h3>{param.name}</h3>
            <NearScreen height={height}>{() => <Slice {...props} param={param} history={history} />}</NearScreen>
          </div>
        ))}
      </div>
    </section>
  );
};

interface SliceProps extends SlicesProps {
  readonly param: TableParam;
  history(): ShownValues;
}

const Slice = ({ study, shown: { table, version }, objective, param, history }: SliceProps) => {
  const data = useMemo(() => sliceOf(history(), param), [table, version, objective, param]);
  if (data.drawn === 0) return <p class="note">No trial that is shown has a value and this parameter.</p>;
  return (
    <TrialChart
      name={`${objectiveLabel(study, objective)} by ${param.name}`}
      label={`The ${objectiveLabel(study, objective)} of ${data.drawn.toLocaleString("en")} ${data.drawn === 1 ? "trial" : "trials"} by ${param.name}${data.x.isLog ? ", on a logarithmic axis" : ""}. The table below has all of them.`}
      height={height}
      x={data.x}
      y={data.y}
      data={data}
      draw={drawSlice}
      near={nearestInSlice}
      tip={({ trial }) => (
        <>
          <b>{formatNumber(table.values[objective]![trial]!)}</b> {formatValue(valueAt(param, trial))} trial {trial}
        </>
      )}
    />
  );
};
