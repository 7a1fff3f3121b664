import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";

/** A folder for the files of a test, gone behind it. */
export const makeFolder = () => {
  const folder = mkdtempSync(join(tmpdir(), "kaviar-reading-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return {
    folder,
    /** Writes a file, and gives its path. */
    write: (name: string, contents: string | Uint8Array): string => {
      const path = join(folder, name);
      writeFileSync(path, contents);
      return path;
    },
  };
};
