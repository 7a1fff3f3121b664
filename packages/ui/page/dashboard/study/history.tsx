import { colour, formatNumber } from "@kaviar/page";
import { axis, countsAxis, Plot, valuesAxis } from "@kaviar/page/plots";
import { useSignal } from "@preact/signals";
import { useMemo, useRef } from "preact/hooks";
import type uPlot from "uplot";
import { standings } from "../../../src/columns/standing.ts";
import type { StudySummary } from "../../../src/reading/study-summary.ts";
import { addressWith, go } from "../address.ts";
import { SavePicture } from "../charts/save-picture.tsx";
import { objectiveLabel } from "../objective-label.ts";
import type { BestSoFar } from "../table/best-so-far.ts";
import { createHistoryCounts } from "./history-counts.ts";
import { drawBest, type HistoryData, nearestTrial, shownValues } from "./history-marks.ts";
import { StandingsKey } from "./standings-key.tsx";
import { roomFor } from "./steady-ends.ts";
import type { Filtered } from "./study-page.tsx";

interface HistoryProps {
  readonly study: StudySummary;
  readonly shown: Filtered;
  readonly objective: number;
  readonly best: BestSoFar;
}

/** The value of every trial, and the best so far. */
export const History = ({ study, shown, objective, best }: HistoryProps) => {
  const direction = study.directions[objective]!;
  const { table, version, changed } = shown;
  const drawTrials = useRef(createHistoryCounts());
  const latest = useRef<HistoryData>(undefined!);
  const data = useMemo((): HistoryData => {
    const range = changed && latest.current?.range;
    return { ...shownValues(table, table.values[objective]!, direction, range), best, version, changed };
  }, [table, version, objective, direction, best]);
  latest.current = data;
  const isZoomed = useRef(false);
  const tip = useSignal<{ readonly left: number; readonly top: number; readonly trial: number } | undefined>(undefined);
  const label = objectiveLabel(study, objective);

  const options = (): Omit<uPlot.Options, "width" | "height"> => ({
    scales: {
      x: { time: false },
      y: { range: () => [...latest.current.range] },
    },
    axes: [axis("trial", countsAxis), axis(label, valuesAxis)],
    series: [{}, { paths: () => null, points: { show: false } }],
    legend: { show: false },
    cursor: { y: false, points: { show: false }, drag: { x: true, y: false, dist: 6 } },
    hooks: {
      draw: [
        (plot) => {
          drawTrials.current(plot, latest.current);
          drawBest(plot, latest.current, colour.text());
        },
      ],
      setSelect: [
        (plot) => {
          if (plot.select.width > 0) isZoomed.current = true;
        },
      ],
      setCursor: [
        (plot) => {
          const trial = nearestTrial(plot, latest.current);
          const box = plot.over;
          tip.value =
            trial === undefined
              ? undefined
              : {
                  trial,
                  left: box.offsetLeft + plot.valToPos(trial, "x"),
                  top: box.offsetTop + plot.valToPos(latest.current.values[trial]!, "y"),
                };
        },
      ],
      ready: [
        (plot) => {
          let pressed = 0;
          plot.over.addEventListener("mousedown", ({ clientX }) => {
            pressed = clientX;
          });
          plot.over.addEventListener("click", ({ clientX }) => {
            // Who drags to zoom does not want to leave.
            if (tip.value !== undefined && Math.abs(clientX - pressed) < 5) go({ trial: tip.value.trial });
          });
          plot.over.addEventListener("dblclick", () => {
            isZoomed.current = false;
            plot.setScale("x", ends(latest.current));
          });
        },
      ],
    },
  });

  // Two points span the axes; the marks are drawn over them from the table itself.
  const aligned = useMemo((): uPlot.AlignedData => [[ends(data).min, ends(data).max], [...data.range]], [data]);
  if (data.drawn === 0) return undefined;
  const said = `The ${label} of ${data.drawn.toLocaleString("en")} trials by number, and the best so far: ${data.best
    .slice(-1)
    .map(({ trial, value }) => `${formatNumber(value)} at trial ${trial}`)
    .join("")}. The table below has all of them.`;
  return (
    <section id="history" aria-labelledby="history-title">
      <h2 id="history-title">History</h2>
      <p class="says">
        {shown.count < shown.of ? "The" : "All"} {data.drawn.toLocaleString("en")} values by trial
        {shown.count < shown.of && ", of those that pass the filter"}, and the best so far as a line. The more trials on
        one spot, the stronger its colour. Drag to zoom, a double click shows all; a click opens the trial.
        {data.outside > 0 &&
          ` ${data.outside.toLocaleString("en")} much worse ${data.outside === 1 ? "one lies" : "ones lie"} outside.`}
      </p>
      {study.directions.length > 1 && (
        <div class="controls">
          <label>
            objective{" "}
            <select
              value={String(objective)}
              onChange={({ currentTarget }) => go({ objective: Number(currentTarget.value) })}
            >
              {study.directions.map((_, each) => (
                <option key={objectiveLabel(study, each)} value={String(each)}>
                  {objectiveLabel(study, each)}
                </option>
              ))}
            </select>
          </label>
        </div>
      )}
      <div class="over">
        <Plot
          key={objective}
          label={said}
          height={280}
          options={options}
          data={aligned}
          onData={(plot) => {
            if (isZoomed.current) plot.redraw(false);
            else plot.setScale("x", ends(data));
          }}
        />
        <SavePicture name="history" />
        {tip.value !== undefined && (
          <div class="tip at" style={{ left: `${tip.value.left}px`, top: `${tip.value.top}px` }}>
            <b>{formatNumber(table.values[objective]![tip.value.trial]!)}</b>{" "}
            <a href={addressWith({ trial: tip.value.trial })} tabIndex={-1}>
              trial {tip.value.trial}
            </a>{" "}
            {standings[table.standing[tip.value.trial]!]}
          </div>
        )}
      </div>
      <div class="key">
        <StandingsKey kinds={data.kinds.toReversed()} />
        <span>
          <i aria-hidden="true" class="line" />
          best so far
        </span>
      </div>
    </section>
  );
};

/** All trials, with room for the marks of the first and the last. */
const ends = ({ table: { rows } }: HistoryData) => {
  const end = roomFor(rows);
  const margin = Math.max(0.5, 0.008 * end);
  return { min: -margin, max: end - 1 + margin };
};
