import type { OptionsOf } from "@kaviar/base/check";
import { columnsLaw } from "../columns/columns-beside.ts";
import { options } from "../options.ts";
import { columnsOfImages } from "./columns-of-images.ts";
import { type ImageReading, startReading } from "./image-reading.ts";
import type { ImageRows } from "./image-rows.ts";
import type { ImageSource } from "./open-source.ts";
import { createPixelRows } from "./pixel-rows.ts";
import { imageOptions, prepareImages } from "./prepare-images.ts";

const read = options("readImages", {
  ...imageOptions,
  /** Other columns of the table, for a network that takes both: "all", or a list of them. */
  columns: columnsLaw.optional(),
});

export type ReadImagesOptions = OptionsOf<typeof read>;

/**
 * Images of a folder, with a folder for each class or without classes; of a table of paths; or of a list of them.
 *
 * ```ts
 * const { x, y, broken } = await readImages("photos");
 * await readImages("photos.csv", { path: "file", target: "label", size: 64 });
 * ```
 * What is no image, or a broken one, is left out and named in `broken`; where that are more than half, reading is refused.
 * With `columns` what other columns of the table say comes too: `{ x: { image: x, columns }, y }` is what a search takes.
 * PNG, JPEG, WebP, GIF, AVIF and TIFF are told by their bytes, and decoded by sharp: `npm install sharp`. Before it is
 * awaited it tells how far it is: `for await (const { done, of } of reading) …`.
 */
export const readImages = (source: ImageSource, given?: ReadImagesOptions): ImageReading<ImageRows> =>
  startReading(async (tell) => {
    const { columns, ...asked } = read(given);
    const { kept, ...labels } = await prepareImages(source, asked, createPixelRows, tell);
    const { data, channels } = kept;
    return {
      x: { data, shape: [labels.files.length, channels, ...labels.size] },
      channels,
      ...labels,
      ...(columns && { columns: await columnsOfImages(source, columns, asked, labels.files) }),
    };
  });
