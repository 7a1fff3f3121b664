import type { Chain } from "../contract/chain.ts";
import type { Training } from "../contract/training.ts";
import type { SaidOfHeld } from "../fitting/out-of-fold.ts";
import { type Fold, fitJob, foldJob, type Learned, type Watch } from "./jobs.ts";
import { sendTraining } from "./messages.ts";
import { inThread } from "./pool.ts";
import { portable } from "./portable.ts";
import { isLong } from "./threads.ts";

/** What a chain learns from rows: in a thread, where it takes long and no function of the caller's is in it. */
export const learn = async (
  chain: Chain,
  training: Training,
  seed: number,
  { threads, ...watch }: Watch & { readonly threads: number },
): Promise<Learned> => {
  const text = threads > 1 && isLong(chain, training) ? portable(chain) : undefined;
  if (text === undefined) return fitJob(chain, training, seed, { ...watch, threads });
  const job = { chain: text, training: sendTraining(training), seed, threads, fold: undefined };
  return (await inThread(job, watch)) as Learned;
};

/** Does folds as they come, several at once where they take long: what a chain says of the rows that each holds out. */
export const foldPredictor = (
  training: Training,
  seed: number,
  { threads, ...watch }: Watch & { readonly threads: number },
): ((chain: Chain, fold: Fold) => Promise<SaidOfHeld>) => {
  let sent: ReturnType<typeof sendTraining> | undefined;
  return async (chain, fold) => {
    const text = threads > 1 && isLong(chain, training) ? portable(chain) : undefined;
    if (text === undefined) return foldJob(chain, training, fold, seed, { ...watch, threads: 1 });
    sent ??= sendTraining(training);
    const job = { chain: text, training: sent, seed, threads: 1, fold };
    return (await inThread(job, { signal: watch.signal })) as SaidOfHeld;
  };
};
