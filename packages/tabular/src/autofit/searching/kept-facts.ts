import type { Json } from "@kaviar/tune";
import type { Task } from "../../contract/target.ts";
import type { Options, Prepared } from "../preparing/prepare-search.ts";
import { isKept, withStorage } from "../preparing/with-storage.ts";
import type { AutofitResult } from "../result.ts";

/** Where a study keeps what is to be told of its search, for a dashboard: while it runs, and long after. */
const attribute = "kaviar:fit";

/** What is known of a search when a process begins to work on it. */
interface BegunFacts {
  readonly target: string;
  readonly task: Task;
  readonly metric: { readonly name: string; readonly title: string; readonly better: "higher" | "lower" };
  readonly preset: string;
  readonly folds: number;
  /** Rows that are searched on, rows held out, and columns. */
  readonly rows: number;
  readonly held: number;
  readonly columns: number;
  /** Of the whole study where evaluations are counted, of this run where it is a time. */
  readonly budget: { readonly evaluations: number } | { readonly milliseconds: number };
  /** Milliseconds since 1970. */
  readonly beganAt: number;
  readonly notes: readonly string[];
  /** When no more pipelines were tried, and why: what was found is chosen from and fitted then. */
  readonly searched?: { readonly at: number; readonly why: string };
}

/** What a search came to. */
interface EndedFacts {
  /** When all was done, and how long this run took in seconds. */
  readonly at: number;
  readonly seconds: number;
  readonly chosen: "single" | "ensemble";
  readonly single: { readonly trial: number; readonly score: number; readonly std: number };
  readonly ensemble: {
    readonly score: number;
    readonly std: number;
    readonly members: readonly { readonly trial: number; readonly weight: number }[];
  } | null;
  readonly holdout: {
    readonly rows: number;
    readonly score: number;
    readonly compared: readonly { readonly name: string; readonly score: number }[];
  } | null;
}

/** What is known of a search before its first pipeline. */
export const begunFacts = (
  { table, held, training, metric }: Prepared,
  { target, preset, folds, budget }: Options,
  {
    milliseconds,
    columns,
    notes,
    beganAt = Date.now(),
  }: { milliseconds: number | undefined; columns: number; notes: readonly string[]; beganAt?: number },
): BegunFacts => ({
  target,
  task: training.target.task,
  metric: { name: metric.name, title: metric.about.name, better: metric.better },
  preset,
  folds,
  rows: table.rows,
  held: held?.rows ?? 0,
  columns,
  budget: "evaluations" in budget ? budget : { milliseconds: milliseconds! },
  beganAt,
  notes,
});

/** Keeps with its study what is to be told of a search. Of several processes that work on one, what the last one said stays. */
export const keepFacts = async (options: Options, begun: BegunFacts, result?: AutofitResult): Promise<void> => {
  if (!isKept(options)) return;
  const facts = result ? { ...begun, notes: result.notes, ended: endedFacts(result) } : begun;
  await withStorage(options, async (storage) => {
    const study = (await storage.studies()).find(({ name }) => name === options.name);
    if (study) await storage.setStudyAttributes(study.id, { [attribute]: facts as unknown as Json });
  });
};

const endedFacts = ({ seconds, chosen, single, ensemble, holdout }: AutofitResult): EndedFacts => ({
  at: Date.now(),
  seconds,
  chosen,
  single: { trial: single.trial, score: single.score, std: single.std },
  ensemble: ensemble
    ? {
        score: ensemble.score,
        std: ensemble.std,
        members: ensemble.members.map(({ candidate: { trial }, weight }) => ({ trial, weight })),
      }
    : null,
  holdout: holdout
    ? {
        rows: holdout.rows,
        score: holdout.score,
        compared: holdout.compared.map(({ name, score }) => ({ name, score })),
      }
    : null,
});
