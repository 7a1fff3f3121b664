import { readIfThere, writeAtomically } from "@kaviar/base/files";
import { data, isTensor, type Structure, type Tensor, unflatten } from "@kaviar/tensor";
import { ModelError } from "../error.ts";
import type { State } from "../layers/contract/layer.ts";
import { join, type Parameters } from "../parameters/parameters.ts";
import type { Watch } from "./early-stopping.ts";
import type { EpochRecord } from "./epoch.ts";
import type { RunState } from "./run-state.ts";
import { decodeSafetensors, encodeSafetensors } from "./safetensors.ts";

/** Where a run is between two epochs: everything that going on depends on. */
export interface Standing {
  readonly run: RunState;
  readonly history: readonly EpochRecord[];
  readonly watch: Watch;
  /** The parameters and state to predict with, as they were after the best epoch. */
  readonly best: { readonly params: Parameters; readonly state: State };
}

/** What must be the same for a run to be the same run. */
export interface Identity {
  readonly seed: number;
  readonly batch: number;
  readonly fingerprint: string;
  /** How many rows are trained on: the others are for validation. */
  readonly rows: number;
  /** The layers, where they can be written down. */
  readonly model: string;
  /** What the optimizer's numbers were at the beginning. */
  readonly optimizer: string;
}

const words: { readonly [Name in keyof Identity]: string } = {
  seed: "seed",
  batch: "batch size",
  fingerprint: "data",
  rows: "training rows",
  model: "model",
  optimizer: "optimizer",
};

/** The numbers of an optimizer's links, by where they are. */
export const optimizerIdentity = async (state: Structure): Promise<string> => {
  const numbers = leaves(state, "").filter(([path]) => /(^|\/)numbers\//.test(path));
  const values = (await data(numbers.map(([, each]) => each))) as unknown as Float32Array[];
  return numbers.map(([path], i) => `${path.replace(/(^|\/)numbers\//, "$1")} ${values[i]!.join(" ")}`).join(", ");
};

interface AnyStructure {
  readonly [name: string]: Structure;
}

export const writeCheckpoint = async (file: string, standing: Standing, identity: Identity): Promise<void> => {
  const { run, best, history, watch } = standing;
  const tensors = new Map([...leaves(run as unknown as AnyStructure, "run"), ...leaves(best as AnyStructure, "best")]);
  // Infinities and NaN (the best value before the first epoch) are no JSON.
  const kaviar = JSON.stringify({ identity, history, watch: { ...watch, best: String(watch.best) } });
  await writeAtomically(file, await encodeSafetensors(tensors as never, { kaviar }));
};

/** The standing in a file, or nothing where there is no file; `like` is how the run began. */
export const readCheckpoint = async (
  file: string,
  like: Pick<Standing, "run" | "best">,
  identity: Identity,
): Promise<Standing | undefined> => {
  const bytes = await readIfThere(file);
  if (!bytes) return undefined;
  const { tensors, metadata } = decodeSafetensors(bytes);
  const said = parse(file, metadata.kaviar);
  checkIdentity(file, said.identity, identity);
  const wanted = new Set(
    [...leaves(like.run as never, "run"), ...leaves(like.best as never, "best")].map(([path]) => path),
  );
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
    history: said.history,
    watch: { ...said.watch, best: Number(said.watch.best) },
  };
};

interface Said {
  readonly identity: Identity;
  readonly history: EpochRecord[];
  readonly watch: Watch;
}

const parse = (file: string, text = "null"): Said => {
  let said: Said | null;
  try {
    said = JSON.parse(text) as Said | null;
  } catch {
    said = null;
  }
  if (said?.identity && Array.isArray(said.history) && said.watch) return said;
  throw new ModelError("file", `A checkpoint holds a run: ${file} holds tensors only.`, {
    remedy: "Give a file that `checkpoint` has written, or another name to begin anew.",
  });
};

const checkIdentity = (file: string, then: Identity, now: Identity): void => {
  for (const name of Object.keys(words) as (keyof Identity)[]) {
    if (then?.[name] === now[name]) continue;
    throw new ModelError(
      "file",
      `A run goes on with the ${words[name]} it began with: ${file} has ${then?.[name]}, this run ${now[name]}.`,
      {
        remedy: "Give what it began with, or another checkpoint file to begin anew.",
      },
    );
  }
};

const leaves = (structure: Structure, path: string): [string, Tensor][] => {
  if (isTensor(structure)) return [[path, structure as Tensor]];
  return Object.entries(structure as AnyStructure).flatMap(([name, part]) => leaves(part, join(path, name)));
};

const restore = (like: Structure, path: string, tensors: ReadonlyMap<string, Tensor>, file: string): Structure =>
  unflatten(
    like,
    leaves(like, path).map(([place, { dtype, shape }]) => {
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
