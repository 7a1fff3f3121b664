import type { Size } from "./choose-size.ts";
import { type DecodedImage, decodeBy, isUnreadable, type Unreadable } from "./decode.ts";
import { type Channels, inChannels } from "./in-channels.ts";
import { openResizer } from "./resizer.ts";
import type { ImageHeader } from "./sharp.ts";

/** What all images become; in channels of their own where those are not said. */
export interface PixelForm {
  readonly size: Size;
  readonly channels: Channels | undefined;
}

/** Makes pixels [C, height, width] of images as they lie in files: here, or on another thread. */
export interface PixelMaker {
  readonly make: (bytes: Uint8Array, header: ImageHeader) => Promise<Uint8Array | Unreadable>;
  readonly close: () => Promise<void>;
}

/** One on this thread, which also takes images that are decoded. */
export const openPixelMaker = ({ size, channels }: PixelForm) => {
  const resizer = openResizer(size);
  const ofDecoded = (image: DecodedImage): Promise<Uint8Array> =>
    resizer.resize(channels === undefined ? image : inChannels(image, channels));
  return {
    ofDecoded,
    make: async (bytes, header) => {
      const image = await decodeBy(header, bytes);
      return isUnreadable(image) ? image : ofDecoded(image);
    },
    close: resizer.close,
  } satisfies PixelMaker & { ofDecoded: unknown };
};
