import { anything, either, law, oneOf, text, whole } from "@kaviar/base/check";
import { brokenOf, checkEnough } from "./check-enough.ts";
import { chooseSize, type Size, someOf } from "./choose-size.ts";
import { decodePlain, isUnreadable, readHeader, type Unreadable } from "./decode.ts";
import type { ImagesRead } from "./image-reading.ts";
import { type ImageLabels, targetsOf } from "./image-rows.ts";
import { openImageWorkers } from "./image-workers.ts";
import type { Channels } from "./in-channels.ts";
import { inLanes } from "./in-lanes.ts";
import { type ImageSource, openSource } from "./open-source.ts";
import { openPixelMaker, type PixelMaker } from "./pixel-maker.ts";
import { readBytes } from "./read-bytes.ts";
import { createRoom, type Room } from "./room.ts";
import type { Candidate } from "./source.ts";

const heightAndWidth = law<Size>(
  "[height, width]",
  (x) => Array.isArray(x) && x.length === 2 && x.every((length) => Number.isSafeInteger(length) && length > 0),
);

/** The options of all that reads many images. */
export const imageOptions = {
  /** The side of a square, or [height, width], that images are stretched to; chosen by what they are like, unless said. */
  size: either(whole(1), heightAndWidth).optional(),
  /** 1 for grey, 3 for colours; unless said, 1 where no image has any colour. */
  channels: oneOf(1, 3).optional(),
  /** The column of a table that has paths, which begin at the table's folder. */
  path: text.optional(),
  /** The column of a table that has classes or numbers. */
  target: text.optional(),
  /** Ends reading when it is aborted: with its reason, as soon as the images in work are done. */
  signal: anything<AbortSignal>().optional(),
};

interface Asked {
  readonly size?: number | Size;
  readonly channels?: Channels;
  readonly path?: string;
  readonly target?: string;
  readonly signal?: AbortSignal;
}

/** Where prepared pixels go, a row for each file. */
export interface PixelRows<Kept> {
  /** Puts pixels [C, H, W] into a row. */
  readonly put: (row: number, pixels: Uint8Array) => void | Promise<void>;
  /** What came of it, with these rows in this order. */
  readonly keep: (rows: readonly number[]) => Kept;
}

interface PreparedImages<Kept> extends ImageLabels {
  readonly kept: Kept;
}

/** Pixels in work at a time: some photos, or one of any size. */
const roomForPixels = 48e6;

/** So many pixels are made in a few milliseconds, for which no thread is started. */
const fewPixels = 2 ** 18;

/** As many as the system decodes at a time. */
const lanes = 4;

/** It is told so many times how far reading has come, at most. */
const told = 1000;

/** Reads all images of a source into rows that `open` makes. */
export const prepareImages = async <Kept>(
  source: ImageSource,
  { size: asked, channels, path, target, signal }: Asked,
  open: (count: number, size: Size, channels: Channels | undefined) => PixelRows<Kept> | Promise<PixelRows<Kept>>,
  tell: (at: ImagesRead) => void,
): Promise<PreparedImages<Kept>> => {
  const candidates = await openSource(source, { path, target });
  const of = candidates.files.length;
  tell({ done: 0, of });
  const size =
    asked === undefined
      ? await sizeFor(candidates.files, signal)
      : typeof asked === "number"
        ? ([asked, asked] as const)
        : asked;
  const rows = await open(of, size, channels);
  const failures = new Map<number, Unreadable>();
  const here = openPixelMaker({ size, channels });
  const away = openImageWorkers({ size, channels });
  const room = createRoom(roomForPixels);
  let done = 0;
  try {
    await inLanes(candidates.files, lanes, async ({ file }, row) => {
      signal?.throwIfAborted();
      const pixels = await pixelsOf(file, { here, away, room });
      if (isUnreadable(pixels)) failures.set(row, pixels);
      else await rows.put(row, pixels);
      done++;
      if (done % Math.ceil(of / told) === 0 || done === of) tell({ done, of });
    });
  } finally {
    await Promise.all([here.close(), away.close()]);
  }
  checkEnough(candidates, failures);
  const places = candidates.files.flatMap((_, row) => (failures.has(row) ? [] : [row]));
  const files = places.map((row) => candidates.files[row]!);
  return {
    kept: rows.keep(places),
    ...targetsOf(files, candidates.classes),
    files: files.map(({ file }) => file),
    broken: [...candidates.broken, ...brokenOf(candidates, failures)],
    size,
  };
};

interface Work {
  readonly here: ReturnType<typeof openPixelMaker>;
  readonly away: PixelMaker;
  readonly room: Room;
}

const pixelsOf = async (file: string, { here, away, room }: Work): Promise<Uint8Array | Unreadable> => {
  const bytes = await readBytes(file);
  if (isUnreadable(bytes)) return bytes;
  const plain = decodePlain(bytes);
  if (plain) return here.ofDecoded(plain);
  const header = await readHeader(bytes);
  if (isUnreadable(header)) return header;
  const pixels = header.height * header.width;
  const leave = await room.take(pixels);
  try {
    return await (pixels > fewPixels ? away : here).make(bytes, header);
  } finally {
    leave();
  }
};

const sizeFor = async (files: readonly Candidate[], signal: AbortSignal | undefined): Promise<Size> => {
  const sizes: Size[] = [];
  await inLanes(someOf(files), lanes, async ({ file }) => {
    signal?.throwIfAborted();
    const bytes = await readBytes(file);
    const header = isUnreadable(bytes) ? bytes : await readHeader(bytes);
    if (!isUnreadable(header)) sizes.push([header.height, header.width]);
  });
  // Where none of so many is an image, all are looked at to say so.
  return sizes.length === 0 ? [32, 32] : chooseSize(sizes, files.length);
};
