import { openStorage } from "@kaviar/tune";
import type { Options } from "./prepare-search.ts";

/** Whether a study stays, for others to see and to go on with. */
export const isKept = ({ name, storage }: Pick<Options, "name" | "storage">): boolean =>
  name !== undefined && storage !== "memory";

/** Does something with the storage of a search, which is closed then. */
export const withStorage = async <T>(
  { storage: url }: Pick<Options, "storage">,
  use: (storage: Awaited<ReturnType<typeof openStorage>>) => Promise<T>,
): Promise<T> => {
  const storage = await openStorage(url);
  try {
    return await use(storage);
  } finally {
    await storage.close();
  }
};
