import type { Recovered } from "./recover-sqlite.ts";

export type { Recovered } from "./recover-sqlite.ts";

/**
 * Reads what can be read of a damaged SQLite file into a new one. The damaged file is not changed.
 *
 * ```ts
 * await recover("kaviar.db", "recovered.db");              // { studies: 1, trials: 117, damage: […] }
 * ```
 * Where the header or the whole first page is gone, tables are looked for where such files have them. Trials whose study
 * cannot be read come into one called "recovered 1", to be minimized. What ran then waits again.
 */
export const recover = async (from: string, to: string): Promise<Recovered> =>
  (await import("./recover-sqlite.ts")).recoverSqlite(from, to);
