import { lastRevision, orderOfEnds } from "./added-order.ts";
import { stringifyExact } from "./exact-json.ts";
import type { SpaceCache } from "./space-cache.ts";
import type { AddedTrial } from "./storage.ts";
import { columnsOf } from "./trial-row.ts";

/** The columns that a trial from elsewhere brings along, as PostgreSQL has them; its number and revision it is given. */
export const addedColumns = {
  state: "text",
  attempt: "bigint",
  space: "text",
  params: "text",
  result: "text",
  attributes: "text",
  constraints: "text",
  origin: "text",
  sampler: "text",
  why: "text",
  notes: "text",
  clone_of: "bigint",
  error: "text",
  started_at: "double precision",
  finished_at: "double precision",
  seen: "bigint",
  asked_in: "bigint",
  told_in: "bigint",
} as const;

type AddedColumns = Readonly<Record<keyof typeof addedColumns, string | number | null>>;

/** Rows of trials from elsewhere, whose numbers and revisions count from those that the study has. */
export interface AddedRows {
  readonly trials: readonly (AddedColumns & {
    /** Its place among them by number, and the place that its change has among those of a study. */
    readonly place: number;
    readonly rank: number;
  })[];
  /** Of which trial, at which step, what; in the order of their arrival. */
  readonly reports: readonly (readonly [place: number, step: number, values: string])[];
  /** Spaces that the database may not have yet. */
  readonly spaces: ReadonlyMap<string, string>;
  /** The last revision that any of them carries. */
  readonly carried: number;
}

export const addedRows = (study: number, trials: readonly AddedTrial[], cache: SpaceCache): AddedRows => {
  const rankOf = new Map(orderOfEnds(trials).map((place, rank) => [place, rank]));
  const spaces = new Map<string, string>();
  const nameOf = ({ dimensions, space }: AddedTrial["trial"]): string | null => {
    if (dimensions.length === 0 && space === undefined) return null;
    const { digest, unwritten } = cache.name(study, dimensions, space);
    if (unwritten !== null) spaces.set(digest, unwritten);
    return digest;
  };
  return {
    trials: trials.map(({ trial }, place) => {
      const { owner: _, params, ...columns } = columnsOf(trial);
      return {
        ...columns,
        params: params ?? "{}",
        attributes: stringifyExact(trial.attributes),
        constraints: stringifyExact(trial.constraints),
        attempt: trial.attempt,
        space: nameOf(trial),
        asked_in: trial.askedIn ?? null,
        told_in: trial.toldIn ?? null,
        place,
        rank: rankOf.get(place)!,
      };
    }),
    reports: trials.flatMap(({ reports }, place) =>
      reports.map(({ step, values }) => [place, step, stringifyExact(values)] as const),
    ),
    spaces,
    carried: lastRevision(trials),
  };
};
