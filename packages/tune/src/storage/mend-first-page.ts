import { closeSync, openSync, statSync, writeSync } from "node:fs";

/** A file of SQLite says in its first bytes what it is, and in the rest of its first page where its tables are. */
const headerBytes = 100;

/**
 * What a first page may come to by a sound one of the same tables: as it is, with its header made anew, or all of it, in
 * which case the tables are looked for where they are in a file that this program makes.
 */
export const mendings = ["none", "header", "page"] as const;

export type Mending = (typeof mendings)[number];

/** What a mending says of a file, as damage. */
export const mendingWords: Readonly<Record<Exclude<Mending, "none">, string>> = {
  header: "the header of the file was damaged: it was made anew",
  page: "the first page of the file was damaged: its tables were looked for where such files have them",
};

/** Mends the first page of a file in place. */
export const mendFirstPage = (file: string, mending: Mending, sound: Buffer): void => {
  if (mending === "none") return;
  const bytes = Buffer.from(mending === "header" ? sound.subarray(0, headerBytes) : sound);
  // How many pages there are follows from the file, not from the one that the header is of.
  bytes.writeUInt32BE(Math.floor(statSync(file).size / sound.length), 28);
  const target = openSync(file, "r+");
  try {
    writeSync(target, bytes, 0, bytes.length, 0);
  } finally {
    closeSync(target);
  }
};
