import { TuneError } from "../error.ts";
import type { Connection } from "./sqlite-connection.ts";

/** What is said of a file that is SQLite's, but holds no studies. */
export const notStudies = (db: Pick<Connection, "file" | "statement">): TuneError =>
  new TuneError("no-studies", `A file that is read as studies must hold some: ${db.file} has none of their tables.`, {
    remedy: "Name another file.",
  });
