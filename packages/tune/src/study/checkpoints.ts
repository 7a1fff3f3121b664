import { loadFolder, saveFolder } from "../artifacts/saved-folder.ts";
import { clearPlace, inside } from "../artifacts/shared-place.ts";
import { disk } from "../disk.ts";
import { checkpointPath } from "../evaluation/checkpoint-folder.ts";
import { messageOf } from "../evaluation/message-of.ts";
import { note } from "../note.ts";
import { sharedPlace } from "../storage/study-places.ts";
import { savedAttribute } from "../trial/attributes.ts";
import type { TrialRecord } from "../trial/record.ts";
import type { Session } from "./session.ts";
import { standing } from "./standing.ts";

/** What the attribute keeps: the part of the trial's place in which all of it is, and the id of the list of its files. */
interface Saved {
  readonly part: string;
  readonly list: string;
}

/** The checkpoints of the trials that run here, for machines that share a place and no disk. */
export interface Checkpoints {
  /** Before a trial runs: brings what another machine has saved of it, or of the one that it begins from. */
  fetch(trial: TrialRecord): Promise<void>;
  /** A trial has reported: its folder is as the objective wants it, and is saved beside what goes on. */
  reported(trial: TrialRecord): void;
  /** Saves what is new, before a trial is told. One that was `cut` off may have been in the middle of a file. */
  save(trial: TrialRecord, cut: boolean): Promise<void>;
}

/** So long after a checkpoint was saved the next one is, in milliseconds. */
const pause = 30_000;

/** A file that was written to so short a time ago, in milliseconds, may be half of what it was to be. */
const fresh = 1_000;

/** Of a trial that runs here: what was saved, when, and what is being saved. */
interface Running {
  saved: string | undefined;
  savedAt: number;
  reportedAt: number;
  saving: Promise<void> | undefined;
}

/** Nothing, for a study whose processes have what they share on a disk. */
export const createCheckpoints = (session: Session, folder: string | undefined): Checkpoints | undefined => {
  const { study, storage, history } = session;
  const shared = sharedPlace(study);
  if (shared === undefined || folder === undefined) return undefined;
  const { fs } = disk();
  const running = new Map<number, Running>();
  const placeOf = (number: number) => inside(shared, "checkpoints", String(number));
  const savedOf = (trial: TrialRecord | undefined) => trial?.attributes[savedAttribute] as Saved | undefined;

  /** Beside its folder: which of the saved ones that is, or has grown from. */
  const marker = (number: number) => `${checkpointPath(folder, number)}.saved`;
  const isHere = async (number: number, { part }: Saved): Promise<boolean> =>
    fs.existsSync(checkpointPath(folder, number)) &&
    (await fs.promises.readFile(marker(number), "utf8").catch(() => "")) === part;
  const bring = async (from: number, { list, part }: Saved, to: number): Promise<boolean> => {
    await fs.promises.mkdir(folder, { recursive: true });
    const isWhole = await loadFolder(list, inside(placeOf(from), part), checkpointPath(folder, to));
    if (!isWhole)
      note(`The checkpoint of trial ${from} is not in ${placeOf(from)} any more: trial ${to} goes on without it.`);
    return isWhole;
  };

  const ofTrial = (number: number): Running => {
    const known = running.get(number) ?? { saved: undefined, savedAt: -Infinity, reportedAt: 0, saving: undefined };
    running.set(number, known);
    return known;
  };

  /** Copies the folder as it stands, puts the copy into a part of its own, and only then says that it is there. */
  const saveNow = async (
    { number, owner = session.owner }: TrialRecord,
    state: Running,
    now: string,
  ): Promise<void> => {
    const part = crypto.randomUUID();
    const copy = `${checkpointPath(folder, number)}.${part.slice(0, 13)}.saving`;
    const target = inside(placeOf(number), part);
    try {
      const mode = fs.constants.COPYFILE_FICLONE;
      await fs.promises.cp(checkpointPath(folder, number), copy, { recursive: true, verbatimSymlinks: true, mode });
      // Somebody wrote into it meanwhile: the next report comes.
      if ((await standing(checkpointPath(folder, number)))?.is !== now) return;
      const saved: Saved = { part, list: await saveFolder(copy, target) };
      const kept = await storage.update(
        study.id,
        number,
        { attributes: { [savedAttribute]: { ...saved } } },
        { owner },
      );
      if (kept === undefined) return await clearPlace(target);
      await fs.promises.writeFile(marker(number), part);
      state.saved = now;
      await clearPlace(placeOf(number), target);
    } finally {
      await fs.promises.rm(copy, { recursive: true, force: true });
      state.savedAt = performance.now();
    }
  };

  const save = (trial: TrialRecord, state: Running, may: (newest: number) => boolean): Promise<void> => {
    const job = async () => {
      try {
        const now = await standing(checkpointPath(folder, trial.number));
        if (now !== undefined && now.is !== state.saved && may(now.newest)) await saveNow(trial, state, now.is);
      } catch (error) {
        note(`The checkpoint of trial ${trial.number} was not saved, and stays here only: ${messageOf(error)}`);
      }
    };
    state.saving = job().finally(() => {
      state.saving = undefined;
    });
    return state.saving;
  };

  return {
    fetch: async (trial) => {
      const { number, cloneOf } = trial;
      const own = savedOf(trial);
      if (own !== undefined) {
        if ((await isHere(number, own)) || !(await bring(number, own, number))) return;
        await fs.promises.writeFile(marker(number), own.part);
        ofTrial(number).saved = (await standing(checkpointPath(folder, number)))?.is;
        return;
      }
      const first = cloneOf === undefined ? undefined : savedOf(history.trials[cloneOf]);
      if (first === undefined || fs.existsSync(checkpointPath(folder, number)) || (await isHere(cloneOf!, first)))
        return;
      await bring(cloneOf!, first, number);
    },
    reported: (trial) => {
      const state = ofTrial(trial.number);
      state.reportedAt = Date.now();
      if (state.saving === undefined && performance.now() - state.savedAt >= pause) void save(trial, state, () => true);
    },
    save: async (trial, cut) => {
      const state = ofTrial(trial.number);
      await state.saving;
      // What had been written before the last report was whole.
      const isWhole = (newest: number) => !cut || newest <= state.reportedAt || newest < Date.now() - fresh;
      await save(trial, state, isWhole);
      running.delete(trial.number);
    },
  };
};
