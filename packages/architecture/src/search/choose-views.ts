import { join } from "node:path";
import { concatenate } from "@kaviar/base/numerics";
import { load, type TrainedModel, testTimeAugmentation, type View } from "@kaviar/nn";
import { type HeldRows, isParted, takeRows } from "../data/rows.ts";
import { takeTargets } from "../data/targets.ts";
import { feedRows } from "../evaluation/fed.ts";
import { saidOf } from "../evaluation/probabilities.ts";
import { modelFile } from "../evaluation/progress.ts";
import { scoreOf } from "../evaluation/score.ts";
import { lossOf } from "../evaluation/training-of.ts";
import { type Chosen, meanOf, worthwhile } from "./choose.ts";
import type { Ground } from "./ground.ts";
import type { Scored } from "./scored.ts";

/** How rows are looked at in the end. */
export interface ChosenViews {
  readonly name: string;
  readonly views: readonly View[];
  /** How good that is on the rows that it was chosen on. */
  readonly score: number;
}

/** A network as the search left it, in a fold. */
export const loadFold = (folder: string, { trial }: Scored, fold: number, ground: Ground): Promise<TrainedModel> =>
  load(modelFile(join(folder, String(trial)), fold), { loss: lossOf(ground.all.targets.kind, 0) });

/** A model that looks at rows in all ways that were chosen. */
export const seeing = (model: TrainedModel, chosen: ChosenViews | undefined): TrainedModel =>
  chosen ? testTimeAugmentation(model, chosen.views) : model;

/** What is looked at in several ways is not encoded. */
const asTheyAre = (rows: HeldRows) => rows as never;

/** The share of the milliseconds that are left that one way to look may take to be tried. */
const worth = 0.04;

/** Several looks at each row, where that takes as much off the loss as another network has to: on rows held out. */
export const chooseViews = async (
  ground: Ground,
  { members, together }: Chosen,
  { folder, left }: { readonly folder: string; readonly left: number },
): Promise<ChosenViews | undefined> => {
  const { architecture, searched, splits, scored, metric } = ground;
  // Views are of images: rows that have columns beside them are looked at once.
  if (isParted(searched.rows)) return undefined;
  const { kind } = searched.targets;
  const truth = takeTargets(searched.targets, scored);
  let best: ChosenViews | undefined;
  let loss = together.loss * (1 - worthwhile);
  const latency = members.reduce((sum, member) => sum + member.latency, 0);
  for (const [name, views] of Object.entries(architecture.training.views ?? {})) {
    // What is tried here is taken from the training on all rows.
    if (latency * scored.length * views.length > worth * left) continue;
    const said: Float32Array[] = [];
    for (const member of members) {
      const parts: Float32Array[] = [];
      for (const [fold, { validation }] of splits.entries()) {
        const model = testTimeAugmentation(await loadFold(folder, member, fold, ground), views);
        parts.push(await saidOf(model, feedRows(takeRows(searched.rows, validation), asTheyAre), kind));
      }
      said.push(concatenate(Float32Array, parts));
    }
    const score = scoreOf(meanOf(said), truth, metric);
    if (score.loss > loss || score.rank < together.rank) continue;
    loss = score.loss;
    best = { name, views, score: score.score };
  }
  return best;
};
