import { formatNumber } from "@kaviar/base/text";
import type { FiledRows } from "../data/filed-rows.ts";
import { ArchitectureError } from "../error.ts";
import type { Size } from "./choose-size.ts";
import { hasColours } from "./has-colours.ts";
import type { Channels } from "./in-channels.ts";
import { inLanes } from "./in-lanes.ts";
import type { PixelRows } from "./prepare-images.ts";
import { whyOf } from "./read-bytes.ts";

/** Pixels in a file, to be read some rows at a time. */
interface FiledPixels {
  readonly channels: Channels;
  readonly rows: FiledRows;
  readonly read: (rows: ArrayLike<number>) => Promise<Uint8Array>;
}

export interface PixelFile extends PixelRows<FiledPixels> {
  readonly close: () => Promise<void>;
}

/** So many rows are on their way from the disk at a time. */
const lanes = 8;

/**
 * Images of one size in a file of a folder. Whether any has colours is known at the end only: unless it is said, three
 * channels are written, and one read where none has. Unless it is given a name, the file has none from the beginning: it is
 * gone with the process, however that ends.
 */
export const openPixelFile = async (
  folder: string,
  size: Size,
  { channels: given, name }: { readonly channels: Channels | undefined; readonly name: string | undefined },
): Promise<PixelFile> => {
  const { open, unlink } = process.getBuiltinModule("node:fs/promises");
  const path = process.getBuiltinModule("node:path").resolve(folder, name ?? `kaviar-${crypto.randomUUID()}.pixels`);
  const handle = await open(path, name === undefined ? "wx+" : "w+").catch((cause: unknown) => {
    throw new ArchitectureError(
      "file",
      `Pixels are kept in a folder that can be written to: ${folder}: ${whyOf(cause)}.`,
      { cause },
    );
  });
  const forget = name === undefined ? undefined : removedAtExit(path);
  if (name === undefined) await unlink(path);
  const area = size[0] * size[1];
  const stored = given ?? 3;
  const length = stored * area;
  let colours = false;
  let written = 0;
  return {
    put: async (row, pixels) => {
      if (given === undefined && !colours && pixels.length === length) colours = hasColours(pixels, area);
      const planes = pixels.length === length ? pixels : repeated(pixels, length);
      try {
        const { bytesWritten } = await handle.write(planes, 0, length, row * length);
        if (bytesWritten < length) throw new Error(`the disk took ${bytesWritten} of ${length} bytes`);
      } catch (cause) {
        throw new ArchitectureError(
          "file",
          `Pixels are kept in a file of ${folder}: after ${formatNumber(written / 2 ** 30)} GB, ${whyOf(cause)}.`,
          { remedy: "Give a folder on a disk with more room.", cause },
        );
      }
      written += length;
    },
    keep: (places) => {
      const channels = given ?? (colours ? 3 : 1);
      const own = channels * area;
      return {
        channels,
        rows: {
          ...{ file: name === undefined ? handle.fd : path, numbers: "uint8", stride: length },
          shape: [places.length, channels, ...size],
          places: Int32Array.from(places),
        },
        read: async (rows) => {
          const data = new Uint8Array(rows.length * own);
          await inLanes(Array.from(rows), lanes, async (row, to) => {
            await handle.read(data, to * own, own, places[row]! * length);
          });
          return data;
        },
      };
    },
    close: async () => {
      await handle.close();
      forget?.();
    },
  };
};

/** A file is removed with what this returns, or else when the process exits. */
const removedAtExit = (path: string): (() => void) => {
  const remove = (): void => process.getBuiltinModule("node:fs").rmSync(path, { force: true });
  // First of all: whoever made the folder may want to take it away then.
  process.prependOnceListener("exit", remove);
  return () => {
    process.off("exit", remove);
    remove();
  };
};

const repeated = (plane: Uint8Array, length: number): Uint8Array => {
  const planes = new Uint8Array(length);
  for (let at = 0; at < length; at += plane.length) planes.set(plane, at);
  return planes;
};
