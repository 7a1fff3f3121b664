import { readCheckpoint } from "./checkpoint.ts";
import { notYet } from "./early-stopping.ts";
import type { RunOptions } from "./read-options.ts";
import type { RunIdentity } from "./run-identity.ts";
import type { Session } from "./session.ts";
import type { TrainingState } from "./training-state.ts";

/** Where a run begins: at its first step, or where a checkpoint left it. */
export const beginTraining = async (
  { start }: Session,
  { checkpoint, resume }: RunOptions,
  identity: RunIdentity,
): Promise<TrainingState> => {
  const fresh: TrainingState = {
    run: start.run,
    history: [],
    watch: notYet,
    best: { params: start.run.params, state: start.run.layers },
  };
  if (!resume || !checkpoint) return fresh;
  return (await readCheckpoint(checkpoint.file, fresh, identity)) ?? fresh;
};
