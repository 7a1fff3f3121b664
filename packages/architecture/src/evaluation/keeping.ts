import { mkdir, readdir } from "node:fs/promises";
import { join } from "node:path";
import type { LiveTrial } from "@kaviar/tune";
import { type Ancestor, readAncestor } from "./ancestor.ts";
import { type Progress, readProgress } from "./progress.ts";

/** A candidate whose networks others may go on from. */
export interface Kept extends Ancestor {
  readonly trial: number;
  readonly progress: Progress;
  /** Where its networks are on this machine. */
  folder(): Promise<string>;
}

/** How what candidates leave gets to those who need it: to their own later cycles, to their heirs, to the end of the search. */
export interface Keeping {
  /** Before a candidate is trained: what is known of it. Its files are in its folder then. */
  begin(trial: LiveTrial): Promise<Progress>;
  /** Whom a candidate may go on from, itself among them. */
  all(trial: number): Promise<readonly Kept[]>;
  /** When it is trained no further now. */
  end(trial: LiveTrial): Promise<void>;
}

/** The folder of a candidate in that of its search. */
export const folderOf = (folder: string, trial: number): string => join(folder, String(trial));

/** In the folder of the search, which all who work on it have. */
export const keepInFolder = (folder: string): Keeping => ({
  begin: async (trial) => {
    // What a study finds there tells it that the trial can be paused; its files are where the search finds them again.
    await mkdir(trial.checkpoint, { recursive: true });
    const own = folderOf(folder, trial.number);
    await mkdir(own, { recursive: true });
    return readProgress(own);
  },
  all: async () => {
    const kept: Kept[] = [];
    for (const name of (await readdir(folder)).filter((each) => /^\d+$/.test(each))) {
      const own = join(folder, name);
      const ancestor = await readAncestor(own);
      const progress = await readProgress(own);
      if (ancestor) kept.push({ ...ancestor, trial: Number(name), progress, folder: async () => own });
    }
    return kept;
  },
  end: async () => {},
});
