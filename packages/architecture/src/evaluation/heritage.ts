import { grown, type LayerLike, load, ModelError, type TrainedModel } from "@kaviar/nn";
import type { Candidate } from "../contract/candidate.ts";
import { wholeOf } from "./fed.ts";
import type { Kept } from "./keeping.ts";
import { modelFile } from "./progress.ts";
import type { Learned } from "./run-cycle.ts";

/** As many of the best are looked at: what takes after none of them begins by itself. */
const looked = 4;

/** What a candidate begins with, where that was learned by another. */
export interface Inherited {
  readonly model: TrainedModel;
  /** The number of the other, and the epochs in which it was learned. */
  readonly from: number;
  readonly epochs: number;
}

interface Heir {
  /** Whom it may go on from, as far as they have come. */
  readonly all: readonly Kept[];
  readonly trial: number;
  readonly candidate: Candidate;
  readonly encoding: string;
  readonly fold: number;
  readonly layer: LayerLike;
  /** Some rows, of which new batch norms take what they see. */
  readonly some: Learned;
  /** Whose heir another fold of it is, if any. */
  readonly from: number | undefined;
}

/**
 * What the best candidate so far has learned that this one could have been grown from: wider or deeper, or the same and
 * trained in another way. It begins by saying what that one says. (Chen, Goodfellow & Shlens 2016: Net2Net)
 */
export const inherit = async (heir: Heir): Promise<Inherited | undefined> => {
  for (const { trial, progress, folder } of ancestorsOf(heir)) {
    const trained = await load(modelFile(await folder(), heir.fold));
    const { model, isSame } = await grown(trained, heir.layer, { rows: wholeOf(heir.some.x), seed: heir.trial }).catch(
      notTheSame,
    );
    if (isSame && model) return { model, from: trial, epochs: progress.epochs };
  }
  return undefined;
};

/** From layers of other kinds nothing is handed on; whatever else goes wrong is told. */
const notTheSame = (error: unknown): { readonly model: undefined; readonly isSame: false } => {
  if (error instanceof ModelError) return { model: undefined, isSame: false };
  throw error;
};

const ancestorsOf = ({ all, trial, candidate, encoding, from }: Heir): readonly Kept[] =>
  all
    .filter((each) => each.trial !== trial && (from === undefined || each.trial === from))
    .filter((each) => each.kind === candidate.kind && each.encoding === encoding)
    // Units that are dead would be handed on too.
    .filter(({ progress }) => progress.cycles > 0 && progress.hopeless === undefined)
    .sort((a, b) => b.progress.rank - a.progress.rank || a.trial - b.trial)
    .slice(0, looked);
