import { law, type OptionsOf, text } from "@kaviar/base/check";
import { copyPlace } from "../artifacts/shared-place.ts";
import { disk } from "../disk.ts";
import { options } from "../options.ts";
import { findStudy } from "../storage/find-study.ts";
import { openStorage } from "../storage/open-storage.ts";
import type { Storage } from "../storage/storage.ts";
import { studyFolder } from "../storage/study-folder.ts";
import { sharedPlace } from "../storage/study-places.ts";
import { contentsOf, putContents } from "./study-contents.ts";

/** A storage by its name, or one that is open. */
export const place = law<string | Storage>(
  '"sqlite:FILE", "postgres://…" or a storage that is open',
  (x) => typeof x === "string" || (typeof x === "object" && x !== null && "openStudy" in x),
);

const read = options("copyStudy", { from: place, to: place, as: text.optional() });

/** What came of a copy. */
export interface Copied {
  /** The name of the copy. */
  readonly name: string;
  readonly trials: number;
  /** Whether there were checkpoints, which went with it. */
  readonly checkpoints: boolean;
}

/**
 * Copies a study to another storage, or to another name: its trials with their reports, attributes, constraints and what
 * samplers keep with them, its attributes, its checkpoints, artifacts and logs. The copy goes on as the study would have.
 *
 * ```ts
 * await copyStudy("digits", { from: "sqlite:kaviar.db", to: "postgres://tuner:secret@db.example.org/studies" });
 * ```
 * What runs in the study waits in the copy, and would be run there too. Files outside of the study's folder stay where
 * they are.
 */
export const copyStudy = async (name: string, given: OptionsOf<typeof read>): Promise<Copied> => {
  const { from, to, as = name } = read(given);
  return withPlace(from, true, (source) =>
    withPlace(to, false, async (target) => {
      const study = await findStudy(source, name, "`copyStudy` names a study that exists");
      const { study: draft, trials } = await contentsOf(source, study);
      const folder = source.folder && studyFolder(source.folder, study);
      const hasFiles = folder !== undefined && target.folder !== undefined && disk().fs.existsSync(folder);
      const shared = sharedPlace(study);
      await putContents(target, { study: { ...draft, name: as }, trials }, async (copy) => {
        if (shared !== undefined) await copyPlace(shared, sharedPlace(copy)!);
        if (hasFiles) disk().fs.cpSync(folder, studyFolder(target.folder!, copy), { recursive: true });
      });
      const checkpoints =
        hasFiles &&
        disk()
          .fs.readdirSync(folder)
          .some((name) => /^\d+$/.test(name));
      return { name: as, trials: trials.length, checkpoints };
    }),
  );
};

/** Opens a storage that is named for the time of a job. */
export const withPlace = async <T>(
  where: string | Storage,
  readOnly: boolean,
  job: (storage: Storage) => Promise<T>,
): Promise<T> => {
  if (typeof where !== "string") return job(where);
  const storage = await openStorage(where, { readOnly });
  try {
    return await job(storage);
  } finally {
    await storage.close();
  }
};
