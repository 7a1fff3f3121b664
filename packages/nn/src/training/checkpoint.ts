import { ModelError } from "../error.ts";
import type { Watch } from "./early-stopping.ts";
import type { EpochRecord } from "./epoch-record.ts";
import { identityWords, type RunIdentity } from "./run-identity.ts";
import { noRun, readStored, writeStored } from "./stored-run.ts";
import type { TrainingState } from "./training-state.ts";

export const writeCheckpoint = async (file: string, state: TrainingState, identity: RunIdentity): Promise<void> => {
  const { run, best, history, watch } = state;
  // Infinities and NaN (the best value before the first epoch) are no JSON.
  await writeStored(file, { run, best }, { identity, history, watch: { ...watch, best: String(watch.best) } });
};

/** The state in a file, or nothing where there is no file; `like` is how the run began. */
export const readCheckpoint = async (
  file: string,
  { run, best }: Pick<TrainingState, "run" | "best">,
  identity: RunIdentity,
): Promise<TrainingState | undefined> => {
  const stored = await readStored(file, { run, best }, ({ identity: then, history, watch }: StoredRun) => {
    if (!then || !Array.isArray(history) || !watch) throw noRun(file);
    checkIdentity(file, then, identity);
  });
  if (!stored) return undefined;
  const { history, watch } = stored.facts;
  return { ...stored.parts, history, watch: { ...watch, best: Number(watch.best) } };
};

/** What a file holds of a run beside its tensors. */
interface StoredRun {
  readonly identity: RunIdentity;
  readonly history: EpochRecord[];
  readonly watch: Watch;
}

export const checkIdentity = (file: string, then: RunIdentity, now: RunIdentity): void => {
  for (const name of Object.keys(identityWords) as (keyof RunIdentity)[]) {
    if (then?.[name] === now[name]) continue;
    throw new ModelError(
      "file",
      `A run goes on with the ${identityWords[name]} it began with: ${file} has ${then?.[name]}, this run ${now[name]}.`,
      {
        remedy: "Give what it began with, or another checkpoint file to begin anew.",
      },
    );
  }
};
