import { formatNumber } from "@kaviar/base/text";
import { ArchitectureError } from "../error.ts";
import type { Size } from "./choose-size.ts";
import type { Channels } from "./in-channels.ts";

/** Images of one size, a row each, as they come in: grey until one has colours, unless it is said. */
export interface PixelRows {
  /** Puts pixels [C, H, W] into a row. */
  readonly put: (row: number, pixels: Uint8Array) => void;
  /** The rows that are kept, in order, as [N, C, H, W]. */
  readonly keep: (rows: readonly number[]) => { readonly data: Uint8Array; readonly channels: Channels };
}

/** Bytes of pixels that are held: a network computes on four times as many. */
const most = 2 ** 31;

export const createPixelRows = (count: number, size: Size, given: Channels | undefined): PixelRows => {
  const area = size[0] * size[1];
  const allocate = (channels: Channels): Uint8Array => {
    checkFits(count, size, channels);
    return new Uint8Array(count * channels * area);
  };
  let channels: Channels = given ?? 1;
  let data = allocate(channels);
  const widen = (): void => {
    const wide = allocate(3);
    for (let row = 0; row < count; row++) repeat(data.subarray(row * area, (row + 1) * area), wide, row * 3 * area);
    data = wide;
    channels = 3;
  };
  return {
    put: (row, pixels) => {
      const own = pixels.length / area;
      if (given === undefined && channels === 1 && own === 3 && hasColours(pixels, area)) widen();
      const at = row * channels * area;
      if (own === 1 && channels === 3) repeat(pixels, data, at);
      else data.set(pixels.subarray(0, channels * area), at);
    },
    keep: (rows) => {
      const length = channels * area;
      rows.forEach((row, to) => {
        if (row !== to) data.copyWithin(to * length, row * length, (row + 1) * length);
      });
      return { data: data.subarray(0, rows.length * length), channels };
    },
  };
};

const repeat = (plane: Uint8Array, into: Uint8Array, at: number): void => {
  for (let c = 0; c < 3; c++) into.set(plane, at + c * plane.length);
};

/** Grey is often kept as three colours that are the same. */
const hasColours = (pixels: Uint8Array, area: number): boolean => {
  for (let i = 0; i < area; i++) {
    if (pixels[i] !== pixels[area + i] || pixels[i] !== pixels[2 * area + i]) return true;
  }
  return false;
};

const checkFits = (count: number, [height, width]: Size, channels: Channels): void => {
  const bytes = count * channels * height * width;
  if (bytes <= most) return;
  const fitting = Math.floor(Math.sqrt(most / (count * channels)));
  throw new ArchitectureError(
    "read",
    `Pixels of all images are held in memory, up to 2 GB: ${count} images of [${channels}, ${height}, ${width}] are ${formatNumber(bytes / 2 ** 30)} GB.`,
    {
      remedy: `Read them smaller, { size: ${Math.max(1, fitting)} }, or fewer of them: ${Math.floor(most / (channels * height * width))} fit.`,
    },
  );
};
