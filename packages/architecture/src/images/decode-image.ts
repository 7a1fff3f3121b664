import { type OptionsOf, oneOf } from "@kaviar/base/check";
import { shown } from "@kaviar/base/error";
import { ArchitectureError } from "../error.ts";
import { options } from "../options.ts";
import { type DecodedImage, decode, isUnreadable, type Unreadable } from "./decode.ts";
import { inChannels } from "./in-channels.ts";
import { readBytes } from "./read-bytes.ts";

const read = options("decodeImage", {
  /** 1 for grey, 3 for red, green and blue; left out, those that the image has. */
  channels: oneOf(1, 3).optional(),
});

export type DecodeImageOptions = OptionsOf<typeof read>;

/**
 * The pixels of an image file, or of its bytes, as `readImages` sees them and as a model's file takes them.
 *
 * ```ts
 * const { data, shape } = await decodeImage("cat.jpg", { channels: 3 });
 * await session.run({ image: { dtype: "uint8", shape: [1, ...shape], elements: data } });
 * ```
 * The first frame of several, turned as its EXIF says; what is transparent lies on white, 16 bits are cut to 8, and colour
 * profiles are left aside. An image of tens of megapixels is there whole, with three bytes a pixel.
 */
export const decodeImage = async (image: string | Uint8Array, given?: DecodeImageOptions): Promise<DecodedImage> => {
  const { channels } = read(given);
  const decoded = await decodeFile(image);
  if (!isUnreadable(decoded)) return channels === undefined ? decoded : inChannels(decoded, channels);
  const name = typeof image === "string" ? image : "these bytes";
  throw new ArchitectureError(
    "read",
    `An image is decoded from PNG, JPEG, WebP, GIF, AVIF or TIFF: ${name}: ${decoded.why}.`,
  );
};

const decodeFile = async (image: string | Uint8Array): Promise<DecodedImage | Unreadable> => {
  if (typeof image !== "string" && !(image instanceof Uint8Array)) {
    throw new ArchitectureError("options", `decodeImage takes a path or the bytes of a file: got ${shown(image)}.`);
  }
  const bytes = typeof image === "string" ? await readBytes(image) : image;
  return isUnreadable(bytes) ? bytes : decode(bytes);
};
