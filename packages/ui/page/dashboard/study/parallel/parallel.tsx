import { NearScreen } from "@kaviar/page/plots";
import { useMemo } from "preact/hooks";
import { address, go } from "../../address.ts";
import { sharesOf } from "../../charts/shares.ts";
import { brushOf, withBrush } from "../../filter/brush.ts";
import { objectiveLabel } from "../../objective-label.ts";
import type { SlicesProps } from "../slices.tsx";
import type { Shown } from "../study-page.tsx";
import { brushWords } from "./brush-words.ts";
import { LinesChart } from "./lines-chart.tsx";
import { mostAxes, parallelAxes } from "./parallel-axes.ts";

export interface ParallelProps extends SlicesProps {
  /** With those that do not pass the filter. */
  readonly all: Shown;
}

const height = 340;

/** Each trial as a line through its parameters to its value. What is marked along an axis becomes a part of the filter. */
export const Parallel = (props: ParallelProps) =>
  props.all.table.params.length === 0 ? undefined : (
    <section id="parallel" aria-labelledby="parallel-title">
      <h2 id="parallel-title">Parallel coordinates</h2>
      <NearScreen height={height + 70}>{() => <Lines {...props} />}</NearScreen>
    </section>
  );

const Lines = ({ study, shown, all, objective }: ParallelProps) => {
  const { filter } = address.value;
  const direction = study.directions[objective]!;
  const axes = useMemo(() => parallelAxes(study, all.table), [all.table, all.version, study.directions]);
  const data = useMemo(
    () => ({ ...axes, all: all.table, shown: shown.table, ...sharesOf(shown.table, objective, direction) }),
    [axes, shown.table, shown.version, objective, direction],
  );
  if (axes.drawn === 0) return <p class="note">No parameter differs between the trials.</p>;
  const label = objectiveLabel(study, objective);
  const plain = shown.count - data.ranked;
  const brushes = axes.axes.flatMap((axis) => {
    const brush = brushOf(filter, axis);
    return brush === undefined ? [] : [{ axis, brush }];
  });
  return (
    <>
      <p class="says">
        {shown.count < shown.of
          ? `The ${shown.count.toLocaleString("en")} trials that pass the filter`
          : `All ${shown.of.toLocaleString("en")} trials`}
        , each a line
        {axes.drawn < axes.differing &&
          `, through ${axes.drawn} of the ${axes.differing} parameters that differ (there is room for ${mostAxes} axes)`}
        . Drag along an axis to keep only those that pass there, or move its ends by the arrow keys (Escape keeps all
        again): it becomes a part of the filter above, which may be written as well. A click opens the trial.
      </p>
      <LinesChart
        label={`${shown.count.toLocaleString("en")} trials as lines through ${axes.axes.map(({ span }) => span.label).join(", ")}${data.best === undefined ? "" : `; the best ${label} is that of trial ${data.best}`}. The table below has all of them.`}
        height={height}
        data={data}
        brushes={brushes}
        objective={objective}
      />
      <div class="key">
        <span>
          best <i aria-hidden="true" class="ramp" /> worst {label}
        </span>
        {plain > 0 && (
          <span>
            <i aria-hidden="true" class="line soft" />
            {plain.toLocaleString("en")} not complete, or without a number
          </span>
        )}
        {brushes.map(({ axis, brush }) => (
          <button
            key={axis.name}
            type="button"
            class="kept"
            onClick={() => go({ filter: withBrush(filter, axis, undefined) })}
          >
            {axis.span.label} {brushWords(brush)} <span aria-hidden="true">✕</span>
            <span class="unseen">, keep all again</span>
          </button>
        ))}
      </div>
    </>
  );
};
