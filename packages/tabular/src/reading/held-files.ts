import { fetchRanges } from "./bucket/fetch.ts";
import { fetchColumns, fetchFooters } from "./bucket/parquet-objects.ts";
import type { Database } from "./duckdb.ts";
import { type FoundFile, filesInSql } from "./find-files.ts";

/** A file that lies on this machine. */
export interface HeldFile {
  /** As errors call it. */
  readonly name: string;
  readonly path: string;
}

/** Where the file of an object lies while the database is open. Its ending says how it is written and packed. */
const besideOf = (database: Database, { name }: FoundFile): string =>
  `${database.folder()}/${crypto.randomUUID()}${/(\.\w+)?(\.gz)?$/i.exec(name)![0]}`;

const held = (database: Database, files: readonly FoundFile[]) =>
  files.map((file) => ({ ...file, path: file.object ? besideOf(database, file) : file.name }));

const objectsOf = (files: ReturnType<typeof held>) =>
  files.flatMap(({ object, path }) => (object ? [{ object, path }] : []));

/** Files as they lie here, objects all fetched. */
export const holdFiles = async (database: Database, found: readonly FoundFile[]): Promise<readonly HeldFile[]> => {
  const files = held(database, found);
  await fetchRanges(objectsOf(files).map((each) => ({ ...each, from: 0, to: each.object.size })));
  return files;
};

/** Parquet files, of which objects have no more than what they say of themselves until columns are brought. */
export interface HeldParquet {
  readonly files: readonly HeldFile[];
  bring?(columns: readonly string[]): Promise<void>;
}

export const holdParquet = async (database: Database, found: readonly FoundFile[]): Promise<HeldParquet> => {
  const files = held(database, found);
  const objects = objectsOf(files);
  if (objects.length === 0) return { files };
  await fetchFooters(objects);
  const there = new Set<string>();
  return {
    files,
    bring: async (columns) => {
      const lacking = columns.filter((name) => !there.has(name));
      if (lacking.length === 0) return;
      const chunks = await database.rows(
        `SELECT file_name, path_in_schema, data_page_offset, dictionary_page_offset, total_compressed_size FROM parquet_metadata(${filesInSql(objects.map(({ path }) => path))})`,
      );
      await fetchColumns(
        objects,
        chunks.map((chunk) => ({
          file: chunk.file_name as string,
          column: chunk.path_in_schema as string,
          begins: [chunk.data_page_offset, chunk.dictionary_page_offset].map(Number),
          bytes: Number(chunk.total_compressed_size),
        })),
        lacking,
      );
      for (const name of lacking) there.add(name);
    },
  };
};
