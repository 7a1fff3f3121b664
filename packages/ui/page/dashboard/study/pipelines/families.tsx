import { formatDuration, formatShare } from "@kaviar/page";
import { addressWith } from "../../address.ts";
import { familiesOf } from "./family-shares.ts";
import type { SearchShown } from "./pipelines-view.tsx";
import { spreadText } from "./words.ts";

/** How the time went by the kind of model, and what came of it. */
export const Families = ({ study, pipelines }: SearchShown) => {
  const families = familiesOf(pipelines, study.directions[0]!);
  if (families.length === 0) return undefined;
  return (
    <section id="families" aria-labelledby="families-title">
      <h2 id="families-title">Families of models</h2>
      <p class="says">
        What the pipelines of each kind of model took, as a share of the time of all of them, and the best of each. The
        search gives a family more turns the cheaper a gain of it is expected to be.
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard */}
      <section class="wide" aria-label="Table of the families" tabIndex={0}>
        <table class="list families">
          <thead>
            <tr>
              <th scope="col">family</th>
              <th scope="col" colSpan={2}>
                share of the time
              </th>
              <th scope="col">time</th>
              <th scope="col">pipelines</th>
              <th scope="col">its best</th>
              <th scope="col">trial</th>
            </tr>
          </thead>
          <tbody>
            {families.map(({ name, share, took, count, best }) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td class="share" aria-hidden="true">
                  <i style={{ width: `${100 * share}%` }} />
                </td>
                <td class="number">{formatShare(share)}</td>
                <td>{formatDuration(took)}</td>
                <td>{count.toLocaleString("en")}</td>
                <td>{best === undefined ? "none was scored" : spreadText(best.score, best.std)}</td>
                <td>{best && <a href={addressWith({ trial: best.number })}>{best.number}</a>}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </section>
  );
};
