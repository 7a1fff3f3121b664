import { outputsOf, rowsOfTargets, type Targets } from "../data/targets.ts";
import { ArchitectureError } from "../error.ts";
import { readSaid } from "../evaluation/said.ts";
import { type Score, scoreOf } from "../evaluation/score.ts";
import { bestFirst, type Scored } from "./scored.ts";

/** As many of the best are looked at as partners. */
const looked = 12;

/** The best, the first of whom may be the one that others are put beside. */
export const bestAmong = (scored: readonly Scored[]): readonly Scored[] => bestFirst(scored).slice(0, looked + 1);

/** What costs more to predict with has to take so much off the loss: less is what chance gives. */
export const worthwhile = 0.01;

export interface Chosen {
  readonly members: readonly Scored[];
  /** What the members say together of the rows that they were scored on, and how good it is. */
  readonly said: Float32Array;
  readonly together: Score;
}

/** Means of what several say. */
export const meanOf = (all: readonly Float32Array[]): Float32Array =>
  Float32Array.from(all[0]!, (_, i) => all.reduce((sum, said) => sum + said[i]!, 0) / all.length);

interface Ground {
  /** Targets of the rows that candidates were scored on. */
  readonly held: Targets;
  readonly metric: string;
  readonly folder: string;
  /** How many networks there may be. */
  readonly most: number;
  readonly isPartner: (a: Scored, b: Scored) => boolean;
}

/**
 * The best, and others as long as the mean of what they say is better by loss and no worse by score: of what was scored on
 * the same rows. (Caruana et al. 2004, without repetition)
 */
export const choose = async (best: Scored, scored: readonly Scored[], ground: Ground): Promise<Chosen> => {
  const { held, metric, folder, most, isPartner } = ground;
  const said = new Map<Scored, Float32Array>();
  for (const each of new Set([best, ...bestAmong(scored)])) {
    const own = await readSaid(folder, each.trial);
    if (own?.length === rowsOfTargets(held) * outputsOf(held)) said.set(each, own);
  }
  let members: readonly Scored[] = [best];
  if (!said.has(best))
    throw new ArchitectureError(
      "file",
      `What network ${best.trial} said of rows held out is not in ${folder} any more.`,
      {
        remedy: "Begin another search.",
      },
    );
  const saidBy = (members: readonly Scored[]): Float32Array => meanOf(members.map((each) => said.get(each)!));
  const scoreTogether = (members: readonly Scored[]): Score => scoreOf(saidBy(members), held, metric);
  let together = scoreTogether(members);
  while (members.length < most) {
    const [next] = [...said.keys()]
      .filter((each) => !members.includes(each) && isPartner(best, each))
      .map((each) => ({ members: [...members, each], score: scoreTogether([...members, each]) }))
      .sort((a, b) => a.score.loss - b.score.loss);
    if (!next || next.score.loss > together.loss * (1 - worthwhile) || next.score.rank < together.rank) break;
    members = next.members;
    together = next.score;
  }
  return { members, said: saidBy(members), together };
};
