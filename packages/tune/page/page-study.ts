import { mergeDimensions } from "../src/importance/regimes.ts";
import { unpackTrials } from "../src/report/packed/packed-trials.ts";
import { valueAxis } from "../src/report/plots/axis.ts";
import { ranks } from "../src/report/plots/ranks.ts";
import type { ReportData, ReportTrial } from "../src/report/report-data.ts";
import { type Constant, constantsOf } from "../src/space/constants.ts";
import type { Dimension } from "../src/space/dimension.ts";
import { meets } from "../src/space/flat-space.ts";
import { createHistory, type History } from "../src/trial/history.ts";

/** A trial, with the domains it was drawn from. */
type PageTrial = ReportTrial & { readonly dimensions: readonly Dimension[] };

/** What the page was given, in the form the plots read. */
export type PageStudy = Omit<ReportData, "trials"> & {
  readonly trials: readonly PageTrial[];
  readonly history: History;
  readonly parameters: readonly Dimension[];
  trial(number: number): PageTrial | undefined;
  /** What the space handed on to a trial as it is. */
  constants(trial: ReportTrial): readonly Constant[];
  /** What an objective is called. */
  objectiveLabel(objective: number): string;
  /** Of each complete trial for an objective: from 0, the best, to 1, the worst. */
  ranks(objective: number): ReadonlyMap<number, number>;
  /** Names of the parameters, the ones that matter most for an objective first. */
  byImportance(objective: number): readonly string[];
  /** What a section about an objective is called: `History`, or among several `History of value 2`. */
  titled(name: string, objective: number, between?: string): string;
};

export const openPageStudy = (data: ReportData): PageStudy => {
  const history = createHistory(data);
  const trials = unpackTrials(data.trials).map(
    (trial): PageTrial => Object.assign(trial, { dimensions: data.spaces[trial.spaceAt]!.dimensions }),
  );
  history.apply({
    revision: 1,
    trials,
    reports: trials.flatMap(({ number, reports }) => reports.map((report) => ({ number, ...report }))),
  });
  const byNumber = new Map(trials.map((trial) => [trial.number, trial]));
  const parameters = mergeDimensions(data.spaces.map(({ dimensions }) => dimensions));
  const constants = data.spaces.map(({ declared }) => constantsOf(declared ?? {}));
  const objectiveLabel = (objective: number) => valueAxis(data, objective).label;
  const ranked = data.directions.map((_, objective) => ranks(history, objective));
  return {
    ...data,
    trials,
    history,
    parameters,
    objectiveLabel,
    trial: (number) => byNumber.get(number),
    constants: ({ spaceAt, params }) =>
      constants[spaceAt]!.filter(({ when }) => when === undefined || meets(when, params)),
    ranks: (objective) => ranked[objective]!,
    titled: (name, objective, between = "of") =>
      data.directions.length === 1 ? name : `${name} ${between} ${objectiveLabel(objective)}`,
    byImportance: (objective) => {
      const names = parameters.map(({ name }) => name);
      const sorted = data.importance[objective]!.pedAnova.map(({ name }) => name).filter((name) =>
        names.includes(name),
      );
      return [...sorted, ...names.filter((name) => !sorted.includes(name))];
    },
  };
};
