import type { Storage, StudyRecord } from "@kaviar/tune";

/** Where a study keeps who finishes its search, and that it goes on. */
const attribute = "kaviar:fit-finisher";

export interface Finisher {
  readonly by: string;
  readonly beats: number;
}

/** How often who finishes says that it lives, how long who does not say so is waited for, and how long all take to see who it is. */
const beat = 5_000;
export const silence = 20_000;
const settling = 1_000;

const wait = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Who finishes the search, as far as is known. */
export const finisherOf = async (storage: Storage, { id }: Pick<StudyRecord, "id">): Promise<Finisher | undefined> =>
  (await storage.studyAttribute(id, attribute)) as Finisher | undefined;

/**
 * Does what one of all agents has to do, unless another one does it and lives: then its name is returned. Two that begin in the same
 * moment may both do it, where a message takes longer than a second; that costs time, and what they come to is the same.
 */
export const asFinisher = async (
  storage: Storage,
  { id }: StudyRecord,
  self: string,
  work: () => Promise<void>,
): Promise<string | undefined> => {
  const read = () => finisherOf(storage, { id });
  const keep = (beats: number) => storage.setStudyAttributes(id, { [attribute]: { by: self, beats } });
  const before = await read();
  if (before !== undefined && before.by !== self) {
    for (const began = performance.now(); performance.now() - began < silence; await wait(settling)) {
      const now = await read();
      if (now === undefined) break;
      if (now.by !== before.by || now.beats !== before.beats) return now.by;
    }
  }
  await keep(0);
  await wait(settling);
  const chosen = await read();
  if (chosen !== undefined && chosen.by !== self) return chosen.by;
  let beats = 0;
  const timer = setInterval(() => void keep(++beats).catch(() => {}), beat);
  try {
    await work();
    return undefined;
  } finally {
    clearInterval(timer);
    await storage.setStudyAttributes(id, { [attribute]: undefined }).catch(() => {});
  }
};
