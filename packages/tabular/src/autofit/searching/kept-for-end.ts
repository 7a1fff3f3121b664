import type { History } from "@kaviar/tune";
import { fitSecondsOf } from "../../evolution/best-of-families.ts";
import { completeIn } from "./run-search.ts";

/** The share of the time that is kept for what comes after a search at most, and at least. */
export const keptAtMost = 0.25;
const keptAtLeast = 0.05;

/** What comes after a search takes so many times the fits that it is known to need. */
const caution = 1.2;

/** Ensembles seldom have more members, and what so many of the best take is what they will: what takes too long is left out. */
const usualMembers = 8;

/** So many finalists there are about, the processes that score them again start, and that is worth this share of the time. */
const finalists = 16;
const starting = 1_500;
const finals = 0.12;

/** Milliseconds besides, and a share of the time: scores, an ensemble's weights, processes that end. */
const besides = 1_500;
const choosing = 0.03;

interface Ending {
  /** Milliseconds of the whole. */
  readonly total: number;
  /** How many pipelines are fitted in the end, and to how many times the rows that they were fitted to in a fold. */
  readonly members: number;
  readonly rows: number;
  /** How many other folds finalists are scored on. */
  readonly folds: number;
  /** In how many deals. */
  readonly deals: number;
  readonly workers: number;
}

/**
 * Milliseconds that what comes after a search will take, by what it has found: the members of an ensemble are fitted to all
 * rows of the search, and to all there are, and finalists are scored on other folds. While little is known, the most that is kept.
 */
export const keptForEnd = ({ total, members, rows, folds, deals, workers }: Ending) => {
  let seen = -1;
  let kept = total * keptAtMost;
  return (history: History): number => {
    if (history.finished.length === seen) return kept;
    seen = history.finished.length;
    const complete = completeIn(history);
    const likely = Math.min(members, usualMembers);
    if (complete.length < likely) return kept;
    const sign = history.directions[0] === "maximize" ? -1 : 1;
    const best = [...complete].sort((a, b) => sign * (a.values![0]! - b.values![0]!)).slice(0, likely);
    const each = best.reduce((sum, trial) => sum + fitSecondsOf(trial), 0) / best.length;
    const fits = (1000 * each * likely * rows) / workers;
    const deal = starting + (1000 * each * finalists * folds) / deals / workers;
    const again = deals === 0 || deal > finals * total ? 0 : Math.min(deals * deal, finals * total);
    const all = caution * fits + again + besides + choosing * total;
    kept = Math.min(Math.max(all, total * keptAtLeast), total * keptAtMost);
    return kept;
  };
};
