import { addressWith } from "../../address.ts";
import { type Reason, reasonsOf } from "./grouped-reasons.ts";
import type { SearchShown } from "./pipelines-view.tsx";
import { shortWords } from "./words.ts";

/** Pipelines that failed, and such as were stopped on their way, by their reasons. */
export const Reasons = ({ pipelines }: SearchShown) => {
  const [failed, stopped] = [reasonsOf(pipelines, "failed"), reasonsOf(pipelines, "pruned")];
  return (
    <section id="failures" aria-labelledby="failures-title">
      <h2 id="failures-title">Failed and stopped</h2>
      {failed.length === 0 ? (
        <p class="says">No pipeline has failed.</p>
      ) : (
        <>
          <p class="says">
            {counted(failed)} failed: that costs those alone, none of them is in the model. A reason that comes often
            may be worth a look.
          </p>
          <ReasonsTable name="Failures by reason" reasons={failed} />
        </>
      )}
      {stopped.length > 0 && (
        <>
          <h3 class="later">Stopped</h3>
          <p class="says">
            {counted(stopped)} stopped after some of the folds, so that the time goes to better ones: a race, no error.
          </p>
          <ReasonsTable name="Stopped by reason" reasons={stopped} />
        </>
      )}
    </section>
  );
};

const counted = (reasons: readonly Reason[]): string => {
  const count = reasons.reduce((sum, { pipelines }) => sum + pipelines.length, 0);
  return count === 1 ? "1 pipeline" : `${count.toLocaleString("en")} pipelines`;
};

/** So many trials of a reason are named. */
const most = 5;

const ReasonsTable = ({ name, reasons }: { readonly name: string; readonly reasons: readonly Reason[] }) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard
  <section class="wide" aria-label={name} tabIndex={0}>
    <table class="list">
      <thead>
        <tr>
          <th scope="col">times</th>
          <th scope="col">why</th>
          <th scope="col">for example</th>
        </tr>
      </thead>
      <tbody>
        {reasons.map(({ evidence, remedy, pipelines }) => (
          <tr key={evidence}>
            <td>{pipelines.length.toLocaleString("en")}</td>
            <td class="wrap">
              {evidence}
              {remedy !== undefined && <div class="note">{remedy}</div>}
            </td>
            <td class="wrap">
              {shortWords(pipelines[0]!)}:{" "}
              {pipelines.slice(0, most).map(({ number }, place) => (
                <>
                  {place > 0 && ", "}
                  <a key={number} href={addressWith({ trial: number })}>
                    {number}
                  </a>
                </>
              ))}
              {pipelines.length > most && " …"}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  </section>
);
