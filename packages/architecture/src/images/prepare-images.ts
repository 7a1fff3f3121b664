import { either, law, oneOf, text, whole } from "@kaviar/base/check";
import { brokenOf, checkEnough } from "./check-enough.ts";
import { chooseSize, type Size, someOf } from "./choose-size.ts";
import { decode, isUnreadable, readHeader, type Unreadable } from "./decode.ts";
import { type ImageLabels, targetsOf } from "./image-rows.ts";
import { type Channels, inChannels } from "./in-channels.ts";
import { inLanes } from "./in-lanes.ts";
import { type ImageSource, openSource } from "./open-source.ts";
import { readBytes } from "./read-bytes.ts";
import { openResizer, type Resizer } from "./resize.ts";
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
};

interface Asked {
  readonly size?: number | Size;
  readonly channels?: Channels;
  readonly path?: string;
  readonly target?: string;
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

/** As many as the system decodes at a time. */
const lanes = 4;

/** Reads all images of a source into rows that `open` makes. */
export const prepareImages = async <Kept>(
  source: ImageSource,
  { size: asked, channels, path, target }: Asked,
  open: (count: number, size: Size, channels: Channels | undefined) => PixelRows<Kept> | Promise<PixelRows<Kept>>,
): Promise<PreparedImages<Kept>> => {
  const candidates = await openSource(source, { path, target });
  const size =
    asked === undefined
      ? await sizeFor(candidates.files)
      : typeof asked === "number"
        ? ([asked, asked] as const)
        : asked;
  const rows = await open(candidates.files.length, size, channels);
  const failures = new Map<number, Unreadable>();
  const resizer = await openResizer(size);
  const room = createRoom(roomForPixels);
  try {
    await inLanes(candidates.files, lanes, async ({ file }, row) => {
      const pixels = await pixelsOf(file, { channels, size, resizer, room });
      if (isUnreadable(pixels)) failures.set(row, pixels);
      else await rows.put(row, pixels);
    });
  } finally {
    await resizer.close();
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
  readonly channels: Channels | undefined;
  readonly size: Size;
  readonly resizer: Resizer;
  readonly room: Room;
}

const pixelsOf = async (file: string, { channels, size, resizer, room }: Work): Promise<Uint8Array | Unreadable> => {
  const bytes = await readBytes(file);
  if (isUnreadable(bytes)) return bytes;
  let leave = (): void => undefined;
  try {
    const decoded = await decode(bytes, async (pixels) => {
      leave = await room.take(pixels);
    });
    if (isUnreadable(decoded)) return decoded;
    const image = channels === undefined ? decoded : inChannels(decoded, channels);
    const [height, width, own] = image.shape;
    const isReady = own === 1 && height === size[0] && width === size[1];
    return isReady ? image.data : await resizer.resize(image);
  } finally {
    leave();
  }
};

const sizeFor = async (files: readonly Candidate[]): Promise<Size> => {
  const sizes: Size[] = [];
  await inLanes(someOf(files), lanes, async ({ file }) => {
    const bytes = await readBytes(file);
    const header = isUnreadable(bytes) ? bytes : await readHeader(bytes);
    if (!isUnreadable(header)) sizes.push([header.height, header.width]);
  });
  // Where none of so many is an image, all are looked at to say so.
  return sizes.length === 0 ? [32, 32] : chooseSize(sizes, files.length);
};
