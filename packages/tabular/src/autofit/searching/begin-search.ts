import type { EventLog } from "@kaviar/base/events";
import { parseDuration } from "@kaviar/base/text";
import { TableError } from "../../error.ts";
import { type Portfolio, portfolioOf } from "../../evolution/portfolio.ts";
import type { Species } from "../../evolution/species.ts";
import { type Preset, presets } from "../../grammar/presets.ts";
import type { Table } from "../../table/table.ts";
import type { AutofitEvent } from "../events.ts";
import { checkAdjusting } from "../preparing/check-adjusting.ts";
import { type Loaded, loadGrammar } from "../preparing/load-grammar.ts";
import { type Options, type Prepared, prepareSearch } from "../preparing/prepare-search.ts";
import { begunBefore, keepBegun } from "../preparing/same-search.ts";
import { speciesFor } from "../preparing/species-for.ts";
import { warmStartOf } from "../preparing/warm-start.ts";
import { directionsOf } from "../searching/directions-of.ts";
import { keptAtMost } from "../searching/kept-for-end.ts";
import { trialSeconds } from "../searching/run-search.ts";

/** A search before its first pipeline. */
export interface Begun {
  readonly prepared: Prepared;
  readonly preset: Preset;
  readonly grammar: Loaded;
  readonly species: Species;
  readonly portfolio: Portfolio;
  /** How many columns the table has. */
  readonly columns: number;
  /** Milliseconds of the whole, and of the search itself, less those that have passed; undefined where evaluations are counted. */
  readonly total: number | undefined;
  readonly time: number | undefined;
  readonly notes: readonly string[];
  /** Keeps what it is begun with in its study, which is begun by that. */
  keep(): Promise<void>;
}

/** Makes of a table what a search looks at, and of options what it is made of; what cannot be searched is refused. */
export const beginSearch = async (
  given: Table,
  options: Options,
  log: EventLog<AutofitEvent>,
  elapsed: () => number,
): Promise<Begun> => {
  const total = "time" in options.budget ? timeOf(options.budget.time) : undefined;
  const before = await begunBefore(given, options);
  const prepared = prepareSearch(given, options, total, before?.rows);
  checkAdjusting(options, prepared.training.target);
  const preset: Preset = presets[options.preset];
  const grammar = await loadGrammar(options.grammar);
  const { species, own } = speciesFor(grammar.grammar, preset, prepared.facts);
  const time = total && total * (1 - keptAtMost) - elapsed();
  const seconds = trialSeconds(time) / options.folds;
  const warm = before ? before.warm : await warmStartOf(options.warmStart, species, seconds);
  const notes = [...prepared.notes, ...warm.notes];
  log.add({
    kind: "read",
    rows: given.rows,
    columns: given.columns.length,
    task: prepared.training.target.task,
    metric: prepared.metric.name,
    notes,
  });
  return {
    ...{ prepared, preset, grammar, species, total, time, notes },
    portfolio: portfolioOf(species, own, { seed: options.seed, seconds, warm: warm.first }),
    columns: given.columns.length,
    keep: () => keepBegun(given, options, { rows: prepared.most, warm, directions: directionsOf(prepared.metric) }),
  };
};

const timeOf = (time: number | string): number => {
  const milliseconds = typeof time === "number" ? time : parseDuration(time);
  if (milliseconds !== undefined && milliseconds > 0) return milliseconds;
  throw new TableError(
    "options",
    `A time is a number of milliseconds, or text such as "60s": got ${JSON.stringify(time)}.`,
  );
};
