import { TableError } from "../error.ts";
import { isAddress } from "./bucket/address.ts";
import { type FoundFile, type FoundFiles, findObjectFiles } from "./find-files.ts";
import type { Given, Source } from "./source.ts";

/** Objects that are smaller together are gone through together, in bytes as they lie there. */
const mostTogether = 64e6;

/** What is gone through one after the other: all of it at once, but of objects some, so that the disk need not take them all. */
export const batchesOf = async (given: Given): Promise<readonly (Given | FoundFiles)[]> => {
  if (typeof given !== "string" || !isAddress(given)) return [given];
  const found = await findObjectFiles(given);
  const batches: FoundFile[][] = [];
  let together = Number.POSITIVE_INFINITY;
  for (const file of found.files) {
    together += file.object!.size;
    if (together > mostTogether) {
      batches.push([]);
      together = file.object!.size;
    }
    batches.at(-1)!.push(file);
  }
  return batches.map((files) => ({ ...found, files }));
};

/** A batch with the columns of the first one, in their order. */
export const asFirst = (source: Source, first: Source): Source => {
  const columns = first.columns.map(({ name }, i) => {
    // The columns of text have their places.
    const same = source.isText ? source.columns[i] : source.columns.find((column) => column.name === name);
    if (same?.name === name) return same;
    throw new TableError(
      "column",
      `Files that are read as one have the same columns: some of ${source.path} have no \`${name}\`${source.isText ? ` as column ${i + 1}` : ""}.`,
      { remedy: "Read them one by one, or leave the odd ones out of the pattern." },
    );
  });
  return { ...source, columns };
};
