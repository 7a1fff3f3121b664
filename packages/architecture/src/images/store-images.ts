import { type OptionsOf, text } from "@kaviar/base/check";
import { shuffled } from "@kaviar/base/random";
import type { FiledRows } from "../data/filed-rows.ts";
import { ArchitectureError } from "../error.ts";
import { options } from "../options.ts";
import type { Size } from "./choose-size.ts";
import { type ImageReading, type ImagesRead, startReading } from "./image-reading.ts";
import type { ImageLabels } from "./image-rows.ts";
import type { Channels } from "./in-channels.ts";
import type { ImageSource } from "./open-source.ts";
import { openPixelFile, type PixelFile } from "./pixel-file.ts";
import { imageOptions, prepareImages } from "./prepare-images.ts";

const read = options("storeImages", {
  ...imageOptions,
  /** The file's name in the folder, by which other processes open it until it is closed; it has none unless said. */
  name: text.optional(),
});

export type StoreImagesOptions = OptionsOf<typeof read>;

/** Some rows of stored images, as `train` takes them. */
export interface ImagePart {
  readonly x: { readonly data: Uint8Array; readonly shape: readonly [number, number, number, number] };
  readonly y?: readonly string[] | readonly number[];
  /** The names of all classes, of which a part may not have each. */
  readonly classes?: readonly string[];
}

/** Images whose pixels lie in a file, since they are more than memory holds. */
export interface StoredImages extends ImageLabels {
  /** All of them where they lie: rows that `searchNetwork` and `loadNetwork` take. */
  readonly x: FiledRows;
  /** [N, C, H, W] of all of them. */
  readonly shape: readonly [number, number, number, number];
  readonly channels: Channels;
  /** Rows by number, in the given order. */
  readonly batch: (rows: ArrayLike<number>) => Promise<ImagePart>;
  /** Rows in parts, in another order each time that they are gone through: the stream that `train` takes. */
  readonly stream: (rows?: ArrayLike<number>, seed?: number) => () => AsyncGenerator<ImagePart>;
  /** Ends it, and the file with it. */
  readonly close: () => Promise<void>;
}

/** Rows that a stream gives at a time. */
const rowsInPart = 512;

/**
 * Reads images as `readImages` does, into a file of a folder instead of memory.
 *
 * ```ts
 * const images = await storeImages("photos", "/scratch");
 * for await (const epoch of train(model, images.stream(), { loss, epochs: 5 })) epoch.print();
 * await images.close();
 * ```
 * A search takes them too: `searchNetwork(images, { task: "image" })`. The file is as large as all pixels, and has no name
 * unless it is given one: it is gone with the process. It is on the disk that the folder is on, which a folder for temporary
 * files often is not.
 */
export const storeImages = (
  source: ImageSource,
  folder: string,
  given?: StoreImagesOptions,
): ImageReading<StoredImages> => startReading((tell) => store(source, folder, given, tell));

const store = async (
  source: ImageSource,
  folder: string,
  given: StoreImagesOptions | undefined,
  tell: (at: ImagesRead) => void,
): Promise<StoredImages> => {
  const { name, ...asked } = read(given);
  let file: PixelFile | undefined;
  const open = async (_: number, size: Size, channels: Channels | undefined): Promise<PixelFile> => {
    file = await openPixelFile(folder, size, { channels, name });
    return file;
  };
  const prepared = await prepareImages(source, asked, open, tell).catch(async (error: unknown) => {
    await file?.close();
    throw error;
  });
  const { kept, ...labels } = prepared;
  const { y, files, classes } = labels;
  const count = files.length;
  const row = [kept.channels, ...labels.size] as const;
  const batch = async (rows: ArrayLike<number>): Promise<ImagePart> => {
    checkRows(rows, count);
    return {
      x: { data: await kept.read(rows), shape: [rows.length, ...row] },
      ...(y ? { y: Array.from(rows, (each) => y[each]!) as readonly string[] | readonly number[] } : {}),
      ...(classes ? { classes: classes.map(({ label }) => label) } : {}),
    };
  };
  return {
    ...labels,
    x: kept.rows,
    channels: kept.channels,
    shape: [count, ...row],
    batch,
    stream: (rows, seed = 0) => {
      let passes = 0;
      return async function* () {
        const order = shuffled(rows?.length ?? count, seed, passes++);
        for (let from = 0; from < order.length; from += rowsInPart)
          yield batch(Array.from(order.subarray(from, from + rowsInPart), (place) => rows?.[place] ?? place));
      };
    },
    close: async () => file?.close(),
  };
};

const checkRows = (rows: ArrayLike<number>, count: number): void => {
  const odd = Array.from(rows).find((row) => !(Number.isInteger(row) && row >= 0 && row < count));
  if (odd === undefined) return;
  throw new ArchitectureError("options", `batch takes rows by number, 0 to ${count - 1}: got ${odd}.`);
};
