import { formatNumber, formatValue } from "@kaviar/page";
import { NearScreen } from "@kaviar/page/plots";
import { useMemo } from "preact/hooks";
import { address, goInstead } from "../../address.ts";
import { sharesOf } from "../../charts/shares.ts";
import { TrialChart } from "../../charts/trial-chart.tsx";
import { Computing } from "../../computing.tsx";
import { objectiveLabel } from "../../objective-label.ts";
import { type TableParam, valueAt } from "../../table/trial-table.ts";
import { useImportance } from "../importance/use-importance.ts";
import type { SlicesProps } from "../slices.tsx";
import { drawLandscape, drawRanks, mostMarks } from "./draw-landscape.ts";
import { landscapeData, nearestPoint } from "./landscape-data.ts";

const height = 340;

/** Two parameters at once: the value over them, and each trial by its rank. */
export const Landscape = (props: SlicesProps) =>
  props.shown.table.params.length < 2 ? undefined : (
    <section id="landscape" aria-labelledby="landscape-title">
      <h2 id="landscape-title">Two parameters</h2>
      <NearScreen height={height + 120}>{() => <Chosen {...props} />}</NearScreen>
    </section>
  );

/** The two that the address names; else those that matter most. */
const Chosen = (props: SlicesProps) => {
  const { study, shown, objective } = props;
  const { says: importance, fault } = useImportance(study, objective);
  if (importance === undefined) return <Computing fault={fault} />;
  const { params } = shown.table;
  const names = importance.pedAnova.map(({ name }) => name);
  const byImportance = [...params].sort((a, b) => rankIn(names, a.name) - rankIn(names, b.name));
  const named = address.value.pair.map((name) => params.find((param) => param.name === name));
  const across = named[0] ?? byImportance.find((param) => param !== named[1])!;
  const up = named[1] !== undefined && named[1] !== across ? named[1] : byImportance.find((param) => param !== across)!;
  return <Charts {...props} across={across} up={up} />;
};

const rankIn = (names: readonly string[], name: string): number => {
  const at = names.indexOf(name);
  return at < 0 ? names.length : at;
};

interface ChartsProps extends SlicesProps {
  readonly across: TableParam;
  readonly up: TableParam;
}

const Charts = ({ study, shown, objective, across, up }: ChartsProps) => {
  const { table, version, count, of } = shown;
  const direction = study.directions[objective]!;
  const data = useMemo(
    () =>
      landscapeData(table, sharesOf(table, objective, direction), objective, [across, up], direction === "maximize"),
    [table, version, objective, direction, across, up],
  );
  const label = objectiveLabel(study, objective);
  const common = {
    height,
    x: data.x,
    y: data.y,
    data,
    near: nearestPoint,
    tip: ({ trial }: { readonly trial: number }) => (
      <>
        trial {trial} <b>{formatNumber(table.values[objective]![trial]!)}</b> {formatValue(valueAt(across, trial))},{" "}
        {formatValue(valueAt(up, trial))}
      </>
    ),
  };
  const trials = `${data.drawn.toLocaleString("en")} complete ${data.drawn === 1 ? "trial" : "trials"}`;
  return (
    <>
      <p class="says">
        {trials}
        {count < of && " that pass the filter"}. A click opens the trial.
      </p>
      <div class="controls">
        <ParamChoice
          label="across"
          params={table.params}
          value={across}
          choose={(name) => goInstead({ pair: [name, name === up.name ? across.name : up.name] })}
        />
        <ParamChoice
          label="up"
          params={table.params}
          value={up}
          choose={(name) => goInstead({ pair: [name === across.name ? up.name : across.name, name] })}
        />
        <span class="key">
          <span>
            best <i aria-hidden="true" class="ramp" /> worst
          </span>
        </span>
      </div>
      {data.drawn === 0 ? (
        <p class="note">No complete trial that is shown has both parameters.</p>
      ) : (
        <div class="two">
          <div>
            <h3>{label}, smoothed</h3>
            <p class="note">
              The mean of the trials nearby, over all other parameters; blank where none was near
              {data.drawn > mostMarks && ". The trials themselves are in the other chart"}.
            </p>
            <TrialChart
              name={`${label} by ${across.name} and ${up.name}`}
              {...common}
              draw={drawLandscape}
              label={`The ${label} of ${trials} by ${across.name} and ${up.name}, smoothed. The table below has all of them.`}
            />
          </div>
          <div>
            <h3>Rank of each trial</h3>
            <p class="note">By its {label}, from the best to the worst: a few wild values do not take all colours.</p>
            <TrialChart
              name={`ranks by ${across.name} and ${up.name}`}
              {...common}
              draw={drawRanks}
              label={`The rank of ${trials} by ${across.name} and ${up.name}. The table below has all of them.`}
            />
          </div>
        </div>
      )}
    </>
  );
};

interface ParamChoiceProps {
  readonly label: string;
  readonly params: readonly TableParam[];
  readonly value: TableParam;
  choose(name: string): void;
}

const ParamChoice = ({ label, params, value, choose }: ParamChoiceProps) => (
  <label>
    {label}{" "}
    <select value={value.name} onChange={({ currentTarget }) => choose(currentTarget.value)}>
      {params.map(({ name }) => (
        <option key={name} value={name}>
          {name}
        </option>
      ))}
    </select>
  </label>
);
