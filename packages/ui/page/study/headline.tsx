import { formatNumber, formatValue } from "@kaviar/page";
import type { StudySummary } from "../../src/reading/study-summary.ts";
import { addressWith } from "../address.ts";
import { connectedWords } from "../connected-words.ts";
import { CountsBar } from "../counts-bar.tsx";
import { Since } from "../since.tsx";
import { bestSoFar } from "../table/best-so-far.ts";
import { paramAt } from "../table/trial-table.ts";
import { objectiveLabel } from "./objective-label.ts";
import type { Shown } from "./study-page.tsx";

interface HeadlineProps {
  readonly study: StudySummary;
  readonly shown: Shown;
  readonly objective: number;
}

/** The study in a few facts: what was found, out of how many trials, who works at it. */
export const Headline = ({ study, shown: { table }, objective }: HeadlineProps) => {
  const best = bestSoFar(table, objective, study.directions[objective]!).at(-1);
  return (
    <>
      <h1>{study.name === "" ? "(no name)" : study.name}</h1>
      <p class="says">
        {study.aims} · {study.trials.toLocaleString("en")} trials · last change <Since at={study.lastChange} />
      </p>
      <section aria-label="In short">
        {best === undefined ? (
          <p>
            {study.counts.infeasible > 0 ? "No complete trial keeps its constraints." : "No trial is complete yet."}
          </p>
        ) : (
          <div class="best">
            <div>
              <div class="figure">{formatNumber(best.value)}</div>
              <div class="note">
                best {objectiveLabel(study, objective)},{" "}
                <a href={addressWith({ trial: best.trial })}>trial {best.trial}</a>
              </div>
            </div>
            <dl class="params">
              {table.params.map((param) => {
                const value = paramAt(param, best.trial);
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
        <CountsBar counts={study.counts} />
        <p class="note">Connected: {connectedWords(study.connected)}.</p>
      </section>
    </>
  );
};
