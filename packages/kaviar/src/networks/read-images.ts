import { mkdir } from "node:fs/promises";
import { readImages, storeImages } from "@kaviar/architecture";
import { formatNumber, plural } from "@kaviar/base/text";
import { UsageError } from "../command/usage-error.ts";
import type { ColumnsGiven } from "../fitting/columns-given.ts";
import { asTwoParts, besideOf, cardsOf, nothingBeside } from "./beside-columns.ts";
import { brokenLines } from "./broken-lines.ts";
import type { Found, WatchReading } from "./found.ts";

interface Given {
  readonly target?: string;
  readonly image?: string;
  readonly size?: number;
  readonly columns?: ColumnsGiven;
}

/** Bytes of pixels that a program holds: it computes on four times as many. */
const large = 2 ** 29;

/** Images of a folder, or those that a column of a table names. */
export const imagesFrom = async (
  data: string,
  { target, image, size, columns: given }: Given,
  watch: WatchReading,
  folder: string,
): Promise<Found> => {
  if (image !== undefined && target === undefined)
    throw new UsageError("A table of images has a column to predict: got no --target.", "Such as --target label.");
  if (given !== undefined && image === undefined)
    throw new UsageError(
      "Columns stand beside the paths of a table: got --columns without --image.",
      "Such as --image file.",
    );
  const beside = image === undefined ? nothingBeside : await besideOf(data, given, [image, target]);
  const asked = {
    ...(size !== undefined && { size }),
    ...(image !== undefined && { path: image }),
    ...(target !== undefined && { target }),
  };
  await mkdir(folder, { recursive: true });
  // With columns beside them images are held in memory.
  const { x, y, broken, files, columns, close, ...read } =
    beside.asked.columns === undefined
      ? { columns: undefined, ...(await watch(storeImages(data, folder, { name: "pixels", ...asked }))) }
      : { close: async () => {}, ...(await watch(readImages(data, { ...asked, columns: beside.asked.columns }))) };
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
    ...(columns ? [`columns: ${JSON.stringify(columns.columns)}`] : []),
  ];
  const code = `await readImages(${JSON.stringify(data)}, { ${options.join(", ")} })`;
  const bytes = x.shape.reduce((product, n) => product * n, 1);
  const isLarge = bytes > large && columns === undefined;
  return {
    x: columns ? { image: x, columns } : x,
    y,
    says: `${plural(files.length, "image")} of ${width} × ${height} pixels, ${read.channels === 1 ? "grey" : "in colour"}${columns ? `, with ${plural(columns.columns.length, "column")}` : ""}`,
    notes: [
      ...brokenLines(broken),
      ...beside.notes,
      ...(isLarge
        ? [
            `${formatNumber(bytes / 2 ** 30)} GB of pixels lie in a file while the search goes on, and are read in parts`,
          ]
        : []),
    ],
    close,
    source: {
      input: {
        kind: "image",
        size: read.size,
        channels: read.channels,
        // How to read other tables like this one.
        ...(image !== undefined && { path: image }),
        ...(columns && { beside: { columns: cardsOf(columns) } }),
      },
      target,
      from: data,
      names: files,
      data: isLarge
        ? {
            read: `await storeImages(${JSON.stringify(data)}, tmpdir(), { ${options.join(", ")} })`,
            names: ["storeImages"],
            inParts: true,
          }
        : { read: columns ? asTwoParts(code, "image") : code, names: ["readImages"] },
    },
    next: image === undefined ? "new-photos/" : "new.csv",
  };
};
