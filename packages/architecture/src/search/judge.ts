import { shuffled } from "@kaviar/base/random";
import { takeRows } from "../data/rows.ts";
import { takeTargets } from "../data/targets.ts";
import { saidOf } from "../evaluation/probabilities.ts";
import { scoreOf } from "../evaluation/score.ts";
import { type Chosen, meanOf } from "./choose.ts";
import { type ChosenViews, loadFold, seeing } from "./choose-views.ts";
import type { Encoders } from "./encoders.ts";
import type { Ground, Part } from "./ground.ts";
import type { Honest, JudgedRows } from "./result.ts";
import type { Scored } from "./scored.ts";
import type { Standing } from "./standing.ts";

export interface Judged {
  readonly holdout: Honest | undefined;
  readonly judged: JudgedRows;
}

interface Surroundings {
  readonly folder: string;
  readonly encoders: Encoders;
  readonly views: ChosenViews | undefined;
  /** Milliseconds that are left for this and for training on all rows. */
  readonly left: number;
  readonly seed: number;
}

/** The share of the milliseconds that are left that judging may take. */
const worth = 0.3;

/** Fewer rows than these are judged whatever that takes: the score of fewer says little. */
const fewest = 200;

/** As many rows as there is the time for, drawn at random. */
export const affordable = (held: Part, milliseconds: number, left: number, seed: number): Part => {
  const most = Math.max(fewest, Math.floor((worth * left) / milliseconds));
  if (held.numbers.length <= most) return held;
  const some = shuffled(held.numbers.length, seed).subarray(0, most).sort();
  return {
    rows: takeRows(held.rows, some),
    targets: takeTargets(held.targets, some),
    numbers: some.map((i) => held.numbers[i]!),
  };
};

/** How good what was chosen is: by rows that the search never saw, or where there are none by those that it was chosen on. */
export const judge = async (
  ground: Ground,
  { winner, recipe }: Standing,
  chosen: Chosen,
  { folder, encoders, views, left, seed }: Surroundings,
): Promise<Judged> => {
  const { searched, scored, splits, metric } = ground;
  if (ground.held.numbers.length === 0) {
    const part: Part = {
      rows: takeRows(searched.rows, scored),
      targets: takeTargets(searched.targets, scored),
      numbers: scored.map((i) => searched.numbers[i]!),
    };
    return { holdout: undefined, judged: { on: "validation", ...part, said: chosen.said } };
  }
  const latency = [...new Set([winner, recipe, ...chosen.members])].reduce((sum, each) => sum + each.latency, 0);
  const looks = splits.length * (views?.views.length ?? 1);
  const held = affordable(ground.held, latency * looks, left, seed);
  const known = new Map<string, readonly Float32Array[]>();
  /** What the networks of all folds say, none of which has seen these rows. Often the winner is also what was begun with. */
  const saidBy = async (member: Scored, views: ChosenViews | undefined): Promise<readonly Float32Array[]> => {
    const key = `${member.trial} ${views?.name}`;
    const before = known.get(key);
    if (before) return before;
    const all: Float32Array[] = [];
    for (const fold of splits.keys()) {
      const model = seeing(await loadFold(folder, member, fold, ground), views);
      all.push(await saidOf(model, encoders.of(member.candidate, fold).encode(held.rows), held.targets.kind));
    }
    known.set(key, all);
    return all;
  };
  const say = async (members: readonly Scored[], views?: ChosenViews): Promise<Float32Array> => {
    const all: Float32Array[] = [];
    for (const member of members) all.push(...(await saidBy(member, views)));
    return meanOf(all);
  };
  const scoreOfSaid = (said: Float32Array): number => scoreOf(said, held.targets, metric).score;
  const said = await say(chosen.members, views);
  const holdout = {
    rows: held.numbers.length,
    score: scoreOfSaid(said),
    best: scoreOfSaid(await say([winner])),
    recipe: scoreOfSaid(await say([recipe])),
  };
  return { holdout, judged: { on: "holdout", ...held, said } };
};
