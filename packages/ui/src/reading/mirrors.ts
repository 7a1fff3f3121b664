import type { Storage } from "@kaviar/tune";
import { createMirror, type Mirror } from "./mirror.ts";

/** The studies of a storage, each read once and then brought up to date. */
export interface Mirrors {
  readonly storage: Storage;
  /** Up to date; undefined where there is no such study, or none any more. */
  study(id: number): Promise<Mirror | undefined>;
  all(): Promise<readonly Mirror[]>;
}

export const createMirrors = (storage: Storage): Mirrors => {
  const known = new Map<number, Mirror>();

  /** Those that are there now. The id of a deleted study may be given to another one: that is told by its beginning. */
  const present = async (): Promise<readonly Mirror[]> => {
    const records = await storage.studies();
    const ids = new Set(records.map(({ id }) => id));
    for (const id of known.keys()) if (!ids.has(id)) known.delete(id);
    return records.map((record) => {
      const before = known.get(record.id);
      if (before?.record.createdAt === record.createdAt && before.record.name === record.name) {
        before.record = record;
        return before;
      }
      const fresh = createMirror(storage, record);
      known.set(record.id, fresh);
      return fresh;
    });
  };

  return {
    storage,
    study: async (id) => {
      const found = (await present()).find(({ record }) => record.id === id);
      return found !== undefined && (await isThere(found)) ? found : undefined;
    },
    all: async () => {
      const found = [];
      // One after the other: a storage may have hundreds, and a database so many connections.
      for (const mirror of await present()) if (await isThere(mirror)) found.push(mirror);
      return found;
    },
  };
};

/** Brings it up to date; false when it was deleted meanwhile. */
const isThere = async (mirror: Mirror): Promise<boolean> => {
  try {
    await mirror.sync();
    return true;
  } catch (error) {
    if ((error as { code?: unknown }).code === "no-such-study") return false;
    throw error;
  }
};
