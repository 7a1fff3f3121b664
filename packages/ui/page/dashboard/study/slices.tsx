import { formatNumber, formatValue, shortName } from "@kaviar/page";
import { axis, NearScreen, Plot, valuesAxis } from "@kaviar/page/plots";
import { useSignal } from "@preact/signals";
import { useMemo, useRef } from "preact/hooks";
import type uPlot from "uplot";
import type { StudySummary } from "../../../src/reading/study-summary.ts";
import { go } from "../address.ts";
import { objectiveLabel } from "../objective-label.ts";
import { type TableParam, valueAt } from "../table/trial-table.ts";
import { type HistoryData, shownValues } from "./history-marks.ts";
import { drawSlice, nearestInSlice, type SliceData, sliceOf } from "./slice-marks.ts";
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
  const kept = useRef<{ readonly key: string; readonly history: HistoryData }>(undefined);
  // All slices have the same axis of values, which is found when the first of them is drawn.
  const history = (): HistoryData => {
    const key = `${version} ${objective}`;
    if (kept.current?.key === key) return kept.current.history;
    const values = table.values[objective]!;
    kept.current = { key, history: { table, values, best: [], ...shownValues(table, values, direction) } };
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
  history(): HistoryData;
}

const Slice = ({ study, shown: { table, version }, objective, param, history }: SliceProps) => {
  const data = useMemo(() => sliceOf(history(), param), [table, version, objective, param]);
  const latest = useRef(data);
  latest.current = data;
  const tip = useSignal<{ readonly left: number; readonly top: number; readonly trial: number } | undefined>(undefined);
  const aligned = useMemo((): uPlot.AlignedData => [[...data.ends], data.history.range], [data]);
  if (data.drawn === 0) return <p class="note">No trial that is shown has a value and this parameter.</p>;
  const label = objectiveLabel(study, objective);

  const options = (): Omit<uPlot.Options, "width" | "height"> => ({
    scales: {
      x: {
        time: false,
        range: () => [...latest.current.ends],
        ...(data.isLog && { distr: 3, log: 10 }),
      },
      y: { range: () => latest.current.history.range },
    },
    axes: [
      axis("", {
        size: 26,
        labelSize: 0,
        ...(param.choices !== undefined ? lanesAxis(latest) : data.isLog ? powersAxis : numbersAxis),
      }),
      axis("", { ...valuesAxis, labelSize: 0, space: 40 }),
    ],
    series: [{}, { paths: () => null, points: { show: false } }],
    legend: { show: false },
    cursor: { x: false, y: false, points: { show: false }, drag: { x: false, y: false } },
    hooks: {
      draw: [(plot) => drawSlice(plot, latest.current)],
      setCursor: [
        (plot) => {
          const near = nearestInSlice(plot, latest.current);
          const { offsetLeft, offsetTop } = plot.over;
          tip.value = near && { ...near, left: offsetLeft + near.left, top: offsetTop + near.top };
        },
      ],
      ready: [
        (plot) => {
          plot.over.addEventListener("click", () => {
            if (tip.value !== undefined) go({ trial: tip.value.trial });
          });
        },
      ],
    },
  });

  const { choices } = param;
  return (
    <div class="over">
      <Plot
        key={`${objective} ${data.isLog} ${choices === undefined}`}
        label={`The ${label} of ${data.drawn.toLocaleString("en")} ${data.drawn === 1 ? "trial" : "trials"} by ${param.name}${data.isLog ? ", on a logarithmic axis" : ""}. The table below has all of them.`}
        height={height}
        options={options}
        data={aligned}
        onData={(plot) => plot.setScale("x", { min: data.ends[0], max: data.ends[1] })}
      />
      {tip.value !== undefined && (
        <div class="tip at" style={{ left: `${tip.value.left}px`, top: `${tip.value.top}px` }}>
          <b>{formatNumber(table.values[objective]![tip.value.trial]!)}</b>{" "}
          {formatValue(valueAt(param, tip.value.trial))} trial {tip.value.trial}
        </div>
      )}
    </div>
  );
};

const numbersAxis: uPlot.Axis = {
  values: (_, splits) => splits.map((split) => (split === null ? "" : formatNumber(split))),
  space: 60,
};

/** Powers of ten alone, as many as there is room for; where there is none between the ends, the ends. */
const powersAxis: uPlot.Axis = {
  splits: (_, __, low, high) => {
    const [from, to] = [Math.ceil(Math.log10(low) - 1e-9), Math.floor(Math.log10(high) + 1e-9)];
    if (to <= from) return [low, high];
    const every = Math.ceil((to - from) / 4);
    return Array.from({ length: Math.floor((to - from) / every) + 1 }, (_, at) => Number(`1e${from + at * every}`));
  },
  values: (_, splits) => splits.map(formatNumber),
  filter: (_, splits) => splits,
};

/** A lane a choice, as many of them named as there is room for. */
const lanesAxis = (latest: { readonly current: SliceData }): uPlot.Axis => {
  const lanes = () => latest.current.param.choices ?? [];
  return {
    splits: () => {
      const every = Math.ceil(lanes().length / 4);
      return lanes().flatMap((_, at) => (at % every === 0 ? [at] : []));
    },
    values: (_, splits) => splits.map((at) => shortName(formatValue(lanes()[at]), 12)),
  };
};
