import { type BucketPart, type ListedObject, placeOf } from "@kaviar/base/bucket";
import { didYouMean } from "@kaviar/base/check";
import { TableError } from "../../error.ts";
import { objectNamed } from "./address.ts";
import { buckets } from "./buckets.ts";
import { firstMark, fitting } from "./pattern.ts";

/** An object that is there. */
export interface StoredObject extends ListedObject {
  readonly bucket: string;
}

/** The objects that an address names, by a pattern in the order of their keys. */
export const findObjects = async (address: string): Promise<readonly StoredObject[]> => {
  const named = objectNamed(address);
  if (firstMark(named.prefix) >= 0) return byPattern(named);
  if (named.prefix.endsWith("/")) throw await isFolder(named);
  const { bucket, prefix: key } = named;
  const { status, headers } = await buckets.ask(named, { method: "HEAD", key, expected: [404] });
  if (status === 404) throw await notThere(named);
  return [{ bucket, key, size: Number(headers["content-length"]), etag: headers.etag ?? "" }];
};

const byPattern = async ({ bucket, prefix: pattern }: BucketPart): Promise<readonly StoredObject[]> => {
  const mark = firstMark(pattern);
  const isFlat = !pattern.slice(mark).includes("/") && !pattern.includes("**");
  const fits = fitting(pattern);
  const found: StoredObject[] = [];
  for await (const page of buckets.objectsIn({ bucket, prefix: pattern.slice(0, mark) }, { isFlat }))
    for (const object of page) {
      // Its name may have such marks itself, as a file's may.
      if (object.key === pattern) return [{ bucket, ...object }];
      if (fits.test(object.key)) found.push({ bucket, ...object });
    }
  if (found.length === 0)
    throw new TableError("file", `No object fits the pattern ${placeOf({ bucket, prefix: pattern })}.`);
  return found.sort((a, b) => (a.key < b.key ? -1 : 1));
};

/** The first objects whose keys begin so. */
const someIn = async (part: BucketPart): Promise<readonly string[]> => {
  for await (const page of buckets.objectsIn(part, { isFlat: true })) return page.map(({ key }) => key);
  return [];
};

const isFolder = async (part: BucketPart): Promise<TableError> => {
  const endings = (await someIn(part)).flatMap((key) => /\.(csv|tsv|parquet|jsonl?|ndjson)(\.gz)?$/i.exec(key) ?? []);
  return new TableError("file", `A table is read from files: ${placeOf(part)} is a folder.`, {
    remedy: `Name a file in it, or many by a pattern: "${placeOf(part)}*${endings[0] ?? ".parquet"}".`,
  });
};

const notThere = async (part: BucketPart): Promise<TableError> => {
  const { bucket, prefix: key } = part;
  if ((await someIn({ bucket, prefix: `${key}/` })).length > 0) return isFolder({ bucket, prefix: `${key}/` });
  const folder = key.slice(0, key.lastIndexOf("/") + 1);
  // An ending that names have in common makes none of them near.
  const ending = /(\.\w+)?(\.gz)?$/.exec(key)![0];
  const stemOf = (name: string) => name.slice(folder.length, name.length - ending.length);
  const beside = (await someIn({ bucket, prefix: folder })).filter((name) => name.endsWith(ending)).map(stemOf);
  const remedy = didYouMean(
    stemOf(key),
    beside,
    "Check the key: it has no step less and none more, and small letters are others than large ones.",
    (stem) => placeOf({ bucket, prefix: `${folder}${stem}${ending}` }),
  );
  return new TableError("file", `There is no object ${placeOf(part)}.`, { remedy });
};
