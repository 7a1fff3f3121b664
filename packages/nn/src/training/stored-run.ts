import { readIfThere, writeAtomically } from "@kaviar/base/files";
import { leavesOf, type Structure, type Tensor, unflatten } from "@kaviar/tensor";
import { ModelError } from "../error.ts";
import { decodeSafetensors, encodeSafetensors } from "./safetensors.ts";

/** What a file holds of a run: structures of tensors by name, and facts beside them. */
export type StoredParts = Readonly<Record<string, object>>;

export const writeStored = async (file: string, parts: StoredParts, facts: object): Promise<void> => {
  const tensors = new Map(Object.entries(parts).flatMap(([name, part]) => tensorsIn(name, part)));
  await writeAtomically(file, await encodeSafetensors(tensors as never, { kaviar: JSON.stringify(facts) }));
};

/** What a file holds, in the structures of `like`, or nothing where there is no file; `check` looks at the facts first. */
export const readStored = async <P extends StoredParts, F>(
  file: string,
  like: P,
  check: (facts: F) => void,
): Promise<{ readonly parts: P; readonly facts: F } | undefined> => {
  const bytes = await readIfThere(file);
  if (!bytes) return undefined;
  const { tensors, metadata } = decodeSafetensors(bytes);
  const facts = parse(file, metadata.kaviar) as F;
  check(facts);
  const wanted = new Set(Object.entries(like).flatMap(([name, part]) => tensorsIn(name, part).map(([path]) => path)));
  const extra = [...tensors.keys()].find((path) => !wanted.has(path));
  if (extra !== undefined) {
    throw new ModelError(
      "file",
      `A run goes on with the model and optimizer it began with: ${file} has ${extra}, this run does not.`,
      { remedy: "Give what it began with, or another checkpoint file to begin anew." },
    );
  }
  const parts = Object.fromEntries(
    Object.entries(like).map(([name, part]) => [name, restore(part as Structure, name, tensors as never, file)]),
  );
  return { parts: parts as P, facts };
};

const parse = (file: string, text = "null"): unknown => {
  let facts: unknown;
  try {
    facts = JSON.parse(text);
  } catch {
    facts = null;
  }
  if (typeof facts === "object" && facts !== null) return facts;
  throw noRun(file);
};

export const noRun = (file: string): ModelError =>
  new ModelError("file", `A checkpoint holds a run: ${file} holds tensors only.`, {
    remedy: "Give a file that `checkpoint` has written, or another name to begin anew.",
  });

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
