import type { Prepared } from "../preparing/prepare-search.ts";
import type { Candidate, Ensemble } from "../result.ts";
import { bestFirst } from "../searching/candidate-of.ts";
import { chooseEnsemble } from "./choose-ensemble.ts";
import { finalistsOf } from "./finalists.ts";
import { simplestOf } from "./simplest-of.ts";

/** So many of the best are finalists, and the members of the ensemble besides. Fewer than so many are no choice. */
const best = 6;
const fewest = 2;

/** The share of the time that is left which scoring finalists again may take. */
const finals = 0.45;

/** The share of the time that is left then, which fits may take by what they took in the search. */
const certain = 0.6;

interface Choosing extends Omit<Parameters<typeof finalistsOf>[2], "time"> {
  readonly prefer: "best" | "simple";
  /** How many members an ensemble has at most; undefined where none is wanted. */
  readonly members: number | undefined;
  /** Whether one is there to be compared with, and is no member. */
  readonly isBaseline: (candidate: Candidate) => boolean;
  /** Seconds that are left. */
  readonly left: () => number;
}

/** What of all that was scored is to be the answer. */
export interface Chosen {
  /** Those that may be the answer alone, the one to be preferred first. */
  readonly singles: readonly Candidate[];
  /** The best first; finalists before the others. */
  readonly leaderboard: readonly Candidate[];
  readonly ensemble: Ensemble | undefined;
  readonly notes: readonly string[];
}

/**
 * The best candidates, and the ensemble of some; where rows are few, both by several deals of the folds: who would be chosen by
 * the first one is scored on the others too, and is chosen from among these anew.
 */
export const choose = async (
  leaderboard: readonly Candidate[],
  prepared: Prepared,
  { prefer, members: most, isBaseline, left, say, ...finishing }: Choosing,
): Promise<Chosen> => {
  const { splits, otherFolds, held, training } = prepared;
  const { better } = prepared.metric;
  const able = leaderboard.filter((candidate) => !isBaseline(candidate));
  const ensembleOf = (
    among: readonly Candidate[],
    deals: number,
    saidBy: (candidate: Candidate) => Promise<Float64Array | undefined>,
  ): Promise<Ensemble | undefined> => {
    const folds = [splits, ...otherFolds.slice(0, deals - 1)].flatMap((deal, i) =>
      deal.map(({ validation }) => validation.map((row) => row + i * training.table.rows)),
    );
    const prior = among.find(isBaseline);
    const seconds = left() * certain * (held ? 0.5 : 1) * finishing.workers;
    return chooseEnsemble(
      among.filter((each) => each !== prior),
      prepared,
      { folds, saidBy, prior },
      { members: most!, seconds, left },
    );
  };
  const chosen = (
    ranked: readonly Candidate[],
    ensemble: Ensemble | undefined,
    { among = able, notes = [] }: { readonly among?: readonly Candidate[]; readonly notes?: readonly string[] } = {},
  ): Chosen => {
    const simplest =
      prefer === "simple" && among.length > 0 ? simplestOf(among, { folds: splits.length, better }) : ranked[0]!;
    const why = `${simplest.words} is the simplest within one standard error of the best, ${ranked[0]!.words}: ${simplest.score} and ${ranked[0]!.score}.`;
    return {
      singles: [simplest, ...ranked.filter((each) => each !== simplest)],
      leaderboard: ranked,
      ensemble,
      notes: simplest === ranked[0] ? notes : [...notes, why],
    };
  };
  const saidBefore = ({ trial }: Candidate) => finishing.heldOut(trial);
  if (most !== undefined) say("an ensemble");
  const first = most === undefined ? undefined : await ensembleOf(leaderboard, 1, saidBefore);
  if (otherFolds.length === 0 || finishing.signal?.aborted) return chosen(leaderboard, first);
  const simple = prefer === "simple" && able.length > 0 ? [simplestOf(able, { folds: splits.length, better })] : [];
  const alone = able.slice(0, first ? 1 : fewest);
  const members = first?.members.map(({ candidate }) => candidate) ?? [];
  const needed = [...new Set([...leaderboard.filter(isBaseline), ...alone, ...simple, ...members])];
  const besides = able.slice(0, best).filter((each) => !needed.includes(each));
  const finalists = await finalistsOf({ needed, besides }, prepared, {
    ...finishing,
    say,
    time: left() * finals,
  });
  if (finalists.every(({ candidate }) => isBaseline(candidate)))
    return chosen(leaderboard, first, { notes: finishing.signal?.aborted ? [] : [oneDeal] });
  const all = finalists.map(({ candidate }) => candidate);
  const own = bestFirst(
    all.filter((candidate) => !isBaseline(candidate)),
    better,
  );
  const saidAgain = async (candidate: Candidate) => finalists.find((each) => each.candidate === candidate)?.said;
  const deals = own[0]!.scores.length / splits.length;
  const again = new Set(own.map(({ trial }) => trial));
  return chosen(
    [...own, ...leaderboard.filter(({ trial }) => !again.has(trial))],
    most === undefined ? undefined : await ensembleOf([...own, ...all.filter(isBaseline)], deals, saidAgain),
    { among: own },
  );
};

const oneDeal =
  "There was no time to score the best pipelines on other folds too: on few rows one deal of them says less.";
