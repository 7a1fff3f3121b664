import { formatDuration, formatNumber } from "@kaviar/page";
import { useSignal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import type { Progress } from "../../../src/reading/progress.ts";
import type { StudySummary } from "../../../src/reading/study-summary.ts";
import { limits } from "../../../src/server/limits.ts";
import { address, addressOfStudy, go, goInstead } from "../address.ts";
import { TrialChart } from "../charts/trial-chart.tsx";
import { follow } from "../live.ts";
import { objectiveLabel } from "../objective-label.ts";
import { useAnswer } from "../use-answer.ts";
import { comparable, comparisonOf, nearestStep, stepOf } from "./comparison.ts";
import { drawComparison } from "./draw-comparison.ts";
import { FactsTable } from "./facts-table.tsx";

/** Studies beside each other: the best so far of each, and what is to be told of them. */
export const ComparePage = ({ ids }: { readonly ids: readonly number[] }) => {
  const all = useSignal<readonly StudySummary[] | undefined>(undefined);
  useEffect(() => {
    document.title = "Studies compared · kaviar";
    return follow(() => "/api/live", {
      studies: (data) => {
        all.value = JSON.parse(data) as StudySummary[];
      },
    });
  }, []);
  if (all.value === undefined) return <h1 class="waiting">Reading …</h1>;
  const chosen = [...new Set(ids)];
  const found = chosen.flatMap((id) => all.value!.find((study) => study.id === id) ?? []);
  const studies = found.slice(0, limits.compared);
  const missing = chosen.length - found.length;
  return (
    <>
      <h1>Studies compared</h1>
      <p class="says">
        {studies.map(({ name }) => name).join(", ")}
        {found.length > studies.length && `: the first ${studies.length} of ${found.length}`}
        {missing > 0 &&
          `. ${missing === 1 ? "One that the address names is" : `${missing} that the address names are`} not there.`}
      </p>
      {studies.length === 0 ? (
        <p>
          <a href="#/">Mark the studies</a> that are to be compared.
        </p>
      ) : (
        <Compared studies={studies} />
      )}
    </>
  );
};

/** In milliseconds: it is asked for no more often while trials come. */
const every = 1_000;

const Compared = ({ studies }: { readonly studies: readonly StudySummary[] }) => {
  const { by } = address.value;
  const first = studies[0]!;
  const objective = Math.min(address.value.objective, first.directions.length - 1);
  const alike = comparable(studies, objective);
  const { says: progress } = useAnswer<readonly Progress[]>(
    `/api/progress?objective=${objective}&of=${studies.map(({ id }) => id).join()}`,
    studies.map(({ trials, counts, lastChange }) => `${trials} ${counts.complete} ${lastChange}`).join(),
    every,
  );
  const label = objectiveLabel(first, objective);
  const data = useMemo(
    () =>
      comparisonOf(
        studies.map((study) => (alike.includes(study) ? study : { ...study, id: -1 })),
        progress ?? [],
        by,
        label,
      ),
    [studies, progress, by, label],
  );
  const others = studies.filter((study) => !alike.includes(study));
  const names = [...new Set(alike.map((study) => objectiveLabel(study, objective)))];
  return (
    <>
      <section id="best" aria-labelledby="best-title">
        <h2 id="best-title">Best so far</h2>
        <p class="says">
          The best {label} of each,{" "}
          {by === "trials" ? "trial by trial" : "by when trials ended, since the first start of each"}
          {data.y.isLog && ", on a logarithmic axis"}. A click opens the trial.
        </p>
        {others.length > 0 && (
          <p class="warning" role="note">
            {first.name} is to {first.directions[objective]} {label};{" "}
            {others.map(({ name, aims }) => `${name} is to ${aims}`).join(", ")}: values that aim elsewhere cannot be
            compared, and are not drawn.
          </p>
        )}
        {names.length > 1 && (
          <p class="note">
            The same goes by several names: {names.join(", ")}. Whether it is the same, they do not say.
          </p>
        )}
        <div class="controls">
          <label>
            by{" "}
            <select
              value={by}
              onChange={({ currentTarget: { value } }) => goInstead({ by: value === "time" ? "time" : "trials" })}
            >
              <option value="trials">trials</option>
              <option value="time">time</option>
            </select>
          </label>
          {first.directions.length > 1 && (
            <label>
              objective{" "}
              <select
                value={String(objective)}
                onChange={({ currentTarget }) => goInstead({ objective: Number(currentTarget.value) })}
              >
                {first.directions.map((_, each) => (
                  <option key={objectiveLabel(first, each)} value={String(each)}>
                    {objectiveLabel(first, each)}
                  </option>
                ))}
              </select>
            </label>
          )}
        </div>
        {progress === undefined ? (
          <p class="note">Reading …</p>
        ) : data.lines.length === 0 ? (
          <p class="note">No trial of them is complete yet.</p>
        ) : (
          <TrialChart
            name={`best ${label} so far`}
            label={`The best ${label} so far by ${by}: ${data.lines.map(({ study, points }) => `${study.name} ${formatNumber(points.at(-1)!.value)}`).join(", ")}. The table below has it.`}
            height={340}
            x={data.x}
            y={data.y}
            data={data}
            draw={drawComparison}
            near={nearestStep}
            tip={({ trial: at }) => {
              const step = stepOf(data, at);
              return (
                step && (
                  <>
                    {step.line.study.name} <b>{formatNumber(step.point.value)}</b> since trial {step.point.trial}
                    {by === "time" && `, ${formatDuration(step.point.at)}`}
                  </>
                )
              );
            }}
            open={(at) => {
              const step = stepOf(data, at);
              if (step !== undefined)
                go({ study: step.line.study.id, compared: undefined, by: "trials", trial: step.point.trial });
            }}
          />
        )}
        <div class="key">
          {studies.map(({ id, name }, place) => (
            <span key={id}>
              <i aria-hidden="true" class="line" style={{ background: `var(--study-${place + 1})` }} />
              <a href={addressOfStudy(id)}>{name}</a>
            </span>
          ))}
        </div>
      </section>
      <FactsTable studies={studies} progress={progress ?? []} objective={objective} />
    </>
  );
};
