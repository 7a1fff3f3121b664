import { plural } from "@kaviar/base/text";
import { ArchitectureError } from "../error.ts";
import { formatOf, headLength, whyNoImage } from "./image-format.ts";
import type { BrokenFile, Candidates } from "./source.ts";
import { type FoundFile, walkFolder } from "./walk-folder.ts";

/**
 * The files of a folder: each folder in it is a class, with files as deep as they lie; or, where the images lie in the
 * folder itself, there are no classes.
 */
export const folderSource = async (folder: string): Promise<Candidates> => {
  const { join } = process.getBuiltinModule("node:path");
  const { files, folders, broken } = await walkFolder(folder);
  const name = `the folder ${folder}`;
  const place = ({ path }: FoundFile): string => join(folder, ...path);
  const inside = files.filter(({ path }) => path.length > 1);
  const beside = files.filter(({ path }) => path.length === 1);
  if (folders.length === 0)
    return { name, files: beside.map((each) => ({ file: place(each) })), broken, isList: false };
  checkIsNoSplit(folder, folders, inside);
  const strays = await Promise.all(beside.map((each) => lookAt(place(each))));
  const images = strays.filter((stray) => stray === undefined).length;
  if (images > 0) throw mixed(folder, images, folders);
  const without = folders.filter((each) => !inside.some(({ path }) => path[0] === each));
  return {
    name,
    files: inside.map((each) => ({ file: place(each), target: each.path[0]! })),
    broken: [
      ...broken,
      ...strays.filter((stray) => stray !== undefined),
      ...without.map((each) => ({ file: join(folder, each), why: "it is a folder without files" })),
    ],
    classes: folders,
    isList: false,
  };
};

/** Nothing where a file begins as an image does. */
const lookAt = async (file: string): Promise<BrokenFile | undefined> => {
  const handle = await process.getBuiltinModule("node:fs/promises").open(file);
  try {
    const { buffer, bytesRead } = await handle.read(new Uint8Array(headLength), 0, headLength, 0);
    const head = buffer.subarray(0, bytesRead);
    return formatOf(head) ? undefined : { file, why: whyNoImage(head) };
  } finally {
    await handle.close();
  }
};

const mixed = (folder: string, images: number, folders: readonly string[]): ArchitectureError =>
  new ArchitectureError(
    "read",
    `The images of a folder lie in it, or in a folder for each class: ${folder} has ${plural(images, "image")} beside ${plural(folders.length, "folder")} (${folders.slice(0, 3).join(", ")}).`,
    { remedy: "Move them into the folder of their class. To read without classes, give a list of paths." },
  );

const splits = /^(train|training|val|valid|validation|test|testing|eval|dev)$/i;

/** Of a data set that was shared out already, "train" and "test" would be the classes. */
const checkIsNoSplit = (folder: string, folders: readonly string[], inside: readonly FoundFile[]): void => {
  const isShared = folders.length > 1 && folders.every((name) => splits.test(name));
  if (!isShared || !inside.some(({ path }) => path.length > 2)) return;
  throw new ArchitectureError(
    "read",
    `A folder has a folder for each class: those of ${folder} are ${folders.join(", ")}, which are shares of rows with the classes inside.`,
    {
      remedy: `Read one of them: "${folder.replace(/\/$/, "")}/${folders.find((name) => /^train/i.test(name)) ?? folders[0]}".`,
    },
  );
};
