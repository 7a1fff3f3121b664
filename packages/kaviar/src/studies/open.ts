import { existsSync } from "node:fs";
import { closest } from "@kaviar/base/check";
import {
  createStudy,
  openStorage,
  openStudy,
  type Storage,
  type Study,
  type StudyOptions,
  type StudyRecord,
  type StudyView,
} from "@kaviar/tune";
import { UsageError } from "../command/usage-error.ts";
import { defaultStorage, fileOf } from "./storage-option.ts";

/** What a job does with a storage: it looks, it changes what is there, or it may begin one. */
type Access = "read" | "change" | "make";

/** Opens a storage for the time of one job. To look at a file that does not exist, or to change it, is an error. */
export const withStorage = async <T>(
  url: string = defaultStorage(),
  access: Access,
  job: (storage: Storage) => Promise<T>,
): Promise<T> => {
  const file = fileOf(url);
  if (access !== "make" && file !== undefined && !existsSync(file))
    throw new UsageError(
      `There is no file ${file} in ${process.cwd()}: nothing was tuned here yet.`,
      "Run `kaviar tune`, or say where the studies are with --storage, or in KAVIAR_STORAGE.",
    );
  const storage = await openStorage(url, { readOnly: access === "read" });
  try {
    return await job(storage);
  } finally {
    await storage.close();
  }
};

/** The record of a study that has to exist. */
export const recordOf = async (storage: Storage, name: string): Promise<StudyRecord> => {
  const records = await storage.studies();
  const found = records.find((record) => record.name === name);
  if (found !== undefined) return found;
  const names = records.map((record) => record.name);
  const near = closest(name, names);
  throw new UsageError(
    `There is no study "${name}" in ${storage.url}: it has ${names.length === 0 ? "none" : listed(names)}.`,
    near && `Did you mean ${near}?`,
  );
};

const listed = (names: readonly string[]): string =>
  names.length <= 10 ? names.join(", ") : `${names.slice(0, 10).join(", ")} and ${names.length - 10} more`;

/** Opens a study for the time of one job; given options, it is made when it does not exist. */
export const withStudy = async <T>(
  storage: Storage,
  name: string,
  job: (study: Study) => Promise<T>,
  options?: Omit<StudyOptions, "name" | "storage">,
): Promise<T> => {
  if (options === undefined) await recordOf(storage, name);
  const study = await createStudy({ ...options, name, storage });
  try {
    return await job(study);
  } finally {
    await study.close();
  }
};

/** Opens an existing study where it is, to change something in it. */
export const withStudyAt = <T>(
  url: string | undefined,
  name: string,
  job: (study: Study, storage: Storage) => Promise<T>,
): Promise<T> => withStorage(url, "change", (storage) => withStudy(storage, name, (study) => job(study, storage)));

/** Whoever looks at a study, and sees what is kept of it beside its trials, and where. */
type Look<T> = (study: StudyView, at: LookedAt) => Promise<T>;

interface LookedAt {
  readonly record: StudyRecord;
  readonly url: string;
  readonly storage: Storage;
}

/** Looks at an existing study. */
export const lookIn = async <T>(storage: Storage, name: string, job: Look<T>): Promise<T> => {
  const record = await recordOf(storage, name);
  return job(await openStudy(name, { storage }), { record, url: storage.url, storage });
};

/** Looks at an existing study where it is. */
export const lookAt = <T>(url: string | undefined, name: string, job: Look<T>): Promise<T> =>
  withStorage(url, "read", (storage) => lookIn(storage, name, job));
