import { TuneError } from "../error.ts";
import type { Connection } from "./sqlite-connection.ts";

type Database = Pick<Connection, "file" | "statement">;

/** Whether a file holds studies of Optuna's. */
export const isOptunas = (db: Database): boolean =>
  db.statement("select count(*) from sqlite_master where name in ('trial_params', 'version_info')").get()?.[0] === 2;

/** What is said of a file that is SQLite's, but holds no studies of ours. */
export const notStudies = (db: Database): TuneError =>
  new TuneError(
    "no-studies",
    `A file of studies has their tables: ${db.file} has ${isOptunas(db) ? "Optuna's" : "none of them"}.`,
    {
      remedy: isOptunas(db)
        ? "Import it: `kaviar study import FILE`, or `importOptuna`, into another file."
        : "Name another file.",
    },
  );
