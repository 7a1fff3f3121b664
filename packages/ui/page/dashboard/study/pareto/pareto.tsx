import { formatNumber } from "@kaviar/page";
import { valueRange } from "@kaviar/page/charts";
import { NearScreen } from "@kaviar/page/plots";
import { useMemo } from "preact/hooks";
import type { StudySummary } from "../../../../src/reading/study-summary.ts";
import { address, addressWith, goInstead } from "../../address.ts";
import { TrialChart } from "../../charts/trial-chart.tsx";
import { objectiveLabel } from "../../objective-label.ts";
import type { SlicesProps } from "../slices.tsx";
import { drawPareto } from "./draw-pareto.ts";
import { Hypervolume } from "./hypervolume.tsx";
import { nearestAim, paretoData } from "./pareto-data.ts";

const height = 320;

interface ParetoProps extends Pick<SlicesProps, "study" | "shown"> {
  /** Of a search of pipelines: what the pipeline of a trial is, in a few words. */
  wordsOf?(trial: number): string;
}

/** Of several objectives: two of them against each other, with the trials that none is better than in all. */
export const Pareto = (props: ParetoProps) =>
  props.study.directions.length < 2 ? undefined : (
    <section id="pareto" aria-labelledby="pareto-title">
      <h2 id="pareto-title">Pareto front</h2>
      <NearScreen height={height + 80}>{() => <Front {...props} />}</NearScreen>
    </section>
  );

/** The two that the address names, where it names two different ones; of a search of pipelines the score by the work. */
const chosenAims = ({ directions, search }: StudySummary): readonly [number, number] => {
  const [x, y] = address.value.aims ?? (search ? [2, 0] : [0, 1]);
  return x !== y && x < directions.length && y < directions.length ? [x, y] : [0, 1];
};

const Front = ({ study, shown, wordsOf }: ParetoProps) => {
  const { table, version, count, of } = shown;
  const [x, y] = chosenAims(study);
  const data = useMemo(
    () => paretoData(study, table, [x, y], wordsOf && valueRange),
    [table, version, x, y, study.directions],
  );
  if (data.drawn === 0) return <p class="note">No complete trial is shown.</p>;
  const several = study.directions.length > 2;
  const names = `${objectiveLabel(study, x)} and ${objectiveLabel(study, y)}`;
  return (
    <>
      <p class="says">
        {data.drawn.toLocaleString("en")} complete trials{count < of && " that pass the filter"} by {names};{" "}
        {data.front.length === 1 ? "1 of them is" : `${data.front.length.toLocaleString("en")} of them are`} on the
        front: none other is better in {several ? `one of all ${study.directions.length} objectives` : "one of both"}{" "}
        and no worse in the {several ? "others" : "other"}. A click opens the trial.
        {data.outside > 0 &&
          ` ${data.outside.toLocaleString("en")} much worse ${data.outside === 1 ? "one lies" : "ones lie"} outside.`}
      </p>
      {several && (
        <div class="controls">
          <AimChoice
            study={study}
            label="across"
            value={x}
            choose={(aim) => goInstead({ aims: [aim, aim === y ? x : y] })}
          />
          <AimChoice
            study={study}
            label="up"
            value={y}
            choose={(aim) => goInstead({ aims: [aim === x ? y : x, aim] })}
          />
        </div>
      )}
      <TrialChart
        name="Pareto front"
        label={`${data.drawn.toLocaleString("en")} trials by ${names}, ${data.front.length} of them on the Pareto front. The table behind it has those.`}
        height={height}
        x={data.x}
        y={data.y}
        data={data}
        draw={drawPareto}
        near={nearestAim}
        tip={({ trial }) => (
          <>
            trial {trial} <b>{[x, y].map((aim) => formatNumber(table.values[aim]![trial]!)).join(", ")}</b>
            {wordsOf && ` ${wordsOf(trial)}`}
          </>
        )}
      />
      <div class="key">
        <span>
          <i aria-hidden="true" style={{ background: "var(--text)", borderRadius: "50%" }} />
          on the front
        </span>
        <span>
          <i aria-hidden="true" style={{ background: "var(--complete)" }} />
          dominated
        </span>
      </div>
      <FrontTable study={study} front={data.front} values={table.values} wordsOf={wordsOf} />
      {wordsOf === undefined && <Hypervolume study={study} />}
    </>
  );
};

interface AimChoiceProps {
  readonly study: StudySummary;
  readonly label: string;
  readonly value: number;
  choose(aim: number): void;
}

const AimChoice = ({ study, label, value, choose }: AimChoiceProps) => (
  <label>
    {label}{" "}
    <select value={String(value)} onChange={({ currentTarget }) => choose(Number(currentTarget.value))}>
      {study.directions.map((_, aim) => (
        <option key={objectiveLabel(study, aim)} value={String(aim)}>
          {objectiveLabel(study, aim)}
        </option>
      ))}
    </select>
  </label>
);

/** As many of them as anyone reads. */
const most = 200;

interface FrontTableProps {
  readonly study: StudySummary;
  readonly front: readonly number[];
  readonly values: readonly Float64Array[];
  readonly wordsOf: ParetoProps["wordsOf"];
}

const FrontTable = ({ study, front, values, wordsOf }: FrontTableProps) => (
  <details>
    <summary>
      The front as a table{front.length > most && `, the first ${most} of ${front.length.toLocaleString("en")}`}
    </summary>
    {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard */}
    <section class="steps" aria-label="Table of the Pareto front" tabIndex={0}>
      <table class="list">
        <thead>
          <tr>
            <th scope="col">trial</th>
            {study.directions.map((_, aim) => (
              <th key={objectiveLabel(study, aim)} scope="col">
                {objectiveLabel(study, aim)}
              </th>
            ))}
            {wordsOf && <th scope="col">pipeline</th>}
          </tr>
        </thead>
        <tbody>
          {front.slice(0, most).map((number) => (
            <tr key={number}>
              <td>
                <a href={addressWith({ trial: number })}>{number}</a>
              </td>
              {values.map((column, aim) => (
                <td key={objectiveLabel(study, aim)}>{formatNumber(column[number]!)}</td>
              ))}
              {wordsOf && <td>{wordsOf(number)}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  </details>
);
