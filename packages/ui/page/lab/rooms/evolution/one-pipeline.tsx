import { Explain } from "../../card/explain.tsx";
import { WideTable } from "../../tables/wide-table.tsx";
import type { Bred } from "./bred.ts";
import { descentOf } from "./lay-out.ts";
import { madeBy } from "./operators.ts";
import { marks, scoreOf } from "./tree.tsx";

interface OnePipelineProps {
  readonly one: Bred;
  readonly bred: readonly Bred[];
  choose(number: number): void;
}

/** A pipeline from near: its parts with their cards, its folds, what became of it, and whom it comes from. */
export const OnePipeline = ({ one, bred, choose }: OnePipelineProps) => {
  const line = [...descentOf(one.number, bred)].sort((a, b) => b - a).map((number) => bred[number]!);
  return (
    <>
      <p class="numbers">
        <b>{scoreOf(one)}</b> with {one.size} {one.size === 1 ? "part" : "parts"}, {madeBy(one.operator, one.parents)}
        {one.left === undefined
          ? ". It is in the population."
          : `. It left after generation ${one.left.generation + 1}: ${one.left.why}.`}
      </p>
      <div class="bred-near">
        <div>
          <h3>Its parts</h3>
          <ol class="bred-parts">
            {one.parts.map(({ kind, words, change }, i) => (
              <li key={i} class="with-mark">
                <span class={`bred-part ${change}`}>
                  <i>{marks[change]}</i>
                  {words}
                </span>
                <Explain of={kind} title={kind} />
              </li>
            ))}
            {one.gone.map((kind, i) => (
              <li key={`gone ${i}`}>
                <span class="bred-part gone">
                  <i>−</i>
                  <s>{kind}</s>
                </span>
              </li>
            ))}
          </ol>
        </div>
        <div>
          <h3 class="with-mark">
            Its folds <Explain of="crossValidate" title="the score of a fold" />
          </h3>
          {one.folds.map((score, fold) => (
            <p key={fold} class="bred-fold numbers">
              {fold + 1} <span style={{ width: `${Math.round(120 * score)}px` }} /> {score.toFixed(3)}
            </p>
          ))}
        </div>
      </div>
      <h3>Whom it comes from</h3>
      <WideTable label="Its line of descent, the latest above">
        <thead>
          <tr>
            <th>pipeline</th>
            <th>generation</th>
            <th>score</th>
            <th>how it was made</th>
            <th>parts</th>
          </tr>
        </thead>
        <tbody>
          {line.map((each) => (
            <tr key={each.number}>
              <th scope="row">
                <button type="button" class="link" onClick={() => choose(each.number)}>
                  {each.number}
                </button>
              </th>
              <td>{each.generation + 1}</td>
              <td>{scoreOf(each)}</td>
              <td>{madeBy(each.operator, each.parents)}</td>
              <td>
                {each.parts.map(({ words, change }) => `${marks[change]}${words}`).join(" → ")}
                {each.gone.map((kind) => ` −${kind}`)}
              </td>
            </tr>
          ))}
        </tbody>
      </WideTable>
    </>
  );
};
