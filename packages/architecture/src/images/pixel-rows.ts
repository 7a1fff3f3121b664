import { formatNumber } from "@kaviar/base/text";
import { ArchitectureError } from "../error.ts";
import type { Size } from "./choose-size.ts";
import { hasColours } from "./has-colours.ts";
import type { Channels } from "./in-channels.ts";
import type { PixelRows } from "./prepare-images.ts";

/** Bytes of pixels that are held: a network computes on four times as many. */
const most = 2 ** 31;

/** The rows that are kept, as [N, C, H, W]. */
interface HeldPixels {
  readonly data: Uint8Array;
  readonly channels: Channels;
}

/** Images of one size in memory, as they come in: grey until one has colours, unless it is said. */
export const createPixelRows = (count: number, size: Size, given: Channels | undefined): PixelRows<HeldPixels> => {
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

const checkFits = (count: number, [height, width]: Size, channels: Channels): void => {
  const bytes = count * channels * height * width;
  if (bytes <= most) return;
  const fitting = Math.floor(Math.sqrt(most / (count * channels)));
  throw new ArchitectureError(
    "read",
    `Pixels of all images are held in memory, up to 2 GB: ${count} images of [${channels}, ${height}, ${width}] are ${formatNumber(bytes / 2 ** 30)} GB.`,
    {
      remedy: `Read them smaller, { size: ${Math.max(1, fitting)} }, or fewer of them: ${Math.floor(most / (channels * height * width))} fit. \`storeImages\` keeps them in a file.`,
    },
  );
};
