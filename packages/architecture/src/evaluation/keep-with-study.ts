import { existsSync } from "node:fs";
import { mkdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import {
  type ArtifactStore,
  artifactStore,
  artifactsOf,
  type Json,
  openStorage,
  type Storage,
  type StudyRecord,
  type TrialRecord,
} from "@kaviar/tune";
import { ArchitectureError } from "../error.ts";
import { type Ancestor, readAncestor } from "./ancestor.ts";
import { folderOf, type Keeping, type Kept } from "./keeping.ts";
import { packFolder, unpackFolder } from "./packed.ts";
import { type Progress, readProgress } from "./progress.ts";

/** The study of a search that machines work on together. */
export interface SharedStudy {
  readonly storage: string;
  readonly name: string;
  /** So many trials before its own a candidate does not look at, where candidates are counted. */
  readonly lag: number | undefined;
}

/** The name that the files of a candidate have among what its trial has handed in, and the attribute that says for whom they are. */
const artifact = "network.files";
const attribute = "ancestor";

/** With the study, as an artifact of each trial: machines that work on a search share no folder. */
export const keepWithStudy = (folder: string, { storage: url, name, lag }: SharedStudy): Keeping => ({
  begin: async (trial) => {
    const own = folderOf(folder, trial.number);
    await rm(own, { recursive: true, force: true });
    await mkdir(own, { recursive: true });
    // One that is counted is trained in one go: what an agent that died had done of it is done again.
    if (lag !== undefined) return readProgress(own);
    await mkdir(trial.checkpoint, { recursive: true });
    await withStudy({ url, name }, async (storage, study) => {
      const record = (await storage.changes(study.id, 0)).trials.find(({ number }) => number === trial.number);
      const id = record && idOf(record);
      if (id !== undefined) await unpackFolder(await contentOf(artifactStore(storage, study), id, trial.number), own);
    });
    return readProgress(own);
  },
  all: async (trial) =>
    withStudy({ url, name }, async (storage, study) => {
      const { trials } = await storage.changes(study.id, 0);
      const store = artifactStore(storage, study);
      const before = lag === undefined ? Number.POSITIVE_INFINITY : trial - lag;
      return trials.flatMap((record): Kept[] => {
        const { number, state, attributes } = record;
        const id = idOf(record);
        const isOver = state === "complete" || state === "pruned";
        if (id === undefined || !isOver || number >= before) return [];
        const progress = attributes.progress as unknown as Progress;
        const ancestor = attributes[attribute] as unknown as Ancestor;
        return [{ ...ancestor, trial: number, progress, folder: () => brought(store, folder, id, number) }];
      });
    }),
  end: async (trial) => {
    const own = folderOf(folder, trial.number);
    await trial.setAttribute(attribute, { ...(await readAncestor(own)) } as Json);
    await trial.artifact(artifact, await packFolder(own));
  },
});

/** Brings files of candidates into the folder of a search, where those are as they left them. */
export const bringKept = async (
  store: ArtifactStore,
  trials: readonly TrialRecord[],
  folder: string,
): Promise<void> => {
  for (const trial of trials) {
    const id = idOf(trial);
    if (id !== undefined) await unpackFolder(await contentOf(store, id, trial.number), folderOf(folder, trial.number));
  }
};

const idOf = (trial: TrialRecord): string | undefined => artifactsOf(trial).find(({ name }) => name === artifact)?.id;

/** A folder that is named by what is in it, and there whole: others of this process may bring the same. */
const brought = async (store: ArtifactStore, folder: string, id: string, trial: number): Promise<string> => {
  const path = join(folder, id);
  if (existsSync(path)) return path;
  const half = `${path}.${crypto.randomUUID()}`;
  await unpackFolder(await contentOf(store, id, trial), half);
  await rename(half, path).catch(async (error: unknown) => {
    await rm(half, { recursive: true, force: true });
    if (!existsSync(path)) throw error;
  });
  return path;
};

const contentOf = async (store: ArtifactStore, id: string, trial: number): Promise<Uint8Array> => {
  const content = await store.get(id);
  if (content === undefined)
    throw new ArchitectureError(
      "file",
      `All who work on a search reach what its candidates leave: that of network ${trial} is not there for this machine.`,
      { remedy: "Keep artifacts in a folder that all machines share, or in an object store: `artifacts`." },
    );
  const pieces: Uint8Array[] = [];
  for await (const piece of content.bytes) pieces.push(piece);
  return Buffer.concat(pieces);
};

const withStudy = async <T>(
  { url, name }: { readonly url: string; readonly name: string },
  use: (storage: Storage, study: StudyRecord) => Promise<T>,
): Promise<T> => {
  const storage = await openStorage(url);
  try {
    const study = (await storage.studies()).find((each) => each.name === name);
    return await use(storage, study!);
  } finally {
    await storage.close();
  }
};
