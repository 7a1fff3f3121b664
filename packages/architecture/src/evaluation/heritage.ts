import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { writeAtomically } from "@kaviar/base/files";
import { grown, type LayerLike, load, ModelError, type TrainedModel } from "@kaviar/nn";
import type { Candidate } from "../contract/candidate.ts";
import { wholeOf } from "./fed.ts";
import { modelFile, readProgress } from "./progress.ts";
import type { Learned } from "./run-cycle.ts";

/** As many of the best are looked at: what takes after none of them begins by itself. */
const looked = 4;

interface Ancestor {
  readonly kind: string;
  /** How its rows were encoded. */
  readonly encoding: string;
}

/** What a candidate begins with, where that was learned by another. */
export interface Inherited {
  readonly model: TrainedModel;
  /** The number of the other, and the epochs in which it was learned. */
  readonly from: number;
  readonly epochs: number;
}

const fileIn = (folder: string): string => join(folder, "ancestor.json");

/** Says of a candidate what others have to know to go on from it. */
export const writeAncestor = (folder: string, { kind }: Candidate, encoding: string): Promise<void> =>
  writeAtomically(fileIn(folder), JSON.stringify({ kind, encoding } satisfies Ancestor));

const readAncestor = (folder: string): Promise<Ancestor | undefined> =>
  readFile(fileIn(folder), "utf8").then(
    (text) => JSON.parse(text) as Ancestor,
    () => undefined,
  );

interface Heir {
  /** The folder of the search, where each candidate has one by its number. */
  readonly folder: string;
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
  for (const { trial, epochs } of await ancestorsOf(heir)) {
    const trained = await load(modelFile(join(heir.folder, String(trial)), heir.fold));
    const { model, isSame } = await grown(trained, heir.layer, { rows: wholeOf(heir.some.x), seed: heir.trial }).catch(
      notTheSame,
    );
    if (isSame && model) return { model, from: trial, epochs };
  }
  return undefined;
};

/** From layers of other kinds nothing is handed on; whatever else goes wrong is told. */
const notTheSame = (error: unknown): { readonly model: undefined; readonly isSame: false } => {
  if (error instanceof ModelError) return { model: undefined, isSame: false };
  throw error;
};

const ancestorsOf = async ({ folder, trial, candidate, encoding, from }: Heir) => {
  const names = await readdir(folder);
  const known: { readonly trial: number; readonly rank: number; readonly epochs: number }[] = [];
  for (const name of names.filter((each) => /^\d+$/.test(each))) {
    const number = Number(name);
    if (number === trial || (from !== undefined && number !== from)) continue;
    const own = join(folder, name);
    const [ancestor, progress] = [await readAncestor(own), await readProgress(own)];
    if (ancestor?.kind !== candidate.kind || ancestor.encoding !== encoding) continue;
    // Units that are dead would be handed on too.
    if (progress.cycles === 0 || progress.hopeless !== undefined) continue;
    known.push({ trial: number, rank: progress.rank, epochs: progress.epochs });
  }
  return known.sort((a, b) => b.rank - a.rank || a.trial - b.trial).slice(0, looked);
};
