import { withDuckdb } from "./duckdb.ts";
import { findFiles } from "./find-files.ts";

/**
 * The files that `readTable` reads for a path or a pattern, sorted by name; addresses of objects in a bucket.
 *
 * ```ts
 * await filesOf("sales/*.parquet");            // ["sales/2025.parquet", "sales/2026.parquet"]
 * ```
 */
export const filesOf = (path: string): Promise<readonly string[]> =>
  withDuckdb(async (database) => (await findFiles(database, path)).files.map(({ name }) => name));
