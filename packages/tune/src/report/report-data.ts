import type { Importance } from "../importance/importance.ts";
import type { Dimension } from "../space/dimension.ts";
import type { Study } from "../study/study.ts";
import type { Direction, Report, TrialRecord } from "../trial/record.ts";

/** What a report is made from: plain data, put into its page. */
export interface ReportData {
  readonly name: string;
  readonly directions: readonly Direction[];
  readonly seed: number;
  /** Milliseconds since 1970. */
  readonly renderedAt: number;
  /** The lists of dimensions the trials were drawn from, each once. */
  readonly spaces: readonly (readonly Dimension[])[];
  readonly trials: readonly ReportTrial[];
  /** For each objective, by both methods; without a prior while there are enough trials. */
  readonly importance: readonly { readonly fanova: readonly Importance[]; readonly pedAnova: readonly Importance[] }[];
}

/** A trial, its reports beside it, and the place of its dimensions among `spaces`. */
export type ReportTrial = Omit<
  TrialRecord,
  "dimensions" | "space" | "notes" | "owner" | "seen" | "askedIn" | "toldIn"
> & {
  readonly space: number;
  readonly reports: readonly Report[];
};

export const reportData = async (study: Study): Promise<ReportData> => {
  const { history, name, directions, seed } = study;
  const spaces: (readonly Dimension[])[] = [];
  const places = new Map<string | readonly Dimension[], number>();
  const placeOf = (dimensions: readonly Dimension[]): number => {
    const known = places.get(dimensions) ?? places.get(JSON.stringify(dimensions)) ?? spaces.length;
    if (known === spaces.length) spaces.push(dimensions);
    places.set(dimensions, known).set(JSON.stringify(dimensions), known);
    return known;
  };
  const trials = history.trials.flatMap((trial) => {
    if (trial === undefined) return [];
    const { dimensions, space: _, notes, owner, seen, askedIn, toldIn, ...kept } = trial;
    const reports = [...history.reports(trial.number)].map(([step, values]) => ({ step, values }));
    return [{ ...kept, space: placeOf(dimensions), reports }];
  });
  const importance = await Promise.all(
    directions.map(async (_, objective) => ({
      fanova: await study.importance({ objective }),
      pedAnova: await study.importance({ objective, method: "pedAnova" }),
    })),
  );
  return { name, directions, seed, renderedAt: Date.now(), spaces, trials, importance };
};
