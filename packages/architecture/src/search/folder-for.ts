import { access, constants, mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { ArchitectureError } from "../error.ts";
import { forgetTask } from "../evaluation/task.ts";

export interface Folder {
  readonly path: string;
  /** Takes it away, where nobody named it; else what is in it of rows, which a search that goes on is given again. */
  forget(): Promise<void>;
}

/** The folder of a search: one that was named, or one of its own. */
export const folderFor = async (named: string | undefined): Promise<Folder> => {
  const path = resolve(named ?? join(tmpdir(), "kaviar-search-"));
  try {
    if (named === undefined) {
      const own = await mkdtemp(path);
      return { path: own, forget: () => rm(own, { recursive: true, force: true }) };
    }
    await mkdir(path, { recursive: true });
    await access(path, constants.W_OK);
    const tasks = ["task", "final-task"].map((name) => join(path, name));
    return { path, forget: async () => void (await Promise.all(tasks.map(forgetTask))) };
  } catch (cause) {
    const { code = String(cause) } = cause as NodeJS.ErrnoException;
    throw new ArchitectureError("file", `A search keeps files in a folder: ${path} cannot be written (${code}).`, {
      cause,
      remedy: "Check the path, who may write there and whether the disk is full, or name another `folder`.",
    });
  }
};
