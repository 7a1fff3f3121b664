import { addressWith } from "../../address.ts";
import { contendersOf } from "./contenders.ts";
import type { SearchShown } from "./pipelines-view.tsx";
import { scoreText, spreadText } from "./words.ts";

/** What the search has bought, as a table. */
export const Bought = (all: SearchShown) => {
  const { search } = all;
  const { ended, metric } = search;
  const contenders = contendersOf(all);
  if (contenders.length === 0) return undefined;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard
    <section class="wide bought" aria-label="What the search has bought" tabIndex={0}>
      <table class="list">
        <thead>
          <tr>
            <th scope="col">compared</th>
            <th scope="col">{metric?.name ?? "score"} on the folds</th>
            {ended?.holdout && <th scope="col">on {ended.holdout.rows ?? "the"} rows held out</th>}
            <th scope="col">pipeline</th>
          </tr>
        </thead>
        <tbody>
          {contenders.map(({ name, words, trial, score, std, honest }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{spreadText(score, std)}</td>
              {ended?.holdout && <td>{honest === undefined ? "–" : scoreText(honest)}</td>}
              <td class="wrap">
                {words}
                {trial !== undefined && (
                  <>
                    , <a href={addressWith({ trial })}>trial {trial}</a>
                  </>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
};
