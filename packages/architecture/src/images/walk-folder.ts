import { whyOf } from "./read-bytes.ts";
import type { BrokenFile } from "./source.ts";

/** A file in a folder, however deep, by the names on the way to it. */
export interface FoundFile {
  readonly path: readonly string[];
}

export interface Walked {
  /** By their names, so that the same folder is always read in the same order. */
  readonly files: readonly FoundFile[];
  /** The folders directly in it, those without files too. */
  readonly folders: readonly string[];
  /** What could not be gone into. */
  readonly broken: readonly BrokenFile[];
}

/** What systems and tools leave behind; names that begin with a dot are hidden. */
const leftovers =
  /^(\..*|__MACOSX|Thumbs\.db|ehthumbs\.db|desktop\.ini|Icon\r|\$RECYCLE\.BIN|System Volume Information|@eaDir|lost\+found)$/i;

/** All files of a folder and of those in it. Links are followed, but not back into a folder that they lie in. */
export const walkFolder = async (root: string): Promise<Walked> => {
  const { readdir, realpath, stat } = process.getBuiltinModule("node:fs/promises");
  const { join } = process.getBuiltinModule("node:path");
  const files: FoundFile[] = [];
  const folders: string[] = [];
  const broken: BrokenFile[] = [];
  const look = async (path: readonly string[], above: readonly string[]): Promise<void> => {
    const place = join(root, ...path);
    const real = await realpath(place);
    if (above.includes(real)) {
      broken.push({ file: place, why: "it is a link to a folder that it lies in" });
      return;
    }
    const entries = await readdir(place, { withFileTypes: true });
    // By the numbers of their letters: an order that no language of a machine changes.
    entries.sort((a, b) => (a.name < b.name ? -1 : 1));
    for (const entry of entries) {
      if (leftovers.test(entry.name)) continue;
      const inner = [...path, entry.name];
      try {
        const kind = entry.isSymbolicLink() ? await stat(join(place, entry.name)) : entry;
        if (kind.isFile()) files.push({ path: inner });
        else if (!kind.isDirectory()) broken.push({ file: join(place, entry.name), why: "it is no file" });
        if (!kind.isDirectory()) continue;
        if (path.length === 0) folders.push(entry.name);
        await look(inner, [...above, real]);
      } catch (error) {
        broken.push({ file: join(place, entry.name), why: whyOf(error) });
      }
    }
  };
  await look([], []);
  return { files, folders, broken };
};
