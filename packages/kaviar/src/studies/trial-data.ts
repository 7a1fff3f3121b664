import type { Trial } from "@kaviar/tune";

/** A trial as programs get it: plain data, times as ISO 8601, null for what a trial does not have. */
export const trialData = ({ startedAt, finishedAt, values, value, objectives, ...trial }: Trial) => ({
  number: trial.number,
  state: trial.state,
  value: value ?? null,
  values: values ?? null,
  ...(objectives && { objectives }),
  params: trial.params,
  sampler: trial.sampler ?? null,
  why: trial.why ?? null,
  startedAt: startedAt?.toISOString() ?? null,
  finishedAt: finishedAt?.toISOString() ?? null,
  error: trial.error ?? null,
  stack: trial.stack ?? null,
  stopReason: trial.stopReason ?? null,
  attributes: trial.attributes,
  constraints: trial.constraints,
  reports: trial.reports,
  checkpoint: trial.checkpoint ?? null,
  artifacts: trial.artifacts,
});
