import { csvField, flatten } from "@kaviar/base/text";
import { namedParams, type StudyView } from "@kaviar/tune";

type Row = ReadonlyMap<string, unknown>;

/**
 * One row a trial; params by their names, as `params.optimizer.adam.beta2`, several values as `values.0`, `values.1`, or by the
 * names of their objectives. Lines end with \r\n by RFC 4180: the \r is theirs, the \n comes from whoever prints them.
 */
export const trialsAsCsv = ({ trials, directions, objectives, history }: StudyView): string[] => {
  const several = directions.map((_, i) => `values.${objectives?.[i] ?? i}`);
  const values = directions.length === 1 ? ["value"] : several;
  const rows = trials.map(({ attributes, constraints, ...trial }): Row => {
    const params = namedParams(history.trials[trial.number]!);
    return new Map<string, unknown>([
      ["number", trial.number],
      ["state", trial.state],
      ...values.map((name, i) => [name, trial.values?.[i]] as const),
      ["sampler", trial.sampler],
      ["startedAt", trial.startedAt?.toISOString()],
      ["finishedAt", trial.finishedAt?.toISOString()],
      ["error", trial.error],
      ["stopReason", trial.stopReason],
      ...flatten({ params, attributes, constraints }),
    ]);
  });
  const fixed = ["number", "state", ...values, "sampler", "startedAt", "finishedAt", "error", "stopReason"];
  const names = [...new Set([...fixed, ...rows.flatMap((row) => [...row.keys()])])];
  const lines = [names.map(csvField), ...rows.map((row) => names.map((name) => csvField(row.get(name))))];
  return lines.map((line) => `${line.join(",")}\r`);
};
