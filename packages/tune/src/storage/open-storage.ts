import { flag, type OptionsOf } from "@kaviar/base/check";
import { shownUrl } from "@kaviar/base/text";
import { TuneError } from "../error.ts";
import { options } from "../options.ts";
import { memory } from "./memory.ts";
import type { Storage } from "./storage.ts";

const read = options("openStorage", { readOnly: flag.default(false) });

/**
 * The storage of that name: `"memory"`, `"sqlite:FILE"` or `"postgres://…"`. Drivers are loaded when they are needed.
 *
 * ```ts
 * const storage = await openStorage("sqlite:kaviar.db");
 * ```
 * Whoever opens it closes it. `readOnly` opens one that is there for reading: nothing is made and nothing is written, so
 * the file may lie where nobody may write, or on a full disk, and the server may grant no more than reading.
 */
export const openStorage = async (url: string, given: OptionsOf<typeof read> = {}): Promise<Storage> => {
  const { readOnly } = read(given);
  if (url === "memory") return memory();
  if (url.startsWith("sqlite:")) {
    const { sqlite, sqliteFile, sqliteForReading } = await import("./sqlite.ts");
    return readOnly ? sqliteForReading(sqliteFile(url)) : sqlite(sqliteFile(url));
  }
  if (/^postgres(ql)?:\/\//.test(url)) {
    const { postgres } = await import("./postgres.ts");
    return postgres(url, { readOnly });
  }
  throw new TuneError(
    "unknown-storage",
    `A storage is "memory", "sqlite:FILE" or "postgres://…": got ${JSON.stringify(shownUrl(url))}.`,
  );
};
