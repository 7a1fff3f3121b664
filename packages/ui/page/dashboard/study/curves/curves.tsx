import { formatNumber } from "@kaviar/page";
import { valueRange } from "@kaviar/page/charts";
import { NearScreen } from "@kaviar/page/plots";
import { useMemo, useRef } from "preact/hooks";
import { standings } from "../../../../src/columns/standing.ts";
import { addressWith } from "../../address.ts";
import { TrialChart } from "../../charts/trial-chart.tsx";
import { objectiveLabel } from "../../objective-label.ts";
import type { SlicesProps } from "../slices.tsx";
import { StandingsKey } from "../standings-key.tsx";
import { type ChosenCurves, chosenCurves, third } from "./chosen-curves.ts";
import { type CurvesData, curvesData } from "./curves-data.ts";
import { drawCurves } from "./draw-curves.ts";
import { nearestCurve } from "./nearest-curve.ts";
import { type KnownCurves, useCurves } from "./use-curves.ts";

const height = 300;

/** What trials reported on their way to their values. */
export const Curves = (props: SlicesProps) => {
  const { study, shown, objective } = props;
  const direction = study.directions[objective]!;
  const known = useRef<KnownCurves>(new Map());
  const chosen = useMemo(
    () => chosenCurves(shown.table, objective, direction),
    [shown.table, shown.version, objective, direction],
  );
  if (chosen.of === 0) return undefined;
  return (
    <section id="curves" aria-labelledby="curves-title">
      <h2 id="curves-title">Learning curves</h2>
      <NearScreen height={height + 60}>
        {() => <CurvesChart {...props} chosen={chosen} known={known.current} />}
      </NearScreen>
    </section>
  );
};

interface CurvesChartProps extends SlicesProps {
  readonly chosen: ChosenCurves;
  readonly known: KnownCurves;
}

const CurvesChart = ({ study, shown, objective, chosen, known }: CurvesChartProps) => {
  const { table, version, count, of } = shown;
  const label = objectiveLabel(study, objective);
  const readings = useCurves(study.id, known, chosen.numbers, table.reports);
  const direction = study.directions[objective]!;
  const read = useMemo(() => chosen.numbers.flatMap((number) => known.get(number) ?? []), [chosen, readings]);
  const data = useMemo(
    () => curvesData(read, table, { objective, direction, label, fenced: valueRange }),
    [read, table, version, objective, direction, label],
  );
  if (read.length === 0) return <p class="note">Reading …</p>;
  const isThinned = read.some(({ reports, step }) => reports > step.length);
  const kinds = standings.filter((standing) => data.curves.some((curve) => curve.standing === standing));
  return (
    <>
      <p class="says">
        What trials{count < of && " that pass the filter"} reported as {label}, step by step
        {data.y.isLog && ", on a logarithmic axis"}: {countWords(chosen)}. A click opens the trial.
        {isThinned && " Of long curves some steps are left out, evenly."}
        {data.outside > 0 && ` ${data.outside.toLocaleString("en")} much worse values lie outside.`}
      </p>
      <TrialChart
        name="learning curves"
        label={`What ${data.curves.length} ${data.curves.length === 1 ? "trial" : "trials"} reported as ${label} by step${data.best === undefined ? "" : `; the best is trial ${data.best}`}. The table behind it has their ends.`}
        height={height}
        x={data.x}
        y={data.y}
        data={data}
        draw={drawCurves}
        isTraced
        near={nearestCurve}
        tip={({ trial }) => (
          <>
            trial {trial} <b>{endWords(data, trial)}</b> {standings[table.standing[trial]!]}
          </>
        )}
      />
      <div class="key">
        <StandingsKey kinds={kinds} />
        {data.best !== undefined && (
          <span>
            <i aria-hidden="true" class="line" />
            the best, trial {data.best}
          </span>
        )}
      </div>
      <CurvesTable data={data} label={label} />
    </>
  );
};

const countWords = ({ numbers, of }: ChosenCurves): string =>
  numbers.length === of
    ? `all ${of.toLocaleString("en")} that did`
    : `${numbers.length} of ${of.toLocaleString("en")} shown, those of the best ${third}, of the newest ${third} and some spread evenly over the others`;

const endWords = ({ curves }: CurvesData, trial: number): string => {
  const curve = curves.find(({ number }) => number === trial);
  return curve === undefined ? "" : `${formatNumber(curve.value.at(-1)!)} at step ${curve.step.at(-1)}`;
};

const CurvesTable = ({ data, label }: { readonly data: CurvesData; readonly label: string }) => (
  <details>
    <summary>As a table</summary>
    {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard */}
    <section class="steps" aria-label="Table of learning curves" tabIndex={0}>
      <table class="list">
        <thead>
          <tr>
            <th scope="col">trial</th>
            <th scope="col">state</th>
            <th scope="col">first {label}</th>
            <th scope="col">last {label}</th>
            <th scope="col">last step</th>
          </tr>
        </thead>
        <tbody>
          {data.curves.map(({ number, standing, step, value }) => (
            <tr key={number}>
              <td>
                <a href={addressWith({ trial: number })}>{number}</a>
              </td>
              <td>{standing}</td>
              <td>{formatNumber(value[0]!)}</td>
              <td>{formatNumber(value.at(-1)!)}</td>
              <td>{step.at(-1)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  </details>
);
