import { formatNumber, formatValue } from "@kaviar/page";
import { useMemo } from "preact/hooks";
import { type Standing, standings } from "../../../src/columns/standing.ts";
import type { StudySummary } from "../../../src/reading/study-summary.ts";
import { addressWith } from "../address.ts";
import { connectedWords } from "../connected-words.ts";
import { CountsBar } from "../counts-bar.tsx";
import { objectiveLabel } from "../objective-label.ts";
import { Outlooks } from "../outlooks.tsx";
import { Since } from "../since.tsx";
import type { BestSoFar } from "../table/best-so-far.ts";
import { trialsAMinute } from "../table/rate.ts";
import { type TrialTable, valueAt } from "../table/trial-table.ts";
import type { Filtered } from "./study-page.tsx";

interface InShortProps {
  readonly study: StudySummary;
  readonly shown: Filtered;
  readonly objective: number;
  readonly bestSoFar: BestSoFar;
}

export const Title = ({ study }: { readonly study: StudySummary }) => (
  <>
    <h1>{study.name === "" ? "(no name)" : study.name}</h1>
    <p class="says">
      {study.aims} · {study.trials.toLocaleString("en")} trials · last change <Since at={study.lastChange} />
    </p>
  </>
);

/** The trials that are shown in a few facts: what was found, how they ended, who works at it. */
export const InShort = ({ study, shown: { table, version, count, of }, objective, bestSoFar }: InShortProps) => {
  const isPart = count < of;
  const best = bestSoFar.at(-1);
  // What the server has counted holds for all of them.
  const counts = useMemo(() => (isPart ? countsOf(table) : study.counts), [table, version, isPart, study.counts]);
  return (
    <section aria-label="In short">
      {best === undefined ? (
        <p>{counts.infeasible > 0 ? "No complete trial keeps its constraints." : "No trial is complete yet."}</p>
      ) : (
        <div class="best">
          <div>
            <div class="figure">{formatNumber(best.value)}</div>
            <div class="note">
              best {objectiveLabel(study, objective)}
              {isPart ? " of those shown" : ""}, <a href={addressWith({ trial: best.trial })}>trial {best.trial}</a>
            </div>
          </div>
          <dl class="params">
            {table.params.map((param) => {
              const value = valueAt(param, best.trial);
              return value === undefined ? undefined : (
                <div key={param.name}>
                  <dt>{param.name}</dt>
                  <dd>{formatValue(value)}</dd>
                </div>
              );
            })}
          </dl>
        </div>
      )}
      <Outlooks outlooks={study.outlooks} />
      <CountsBar counts={counts} />
      <p class="note">
        Connected: {connectedWords(study.connected)}.
        {study.isRunning && rateWords(trialsAMinute(table, Date.now()), isPart)}
      </p>
    </section>
  );
};

const rateWords = (rate: number | undefined, isPart: boolean): string =>
  rate === undefined
    ? ""
    : ` ${rate >= 10 ? Math.round(rate) : Number(rate.toPrecision(2))} trials${isPart ? " of those shown" : ""} a minute lately.`;

const countsOf = ({ rows, standing }: TrialTable): Readonly<Record<Standing, number>> => {
  const counts = standings.map(() => 0);
  for (let number = 0; number < rows; number++) if (!Number.isNaN(standing[number]!)) counts[standing[number]!]!++;
  return Object.fromEntries(standings.map((name, at) => [name, counts[at]!])) as Record<Standing, number>;
};
