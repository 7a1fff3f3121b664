import { mergeDimensions } from "../src/importance/regimes.ts";
import { valueAxis } from "../src/report/plots/axis.ts";
import { ranks } from "../src/report/plots/ranks.ts";
import type { ReportData, ReportTrial } from "../src/report/report-data.ts";
import type { Dimension } from "../src/space/dimension.ts";
import { createHistory, type History } from "../src/trial/history.ts";

/** What the page was given, in the form the plots read. */
export type PageStudy = ReportData & {
  readonly history: History;
  readonly parameters: readonly Dimension[];
  trial(number: number): ReportTrial | undefined;
  /** Of each complete trial for an objective: from 0, the best, to 1, the worst. */
  ranks(objective: number): ReadonlyMap<number, number>;
  /** Names of the parameters, the ones that matter most for an objective first. */
  byImportance(objective: number): readonly string[];
  /** What a section about an objective is called: `History`, or among several `History of value 2`. */
  titled(name: string, objective: number, between?: string): string;
};

export const openPageStudy = (data: ReportData): PageStudy => {
  const history = createHistory(data.directions);
  history.apply({
    revision: 1,
    trials: data.trials.map(({ space, reports, ...record }) => ({ ...record, dimensions: data.spaces[space]! })),
    reports: data.trials.flatMap(({ number, reports }) => reports.map((report) => ({ number, ...report }))),
  });
  const byNumber = new Map(data.trials.map((trial) => [trial.number, trial]));
  const parameters = mergeDimensions(data.spaces);
  return {
    ...data,
    history,
    parameters,
    trial: (number) => byNumber.get(number),
    ranks: (objective) => ranks(history, objective),
    titled: (name, objective, between = "of") =>
      data.directions.length === 1 ? name : `${name} ${between} ${valueAxis(data.directions, objective).label}`,
    byImportance: (objective) => {
      const names = parameters.map(({ name }) => name);
      const sorted = data.importance[objective]!.fanova.map(({ name }) => name).filter((name) => names.includes(name));
      return [...sorted, ...names.filter((name) => !sorted.includes(name))];
    },
  };
};
