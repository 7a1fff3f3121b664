import type { Run, RunFinding, Runs } from "./runs.ts";

/** A run in a few facts. What JSON has no number for comes as text. */
export interface RunSummary {
  readonly id: number;
  readonly name: string;
  readonly startedAt: number;
  readonly lastChange: number;
  readonly epochs: number;
  readonly done: number;
  readonly loss: number | string | undefined;
  readonly problems: number;
}

const summaryOfRun = ({ id, name, startedAt, lastChange, epochs, done, numbers, findings }: Run): RunSummary => ({
  id,
  name,
  startedAt,
  lastChange,
  epochs,
  done,
  loss: numbers.get("validation.loss")?.at(-1) ?? numbers.get("loss")?.at(-1),
  problems: findings.filter(({ severity }) => severity === "problem").length,
});

export const summariesOfRuns = (runs: Runs): readonly RunSummary[] => runs.all().map(summaryOfRun);

/** What is new of a run: numbers of the epochs from one on. */
export interface RunNews extends RunSummary {
  readonly from: number;
  readonly numbers: Readonly<Record<string, readonly (number | string)[]>>;
  readonly findings: readonly RunFinding[];
}

/** What is new of a run from an epoch on. */
export const newsOf = (run: Run, from: number): RunNews => ({
  ...summaryOfRun(run),
  from,
  numbers: Object.fromEntries([...run.numbers].map(([name, values]) => [name, values.slice(from)])),
  findings: run.findings,
});
