import { law, type OptionsOf, record, text } from "@kaviar/base/check";
import { shown } from "@kaviar/base/error";
import { flatten, shownUrl } from "@kaviar/base/text";
import { TuneError } from "../error.ts";
import { options } from "../options.ts";
import type { Logged } from "../study/progress.ts";
import type { TrialState } from "../trial/record.ts";
import { mlflowServer } from "./mlflow/server.ts";
import { namesOfValues } from "./names-of-values.ts";

const read = options("mlflow", {
  /** The experiment that trials are runs of; the study's name when left out. */
  experiment: text.optional(),
  /** What is sent with each request, such as `{ authorization: "Bearer …" }`. */
  headers: record<Readonly<Record<string, string>>>("a record of texts").default({}),
});

const address = law<string>("an address", (x) => typeof x === "string" && /^https?:\/\//.test(x));

/** What a server takes in one request. */
const most = { metrics: 1000, params: 100 };

/**
 * Trials as runs of an MLflow server, over its REST API: parameters, reports step by step, values, constraints; attributes as tags.
 *
 * ```ts
 * await study.optimize(space, objective, { trials: 40, log: [mlflow("http://127.0.0.1:5000")] });
 * ```
 * Values stand one step after the last report. A trial is written when it has ended, and waits for the server.
 */
export const mlflow = (url: string, given: OptionsOf<typeof read> = {}) => {
  const { experiment, headers } = read(given);
  if (!address.holds(url))
    throw new TuneError("bad-options", `mlflow takes the address of a server: got ${shown(shownUrl(String(url)))}.`, {
      remedy: 'Such as "http://127.0.0.1:5000", which `mlflow server` says when it starts.',
    });
  const server = mlflowServer(url, headers);
  const ids = new Map<string, Promise<string>>();

  return async ({ study, trial }: Logged): Promise<void> => {
    const name = experiment ?? study.name;
    const known = ids.get(name) ?? server.experiment(name);
    ids.set(name, known);
    const { number, state, startedAt, finishedAt, error, sampler } = trial;
    const began = (startedAt ?? finishedAt ?? new Date()).getTime();
    const ended = (finishedAt ?? startedAt ?? new Date()).getTime();
    const run = await server.run({
      experiment_id: await known,
      run_name: `trial ${number}`,
      start_time: began,
      tags: tagsOf({
        "kaviar.study": study.name,
        "kaviar.trial": number,
        "kaviar.state": state,
        "kaviar.sampler": sampler,
        "kaviar.error": error,
        ...trial.attributes,
      }),
    });
    const params = flatten(trial.params).map(([key, value]) => ({ key: keyOf(key), value: textOf(value) }));
    const metrics = metricsOf({ study, trial }, ended);
    for (let i = 0; i === 0 || i < params.length; i += most.params)
      await server.log(run, { params: params.slice(i, i + most.params) });
    for (let i = 0; i < metrics.length; i += most.metrics)
      await server.log(run, { metrics: metrics.slice(i, i + most.metrics) });
    await server.end(run, { status: statusOf[state], end_time: ended });
  };
};

/** What a run is called whose trial is in a state. A pruned one has not failed. */
const statusOf: Readonly<Record<TrialState, string>> = {
  complete: "FINISHED",
  pruned: "KILLED",
  failed: "FAILED",
  running: "RUNNING",
  waiting: "SCHEDULED",
};

/** Names may hold these signs there, and no others. */
const keyOf = (name: string): string => name.replaceAll(/[^\p{L}\p{N}_\-. /]/gu, "_");

const textOf = (value: unknown): string => (typeof value === "string" ? value : String(JSON.stringify(value)));

const tagsOf = (tags: Readonly<Record<string, unknown>>) =>
  Object.entries(tags)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ({ key: keyOf(key), value: textOf(value) }));

const metricsOf = ({ study, trial }: Logged, timestamp: number) => {
  const { reports, values, constraints } = trial;
  const names = namesOfValues(study);
  // JSON has no word for what is not finite: the server reads these.
  const metric = (key: string, value: number, step: number) => ({
    ...{ key: keyOf(key), timestamp, step },
    value: Number.isFinite(value) ? value : String(value),
  });
  const at = (step: number, all: readonly number[]) => names.map((name, i) => metric(name, all[i]!, step));
  const last = Math.max(-1, ...reports.map(({ step }) => step));
  return [
    ...reports.toSorted((a, b) => a.step - b.step).flatMap(({ step, values: all }) => at(step, all)),
    ...(values === undefined ? [] : at(last + 1, values)),
    ...Object.entries(constraints).map(([name, value]) => metric(`constraint.${name}`, value, 0)),
  ];
};
