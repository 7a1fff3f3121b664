import { formatDuration } from "@kaviar/page";
import { valueRange } from "@kaviar/page/charts";
import { NearScreen } from "@kaviar/page/plots";
import { useMemo } from "preact/hooks";
import { address, addressWith, goInstead } from "../../address.ts";
import { TrialChart } from "../../charts/trial-chart.tsx";
import { drawProgress } from "./draw-progress.ts";
import { Origin } from "./origin.tsx";
import { gainBetween } from "./pipeline.ts";
import type { SearchShown } from "./pipelines-view.tsx";
import { nearestScored, type ProgressData, progressData } from "./progress-data.ts";
import { scoreText, shortWords, spreadText } from "./words.ts";

const height = 300;

/** The best so far, by evaluations or by time, and what made each step. */
export const Progress = (props: SearchShown) =>
  props.ranked.length === 0 ? undefined : (
    <section id="progress" aria-labelledby="progress-title">
      <h2 id="progress-title">How the best came</h2>
      <NearScreen height={height + 90}>{() => <Chart {...props} />}</NearScreen>
    </section>
  );

const Chart = ({ study, search, pipelines, byNumber }: SearchShown) => {
  const { by } = address.value;
  const direction = study.directions[0]!;
  const label = search.metric?.name ?? "score";
  const data = useMemo(
    () => progressData(pipelines, { by, direction, label, fenced: valueRange }),
    [pipelines, by, direction, label],
  );
  const { scored, steps, outside } = data;
  const last = steps.at(-1);
  if (last === undefined) return <p class="note">Nothing that was scored is shown.</p>;
  const when = (at: number): string => (by === "trials" ? `trial ${at}` : formatDuration(at));
  return (
    <>
      <p class="says">
        Each mark is a pipeline that was scored on all folds, the line the best so far: the last step came{" "}
        {by === "trials" ? `at ${when(last.at)}` : `after ${when(last.at)}`} of{" "}
        {by === "trials" ? scored.at(-1)!.at : formatDuration(scored.at(-1)!.at)}
        {by === "time" && ", without the time in which nothing was tried"}. A click opens the trial.
        {outside > 0 &&
          ` ${outside.toLocaleString("en")} much worse ${outside === 1 ? "one lies" : "ones lie"} outside.`}
      </p>
      <div class="controls">
        <label>
          by{" "}
          <select
            value={by}
            onChange={({ currentTarget: { value } }) => goInstead({ by: value === "time" ? "time" : "trials" })}
          >
            <option value="trials">evaluations</option>
            <option value="time">time</option>
          </select>
        </label>
      </div>
      <TrialChart
        name="how the best came"
        label={`The ${label} of ${scored.length.toLocaleString("en")} pipelines by ${by === "trials" ? "evaluations" : "time"}, and the best so far in ${steps.length} steps: ${scoreText(last.pipeline.score)} at trial ${last.pipeline.number}. The table behind it has the steps.`}
        height={height}
        x={data.x}
        y={data.y}
        data={data}
        draw={drawProgress}
        near={nearestScored}
        tip={({ trial }) => {
          const pipeline = byNumber.get(trial);
          return (
            pipeline && (
              <>
                trial {trial} <b>{spreadText(pipeline.score, pipeline.std)}</b> {shortWords(pipeline)}
              </>
            )
          );
        }}
      />
      <Steps {...data} direction={direction} when={when} />
    </>
  );
};

interface StepsProps extends ProgressData {
  readonly direction: SearchShown["study"]["directions"][number];
  when(at: number): string;
}

const Steps = ({ steps, direction, when }: StepsProps) => (
  <details>
    <summary>What made each of the {steps.length} steps</summary>
    {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard */}
    <section class="steps" aria-label="Table of the steps" tabIndex={0}>
      <table class="list">
        <thead>
          <tr>
            {["at", "score", "better by", "family", "came by", "trial"].map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {steps.toReversed().map(({ pipeline, at }, place) => {
            const before = steps.at(-2 - place);
            return (
              <tr key={pipeline.number}>
                <td>{when(at)}</td>
                <td>{spreadText(pipeline.score, pipeline.std)}</td>
                <td>{before && scoreText(gainBetween(direction, pipeline.score, before.pipeline.score))}</td>
                <td>{pipeline.family}</td>
                <td>
                  <Origin pipeline={pipeline} />
                </td>
                <td>
                  <a href={addressWith({ trial: pipeline.number })}>{pipeline.number}</a>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  </details>
);
