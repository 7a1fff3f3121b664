import { writeAtomically } from "@kaviar/base/files";
import { disk } from "../disk.ts";
import type { ArtifactStore } from "./artifact-store.ts";
import { identified, isId, largestArtifact, unchanged, undamaged } from "./content.ts";

/** So much of a file is in memory at once, in bytes. */
const piece = 2 ** 20;

/** Content in a folder, which need not exist yet: a file each, named by its id. */
export const folderStore = (folder: string, largest = largestArtifact): ArtifactStore => {
  const { fs, path } = disk();
  const placeOf = (id: string) => path.join(folder, id);

  /** A folder may be taken away with its study meanwhile: then nothing is there. */
  const sizeOf = (id: string): Promise<number | undefined> =>
    fs.promises.stat(placeOf(id)).then(
      ({ size }) => size,
      () => undefined,
    );

  return {
    put: async (content) => {
      const stored = await identified(content, largest);
      if ((await sizeOf(stored.id)) !== undefined) return stored;
      await fs.promises.mkdir(folder, { recursive: true });
      await writeAtomically(placeOf(stored.id), unchanged(content, stored));
      return stored;
    },
    get: async (id) => {
      const size = isId(id) ? await sizeOf(id) : undefined;
      if (size === undefined) return undefined;
      const bytes = fs.createReadStream(placeOf(id), { highWaterMark: piece });
      return { size, bytes: undamaged(bytes, { id, size }, folder) };
    },
  };
};
