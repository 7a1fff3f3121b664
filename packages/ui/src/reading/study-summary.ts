import {
  type Direction,
  goalsOf,
  type Heartbeat,
  isBetter,
  living,
  type Outlook,
  outlooksOf,
  type TrialRecord,
  wordsForAims,
} from "@kaviar/tune";
import { type Choice, type Standing, standingOf, standings } from "../columns/index.ts";
import { type SearchFacts, searchFactsIn } from "../searches/search-facts.ts";
import type { Mirror } from "./mirror.ts";
import type { Connected, Presence } from "./presence.ts";

/** A study in a few facts, as pages get it. What JSON has no number for (±Infinity, NaN) comes as text. */
export interface StudySummary {
  readonly id: number;
  readonly name: string;
  readonly directions: readonly Direction[];
  /** The names of the objectives, where they have any. */
  readonly objectives?: readonly string[];
  /** What it aims at, in words: "minimize loss". */
  readonly aims: string;
  readonly trials: number;
  readonly counts: Readonly<Record<Standing, number>>;
  /** Of one objective: the best trial; none while there is none. */
  readonly best?: {
    readonly number: number;
    readonly value: number | string;
    readonly params: Readonly<Record<string, Choice>>;
  };
  /** Milliseconds since 1970: when a trial last started or ended, else when the study was made. */
  readonly lastChange: number;
  readonly connected: readonly Connected[];
  /** Somebody runs it: trials of it now, or it is between two of them. */
  readonly isRunning: boolean;
  /** How many runs of it go on that hear when it is asked to stop, and how far they are from where they end. */
  readonly runs: number;
  readonly outlooks: readonly Outlook[];
  /** Of a search of pipelines: what it is, and how far. */
  readonly search?: SearchFacts;
}

export const summaryOf = (
  { record, trials }: Mirror,
  heartbeats: readonly Heartbeat[],
  presence: Presence,
): StudySummary => {
  const { id, name, directions, attributes } = record;
  const search = searchFactsIn(record);
  const own = attributes["kaviar:objectives"] as readonly string[] | undefined;
  const objectives = own ?? (search && objectivesOf(search, directions.length));
  const counts = Object.fromEntries(standings.map((standing) => [standing, 0])) as Record<Standing, number>;
  let [total, lastChange] = [0, record.createdAt];
  let best: TrialRecord | undefined;
  for (const trial of trials) {
    if (trial === undefined) continue;
    total++;
    counts[standingOf(trial)]++;
    lastChange = Math.max(lastChange, trial.startedAt ?? 0, trial.finishedAt ?? 0);
    if (isBetter(trial, best, directions)) best = trial;
  }
  const goals = goalsOf(record, living(heartbeats));
  const connected = presence(heartbeats, trials, goals);
  const heard = new Set(connected.flatMap(({ owner, silent }) => (silent ? [] : [owner])));
  const going = goals.filter(({ owner }) => heard.has(owner));
  return {
    id,
    name,
    directions,
    ...(objectives && { objectives }),
    aims: wordsForAims({ directions, objectives }),
    trials: total,
    counts,
    ...(best && { best: { number: best.number, value: best.values![0]!, params: best.params } }),
    lastChange,
    connected,
    isRunning: counts.running > 0 || going.length > 0,
    runs: going.length,
    outlooks: outlooksOf(going, trials, directions, Date.now()),
    ...(search && { search }),
  };
};

/** What the objectives of a search of pipelines are. */
const objectivesOf = ({ metric }: SearchFacts, count: number): readonly string[] | undefined =>
  count === 3 ? [metric?.name ?? "score", "parts", "work"] : undefined;
