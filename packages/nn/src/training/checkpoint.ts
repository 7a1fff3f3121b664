import { readIfThere, writeAtomically } from "@kaviar/base/files";
import { leavesOf, type Structure, type Tensor, unflatten } from "@kaviar/tensor";
import { ModelError } from "../error.ts";
import type { Watch } from "./early-stopping.ts";
import type { EpochRecord } from "./epoch-record.ts";
import { identityWords, type RunIdentity } from "./run-identity.ts";
import { decodeSafetensors, encodeSafetensors } from "./safetensors.ts";
import type { TrainingState } from "./training-state.ts";

export const writeCheckpoint = async (file: string, state: TrainingState, identity: RunIdentity): Promise<void> => {
  const { run, best, history, watch } = state;
  const tensors = new Map([...tensorsIn("run", run), ...tensorsIn("best", best)]);
  // Infinities and NaN (the best value before the first epoch) are no JSON.
  const kaviar = JSON.stringify({ identity, history, watch: { ...watch, best: String(watch.best) } });
  await writeAtomically(file, await encodeSafetensors(tensors as never, { kaviar }));
};

/** The state in a file, or nothing where there is no file; `like` is how the run began. */
export const readCheckpoint = async (
  file: string,
  like: Pick<TrainingState, "run" | "best">,
  identity: RunIdentity,
): Promise<TrainingState | undefined> => {
  const bytes = await readIfThere(file);
  if (!bytes) return undefined;
  const { tensors, metadata } = decodeSafetensors(bytes);
  const stored = parse(file, metadata.kaviar);
  checkIdentity(file, stored.identity, identity);
  const wanted = new Set([...tensorsIn("run", like.run), ...tensorsIn("best", like.best)].map(([path]) => path));
  const extra = [...tensors.keys()].find((path) => !wanted.has(path));
  if (extra !== undefined) {
    throw new ModelError(
      "file",
      `A run goes on with the model and optimizer it began with: ${file} has ${extra}, this run does not.`,
      { remedy: "Give what it began with, or another checkpoint file to begin anew." },
    );
  }
  const fill = <S>(structure: S, path: string): S => restore(structure as Structure, path, tensors as never, file) as S;
  return {
    run: fill(like.run, "run"),
    best: fill(like.best, "best"),
    history: stored.history,
    watch: { ...stored.watch, best: Number(stored.watch.best) },
  };
};

/** What a file holds of a run beside its tensors. */
interface StoredRun {
  readonly identity: RunIdentity;
  readonly history: EpochRecord[];
  readonly watch: Watch;
}

const parse = (file: string, text = "null"): StoredRun => {
  let stored: StoredRun | null;
  try {
    stored = JSON.parse(text) as StoredRun | null;
  } catch {
    stored = null;
  }
  if (stored?.identity && Array.isArray(stored.history) && stored.watch) return stored;
  throw new ModelError("file", `A checkpoint holds a run: ${file} holds tensors only.`, {
    remedy: "Give a file that `checkpoint` has written, or another name to begin anew.",
  });
};

const checkIdentity = (file: string, then: RunIdentity, now: RunIdentity): void => {
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

/** Every tensor, under the path that it has in the file. */
const tensorsIn = (name: string, structure: object): [string, Tensor][] =>
  leavesOf(structure).map(({ path, tensor }) => [[name, ...path].join("/"), tensor as Tensor]);

const restore = (like: Structure, path: string, tensors: ReadonlyMap<string, Tensor>, file: string): Structure =>
  unflatten(
    like,
    tensorsIn(path, like as object).map(([place, { dtype, shape }]) => {
      const found = tensors.get(place);
      if (found && found.dtype === dtype && found.shape.join() === shape.join()) return found;
      const has = found ? `${found.dtype} [${found.shape.join(", ")}]` : "nothing";
      throw new ModelError(
        "file",
        `A run goes on with the model and optimizer it began with: for ${place} ${file} has ${has}, this run ${dtype} [${shape.join(", ")}].`,
        { remedy: "Give the model it began with, or another checkpoint file to begin anew." },
      );
    }),
  );
