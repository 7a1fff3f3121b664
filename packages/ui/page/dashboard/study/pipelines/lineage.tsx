import { useMemo } from "preact/hooks";
import { address, addressWith, goInstead } from "../../address.ts";
import { Descent } from "./descent.tsx";
import { type Ancestor, childrenOf, lineOf } from "./line-of-descent.ts";
import { Origin } from "./origin.tsx";
import { originText } from "./origins.ts";
import type { Pipeline } from "./pipeline.ts";
import { PipelineWords } from "./pipeline-words.tsx";
import type { SearchShown } from "./pipelines-view.tsx";
import { partsOf, scoreText, shortWords, spreadText } from "./words.ts";

/** From which pipelines one came, and which were made of it. */
export const Lineage = ({ study, search, ranked, everyone }: SearchShown) => {
  const { line: asked } = address.value;
  const direction = study.directions[0]!;
  const byNumber = useMemo(() => new Map(everyone.map((pipeline) => [pipeline.number, pipeline])), [everyone]);
  const chosen = asked ?? search.ended?.single?.trial ?? ranked[0]?.number;
  if (chosen === undefined) return undefined;
  const line = lineOf(chosen, byNumber, direction);
  return (
    <section id="lineage" aria-labelledby="lineage-title">
      <h2 id="lineage-title">Lineage</h2>
      <p class="says">
        {line.length === 0
          ? `There is no pipeline ${chosen} in this search.`
          : line.length === 1
            ? `Pipeline ${chosen} has no parents: ${originText(line[0]!.pipeline)}.`
            : `Pipeline ${chosen} and the ${line.length - 1} that it comes from, from the left to the right. A pipeline leads to its own line; where one is better than all its parents, the way to it is in colour.`}
      </p>
      <Choice
        chosen={chosen}
        isThere={line.length > 0}
        ranked={ranked}
        members={search.ended?.ensemble?.members.map(({ trial }) => trial) ?? []}
      />
      {line.length > 1 && <Descent line={line} chosen={chosen} />}
      <LineList line={line} chosen={chosen} />
      {line.length > 0 && <Children of={chosen} all={childrenOf(chosen, everyone, direction)} />}
    </section>
  );
};

/** So many of the best can be chosen; of all others a link leads here. */
const most = 100;

interface ChoiceProps {
  readonly chosen: number;
  readonly isThere: boolean;
  readonly ranked: readonly Pipeline[];
  readonly members: readonly number[];
}

const Choice = ({ chosen, isThere, ranked, members }: ChoiceProps) => {
  const best = ranked.slice(0, most);
  return (
    <div class="controls">
      <label>
        of pipeline{" "}
        <select value={String(chosen)} onChange={({ currentTarget: { value } }) => goInstead({ line: Number(value) })}>
          {!best.some(({ number }) => number === chosen) && <option value={String(chosen)}>{chosen}</option>}
          {best.map((pipeline, place) => (
            <option key={pipeline.number} value={String(pipeline.number)}>
              {`${pipeline.number}: ${place + 1}. ${scoreText(pipeline.score)} ${shortWords(pipeline)}${members.includes(pipeline.number) ? ", in the ensemble" : ""}`}
            </option>
          ))}
        </select>
      </label>
      {isThere && <a href={addressWith({ trial: chosen })}>Open trial {chosen}</a>}
    </div>
  );
};

/** The same as a list, in the order in which they were tried: what each has that its parents had not stands out. */
const LineList = ({ line, chosen }: { readonly line: readonly Ancestor[]; readonly chosen: number }) => {
  const byNumber = new Map(line.map(({ pipeline }) => [pipeline.number, pipeline]));
  return (
    <ol class="line">
      {line.map(({ pipeline, parents, gain }) => (
        <li key={pipeline.number} class={pipeline.number === chosen ? "chosen" : ""}>
          <div>
            <b>{scoreText(pipeline.score)}</b>{" "}
            {gain !== undefined && (
              <span class={gain > 0 ? "gain" : "note"}>
                {gain === 0
                  ? "no better"
                  : `${gain > 0 ? "better" : "worse"} by ${scoreText(Number(Math.abs(gain).toPrecision(2)))}`}
              </span>
            )}{" "}
            <span class="note">
              pipeline <a href={addressWith({ trial: pipeline.number })}>{pipeline.number}</a>,{" "}
              <Origin pipeline={pipeline} />
            </span>
          </div>
          <PipelineWords
            words={pipeline.words}
            known={
              parents.length === 0
                ? undefined
                : new Set(parents.flatMap((parent) => partsOf(byNumber.get(parent)!.words ?? "")))
            }
          />
        </li>
      ))}
    </ol>
  );
};

/** So many children are listed. */
const mostChildren = 30;

const Children = ({ of, all }: { readonly of: number; readonly all: readonly Pipeline[] }) =>
  all.length === 0 ? (
    <p class="note">Nothing was made of pipeline {of}.</p>
  ) : (
    <details>
      <summary>
        {all.length === 1 ? "1 pipeline was" : `${all.length.toLocaleString("en")} pipelines were`} made of pipeline{" "}
        {of}
        {all.length > mostChildren && `, the best ${mostChildren} of them here`}
      </summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard */}
      <section class="steps" aria-label={`Children of pipeline ${of}`} tabIndex={0}>
        <table class="list">
          <thead>
            <tr>
              {["pipeline", "state", "score", "came by", "parts", "its line"].map((name) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {all.slice(0, mostChildren).map((pipeline) => (
              <tr key={pipeline.number}>
                <td>
                  <a href={addressWith({ trial: pipeline.number })}>{pipeline.number}</a>
                </td>
                <td>{pipeline.standing}</td>
                <td>{pipeline.standing === "complete" ? spreadText(pipeline.score, pipeline.std) : ""}</td>
                <td>{originText(pipeline)}</td>
                <td>{shortWords(pipeline)}</td>
                <td>
                  <a href={addressWith({ line: pipeline.number })}>line of {pipeline.number}</a>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </details>
  );
