import { shownUrl } from "@kaviar/base/text";
import { TuneError } from "../error.ts";
import { memory } from "./memory.ts";
import type { Storage } from "./storage.ts";

/**
 * The storage of that name: `"memory"`, `"sqlite:FILE"` or `"postgres://…"`. Drivers are loaded when they are needed.
 *
 * ```ts
 * const storage = await openStorage("sqlite:kaviar.db");
 * ```
 * Whoever opens it closes it.
 */
export const openStorage = async (url: string): Promise<Storage> => {
  if (url === "memory") return memory();
  if (url.startsWith("sqlite:")) {
    const { sqlite, sqliteFile } = await import("./sqlite.ts");
    return sqlite(sqliteFile(url));
  }
  if (/^postgres(ql)?:\/\//.test(url)) {
    const { postgres } = await import("./postgres.ts");
    return postgres(url);
  }
  throw new TuneError(
    "unknown-storage",
    `A storage is "memory", "sqlite:FILE" or "postgres://…": got ${JSON.stringify(shownUrl(url))}.`,
  );
};
