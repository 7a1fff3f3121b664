import { formatDuration, formatNumber } from "@kaviar/page";
import type { ComponentChildren } from "preact";
import { standings } from "../../../src/columns/standing.ts";
import type { Progress } from "../../../src/reading/progress.ts";
import type { StudySummary } from "../../../src/reading/study-summary.ts";
import { addressOfStudy } from "../address.ts";
import { connectedWords } from "../connected-words.ts";
import { objectiveLabel } from "../objective-label.ts";
import { Since } from "../since.tsx";

interface FactsTableProps {
  readonly studies: readonly StudySummary[];
  readonly progress: readonly Progress[];
  readonly objective: number;
}

/** What is to be told of each study, beside each other. */
export const FactsTable = ({ studies, progress, objective }: FactsTableProps) => {
  const bestOf = ({ id }: StudySummary) => progress.find((each) => each.id === id)?.byTrial.at(-1);
  const rows: readonly (readonly [name: string, of: (study: StudySummary) => ComponentChildren])[] = [
    ["aims to", ({ aims }) => aims],
    [
      `best ${objectiveLabel(studies[0]!, objective)}`,
      (study) => {
        const best = bestOf(study);
        return best === undefined ? "none yet" : <b>{formatNumber(best.value)}</b>;
      },
    ],
    [
      "found by",
      (study) => {
        const best = bestOf(study);
        return best && <a href={`${addressOfStudy(study.id)}?trial=${best.trial}`}>trial {best.trial}</a>;
      },
    ],
    ["trials", ({ trials }) => trials.toLocaleString("en")],
    ...standings
      .filter((standing) => studies.some(({ counts }) => counts[standing] > 0))
      .map((standing) => [standing, ({ counts }: StudySummary) => counts[standing].toLocaleString("en")] as const),
    [
      "from first start to last end",
      ({ id }) => {
        const took = progress.find((each) => each.id === id)?.took;
        return took === undefined ? "" : formatDuration(took);
      },
    ],
    ["connected", ({ connected }) => connectedWords(connected)],
    ["last change", ({ lastChange }) => <Since at={lastChange} />],
  ];
  return (
    <section id="facts" aria-labelledby="facts-title">
      <h2 id="facts-title">Beside each other</h2>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard */}
      <section class="wide" aria-label="Table of the studies" tabIndex={0}>
        <table class="list beside">
          <thead>
            <tr>
              <td />
              {studies.map(({ id, name }) => (
                <th key={id} scope="col">
                  <a href={addressOfStudy(id)}>{name}</a>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(([name, of]) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                {studies.map((study) => (
                  <td key={study.id}>{of(study)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </section>
  );
};
