import { join } from "node:path";
import { isKaviarError, KaviarError } from "@kaviar/base/error";
import { hidePasswords } from "@kaviar/base/text";
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
  storage.setStudyAttributes(id, { [attribute]: undefined, [failureAttribute]: undefined });

/** Why nothing can come of a search, whichever agent finishes it. */
interface Failure extends Pick<KaviarError, "code" | "fault" | "evidence"> {
  readonly remedy?: string;
}

/** The attribute of a study that keeps that. */
const failureAttribute = "kaviar:fit-failure";

export const failureOf = async (storage: Storage, { id }: StudyRecord): Promise<KaviarError | undefined> => {
  const kept = (await storage.studyAttribute(id, failureAttribute)) as Failure | undefined;
  return kept && new KaviarError(kept.code, kept.fault, kept.evidence, { remedy: kept.remedy });
};

/** Keeps it. What is the world's fault is thrown: another agent may finish the search. */
export const keepFailure = async (storage: Storage, { id }: StudyRecord, error: unknown): Promise<void> => {
  if (!isKaviarError(error) || error.fault === "world") throw error;
  const failure = {
    ...{ code: error.code, fault: error.fault, evidence: hidePasswords(error.evidence) },
    ...(error.remedy !== undefined && { remedy: hidePasswords(error.remedy) }),
  } satisfies Failure & Json;
  await storage.setStudyAttributes(id, { [failureAttribute]: failure });
};

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
