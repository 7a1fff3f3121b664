import { join } from "node:path";
import { artifactStore, type Json, type Storage, type Stored, type StudyRecord } from "@kaviar/tune";
import { CommandError } from "../../command/command-error.ts";
import { writeWhole } from "../../command/write-whole.ts";

/** What a search came to, as the agent that finished it left it with the study. */
export interface HandedOver {
  /** The files of the model, by their names. */
  readonly files: Readonly<Record<string, Stored>>;
  /** What there is to say of it. */
  readonly lines: readonly string[];
  readonly data: Readonly<Record<string, Json>>;
}

/** The attribute of a study that keeps it. */
const attribute = "kaviar:fit-files";

export const handedOverOf = async (storage: Storage, { id }: StudyRecord): Promise<HandedOver | undefined> =>
  (await storage.studyAttribute(id, attribute)) as HandedOver | undefined;

/** Keeps files of a folder with the study, and what there is to say. */
export const handOver = async (
  storage: Storage,
  record: StudyRecord,
  {
    folder,
    files,
    ...said
  }: { readonly folder: string; readonly files: readonly string[] } & Omit<HandedOver, "files">,
): Promise<void> => {
  const store = artifactStore(storage, record);
  const stored: Record<string, Stored> = {};
  for (const name of files) stored[name] = await store.put({ file: join(folder, name) });
  await storage.setStudyAttributes(record.id, { [attribute]: { files: stored, ...said } as unknown as Json });
};

/** Lets a search go on: what it came to before is not what it comes to. */
export const takeBack = (storage: Storage, { id }: StudyRecord): Promise<void> =>
  storage.setStudyAttributes(id, { [attribute]: undefined });

/** Writes what was handed over into a folder. */
export const writeHandedOver = async (
  storage: Storage,
  record: StudyRecord,
  { files }: HandedOver,
  folder: string,
): Promise<void> => {
  const store = artifactStore(storage, record);
  for (const [name, { id }] of Object.entries(files)) {
    const content = await store.get(id);
    if (content === undefined)
      throw new CommandError(
        "file",
        `What an agent wrote is where artifacts of the study are: ${name} is not there for this machine.`,
        {
          remedy:
            "Keep artifacts in a folder that all machines share, or in an object store; docs/clusters.md says how.",
        },
      );
    await writeWhole(join(folder, name), content.bytes);
  }
};
