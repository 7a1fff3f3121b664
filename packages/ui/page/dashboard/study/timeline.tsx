import { colourNamed, formatDuration, shortName } from "@kaviar/page";
import { axis, NearScreen, Plot } from "@kaviar/page/plots";
import { useSignal } from "@preact/signals";
import { useMemo, useRef } from "preact/hooks";
import type uPlot from "uplot";
import { standings } from "../../../src/columns/standing.ts";
import { go } from "../address.ts";
import { durations } from "../charts/durations.ts";
import { SavePicture } from "../charts/save-picture.tsx";
import { StandingsKey } from "./standings-key.tsx";
import type { Filtered } from "./study-page.tsx";
import { busyOf, endOf, type TimelineData, timelineOf, trialAt } from "./timeline-lanes.ts";

/** Who ran which trials when. */
export const Timeline = ({ shown }: { readonly shown: Filtered }) =>
  shown.count === 0 ? undefined : (
    <section id="timeline" aria-labelledby="timeline-title">
      <h2 id="timeline-title">Timeline</h2>
      <NearScreen height={160}>{() => <Lanes shown={shown} />}</NearScreen>
    </section>
  );

const Lanes = ({ shown }: { readonly shown: Filtered }) => {
  const { table, version } = shown;
  const data = useMemo(() => timelineOf(table, Date.now()), [table, version]);
  const latest = useRef(data);
  latest.current = data;
  const tip = useSignal<{ readonly left: number; readonly top: number; readonly trial: number } | undefined>(undefined);
  const { lanes, processes, drawn } = data;
  const aligned = useMemo(
    (): uPlot.AlignedData => [
      [0, data.to - data.from],
      [0, lanes.length],
    ],
    [data],
  );
  if (lanes.length === 0) return <p class="note">No trial that is shown has been started by a process.</p>;

  const options = (): Omit<uPlot.Options, "width" | "height"> => ({
    scales: {
      x: { time: false, range: () => [0, latest.current.to - latest.current.from] },
      y: { dir: -1, range: () => [0, latest.current.lanes.length] },
    },
    axes: [
      axis("since the first start", { incrs: durations, values: (_, splits) => splits.map(formatDuration) }),
      lanesAxis(latest),
    ],
    series: [{}, { paths: () => null, points: { show: false } }],
    legend: { show: false },
    cursor: { x: false, y: false, points: { show: false }, drag: { x: false, y: false } },
    hooks: {
      draw: [(plot) => drawLanes(plot, latest.current)],
      setCursor: [
        (plot) => {
          const { left = -1, top = -1 } = plot.cursor;
          const { table, lanes, from } = latest.current;
          const lane = left < 0 ? undefined : lanes[Math.floor(plot.posToVal(top, "y"))];
          const [time, reach] = [from + plot.posToVal(left, "x"), plot.posToVal(3, "x") - plot.posToVal(0, "x")];
          const trial = lane && trialAt(table, lane, time, reach, Date.now());
          const { offsetLeft, offsetTop } = plot.over;
          tip.value = trial === undefined ? undefined : { trial, left: offsetLeft + left, top: offsetTop + top };
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

  const kinds = standings.filter((_, at) =>
    lanes.some(({ trials }) => trials.some((number) => table.standing[number] === at)),
  );
  const height = 72 + 22 * lanes.length;
  const number = tip.value?.trial;
  return (
    <>
      <p class="says">
        {drawn.toLocaleString("en")} {drawn === 1 ? "trial" : "trials"}
        {shown.count < shown.of && " that pass the filter"} by the process that ran them
        {processes > lanes.length && `, of the first ${lanes.length} of ${processes} processes`}. The higher a bar, the
        more it ran at once; times are by the clock of its machine. A click opens the trial.
      </p>
      <div class="over">
        <Plot
          key={height}
          label={`When ${lanes.length} ${lanes.length === 1 ? "process" : "processes"} ran ${drawn.toLocaleString("en")} ${drawn === 1 ? "trial" : "trials"}, over ${formatDuration(data.to - data.from)}. The table below has all of them.`}
          height={height}
          options={options}
          data={aligned}
          onData={(plot) => plot.setScale("x", { min: 0, max: data.to - data.from })}
        />
        <SavePicture name="timeline" />
        {tip.value !== undefined && number !== undefined && (
          <div class="tip at" style={{ left: `${tip.value.left}px`, top: `${tip.value.top}px` }}>
            trial {number} <b>{standings[table.standing[number]!]}</b>{" "}
            {formatDuration(endOf(table, number, Date.now()) - table.startedAt[number]!)}
          </div>
        )}
      </div>
      <div class="key">
        <StandingsKey kinds={kinds} />
      </div>
    </>
  );
};

/** Each lane by its host and process, in its middle. */
const lanesAxis = (latest: { readonly current: TimelineData }): uPlot.Axis =>
  axis("", {
    labelSize: 0,
    size: 110,
    grid: { show: false },
    // Each has its name, however low the lanes are.
    space: 1,
    incrs: [1],
    splits: () => latest.current.lanes.map((_, at) => at + 0.5),
    values: (_, splits) =>
      splits.map((split) => {
        const [host = "", pid = ""] = latest.current.lanes[Math.floor(split)]?.owner.split(":") ?? [];
        return `${shortName(host, 12 - Math.min(pid.length, 7) + 3)} ${pid}`;
      }),
  });

const drawLanes = ({ ctx, bbox }: uPlot, { table, lanes, from, to }: TimelineData): void => {
  const pixels = Math.round(bbox.width);
  const laneHeight = bbox.height / lanes.length;
  for (const [at, lane] of lanes.entries()) {
    const busy = busyOf(table, lane, { from, to, now: Date.now(), pixels });
    let most = 1;
    for (let pixel = 0; pixel < pixels; pixel++)
      most = Math.max(
        most,
        busy.reduce((sum, own) => sum + own[pixel]!, 0),
      );
    const bottom = bbox.top + (at + 1) * laneHeight - 1;
    const below = new Float64Array(pixels);
    for (const [standing, own] of busy.entries()) {
      ctx.fillStyle = colourNamed(standings[standing]!);
      for (let pixel = 0; pixel < pixels; pixel++) {
        if (own[pixel] === 0) continue;
        // The shortest is still seen.
        const height = Math.max((own[pixel]! / most) * (laneHeight - 4), 1);
        ctx.fillRect(bbox.left + pixel, bottom - below[pixel]! - height, 1, height);
        below[pixel]! += height;
      }
    }
  }
};
