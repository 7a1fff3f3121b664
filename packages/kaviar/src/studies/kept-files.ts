import { readdirSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import { formatSize, oneLine, type Style } from "@kaviar/base/text";
import type { Trial } from "@kaviar/tune";

interface KeptFiles {
  readonly folder: string;
  /** By their paths in the folder. */
  readonly files: readonly { readonly name: string; readonly bytes: number }[];
}

/** What a trial has left in the folder of its checkpoint; undefined where that is nothing. */
export const keptFiles = ({ checkpoint }: Pick<Trial, "checkpoint">): KeptFiles | undefined => {
  if (checkpoint === undefined) return undefined;
  const files = filesIn(checkpoint);
  return files.length === 0 ? undefined : { folder: checkpoint, files };
};

const filesIn = (folder: string): KeptFiles["files"] => {
  try {
    return readdirSync(folder, { recursive: true, encoding: "utf8" })
      .map((name) => ({ name, stat: statSync(join(folder, name)) }))
      .filter(({ stat }) => stat.isFile())
      .map(({ name, stat }) => ({ name, bytes: stat.size }))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch {
    // It is on another machine, or was cleared away.
    return [];
  }
};

/** So many files of a trial are listed. */
const most = 8;

/** The same for reading; no lines where nothing is kept. */
export const keptLines = (trial: Pick<Trial, "checkpoint">, { dim }: Style): string[] => {
  const kept = keptFiles(trial);
  if (kept === undefined) return [];
  const { folder, files } = kept;
  const here = relative(process.cwd(), folder);
  return [
    `  ${dim("files")}  ${oneLine(here.startsWith("..") ? folder : here)}`,
    ...files.slice(0, most).map(({ name, bytes }) => `    ${oneLine(name)}  ${dim(formatSize(bytes))}`),
    ...(files.length > most ? [dim(`    and ${files.length - most} more`)] : []),
  ];
};
