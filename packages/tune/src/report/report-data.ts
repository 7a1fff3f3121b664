import type { Importance } from "../importance/importance.ts";
import type { Dimension } from "../space/dimension.ts";
import type { Space } from "../space/parameter.ts";
import type { StudyView } from "../study/study.ts";
import type { Direction, Json, Report, TrialRecord } from "../trial/record.ts";
import { type PackedTrials, packTrials } from "./packed/packed-trials.ts";

/** What a report is made from: plain data, put into its page. */
export interface ReportData {
  readonly name: string;
  readonly directions: readonly Direction[];
  /** The names of the objectives, where they have any. */
  readonly objectives?: readonly string[];
  readonly seed: number;
  /** What users keep with the study. */
  readonly attributes: Readonly<Record<string, Json>>;
  /** Milliseconds since 1970. */
  readonly renderedAt: number;
  /** What the trials were drawn from, each once. */
  readonly spaces: readonly ReportSpace[];
  readonly trials: PackedTrials;
  /** For each objective, by both methods; without a prior while there are enough trials. */
  readonly importance: readonly { readonly fanova: readonly Importance[]; readonly pedAnova: readonly Importance[] }[];
}

/** A space, flat and, where it was declared, as it was. */
interface ReportSpace {
  readonly dimensions: readonly Dimension[];
  readonly declared?: Space;
}

/** A trial with its reports, and the place of what it was drawn from among `spaces`. */
export type ReportTrial = Omit<
  TrialRecord,
  "dimensions" | "space" | "notes" | "owner" | "seen" | "askedIn" | "toldIn"
> & {
  readonly spaceAt: number;
  readonly reports: readonly Report[];
};

export const reportData = async (study: StudyView): Promise<ReportData> => {
  const { history, name, directions, objectives, seed, attributes } = study;
  const { spaces, placeOf } = createSpaces();
  const trials = history.trials.flatMap((trial) => {
    if (trial === undefined) return [];
    const { dimensions, space, notes, owner, seen, askedIn, toldIn, ...kept } = trial;
    const reports = [...history.reports(trial.number)].map(([step, values]) => ({ step, values }));
    return [{ ...kept, spaceAt: placeOf(dimensions, space), reports }];
  });
  const importance = await Promise.all(
    directions.map(async (_, objective) => ({
      fanova: await study.importance({ objective }),
      pedAnova: await study.importance({ objective, method: "pedAnova" }),
    })),
  );
  return {
    name,
    directions,
    ...(objectives && { objectives }),
    seed,
    attributes,
    renderedAt: Date.now(),
    spaces,
    trials: packTrials(trials, directions.length),
    importance,
  };
};

/** Spaces as they come, each kept once: trials share them, or have equal ones of their own where they come from a storage. */
const createSpaces = () => {
  const spaces: ReportSpace[] = [];
  const texts = new Map<string, number>();
  const known = new Map<readonly Dimension[], Map<Space | undefined, number>>();
  return {
    spaces,
    placeOf: (dimensions: readonly Dimension[], declared: Space | undefined): number => {
      const beside = known.get(dimensions) ?? new Map<Space | undefined, number>();
      known.set(dimensions, beside);
      const before = beside.get(declared);
      if (before !== undefined) return before;
      const space: ReportSpace = { dimensions, ...(declared && { declared }) };
      const text = JSON.stringify(space);
      const place = texts.get(text) ?? spaces.push(space) - 1;
      texts.set(text, place);
      beside.set(declared, place);
      return place;
    },
  };
};
