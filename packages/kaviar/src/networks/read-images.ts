import { mkdir } from "node:fs/promises";
import { storeImages } from "@kaviar/architecture";
import { formatNumber, plural } from "@kaviar/base/text";
import { UsageError } from "../command/usage-error.ts";
import { brokenLines } from "./broken-lines.ts";
import type { Found, WatchReading } from "./found.ts";

interface Given {
  readonly target?: string;
  readonly image?: string;
  readonly size?: number;
}

/** Bytes of pixels that a program holds: it computes on four times as many. */
const large = 2 ** 29;

/** Images of a folder, or those that a column of a table names. */
export const imagesFrom = async (
  data: string,
  { target, image, size }: Given,
  watch: WatchReading,
  folder: string,
): Promise<Found> => {
  if (image !== undefined && target === undefined)
    throw new UsageError("A table of images has a column to predict: got no --target.", "Such as --target label.");
  await mkdir(folder, { recursive: true });
  const reading = storeImages(data, folder, {
    name: "pixels",
    ...(size !== undefined && { size }),
    ...(image !== undefined && { path: image }),
    ...(target !== undefined && { target }),
  });
  const { x, y, broken, files, close, ...read } = await watch(reading);
  if (y === undefined) {
    await close();
    throw new UsageError(
      `A network learns from images whose classes are known: ${data} has ${plural(files.length, "image")} and no folders for classes.`,
      "Give a folder for each class, photos/cat/1.jpg and photos/dog/1.jpg, or a table: --image COLUMN --target COLUMN.",
    );
  }
  const [height, width] = read.size;
  const options = [
    `size: [${height}, ${width}]`,
    `channels: ${read.channels}`,
    ...(image === undefined ? [] : [`path: ${JSON.stringify(image)}`]),
    ...(target === undefined ? [] : [`target: ${JSON.stringify(target)}`]),
  ];
  const bytes = x.shape.reduce((product, n) => product * n, 1);
  const isLarge = bytes > large;
  return {
    x,
    y,
    says: `${plural(files.length, "image")} of ${width} × ${height} pixels, ${read.channels === 1 ? "grey" : "in colour"}`,
    notes: [
      ...brokenLines(broken),
      ...(isLarge
        ? [
            `${formatNumber(bytes / 2 ** 30)} GB of pixels lie in a file while the search goes on, and are read in parts`,
          ]
        : []),
    ],
    close,
    source: {
      input: { kind: "image", size: read.size, channels: read.channels },
      target,
      from: data,
      names: files,
      data: isLarge
        ? {
            read: `await storeImages(${JSON.stringify(data)}, tmpdir(), { ${options.join(", ")} })`,
            names: ["storeImages"],
            inParts: true,
          }
        : { read: `await readImages(${JSON.stringify(data)}, { ${options.join(", ")} })`, names: ["readImages"] },
    },
    next: image === undefined ? "new-photos/" : "new.csv",
  };
};
