import { ArchitectureError } from "../error.ts";
import { formatOf, type ImageFormat, whyNoImage } from "./image-format.ts";
import { readPlainPng } from "./plain-png.ts";
import { type ImageHeader, lineOf, mostPixels, openDecoder, type RawPixels } from "./sharp.ts";

/** Pixels [height, width, channels] of an image, 0 to 255: one channel of grey, or red, green and blue. */
export interface DecodedImage {
  readonly data: Uint8Array;
  readonly shape: readonly [height: number, width: number, channels: 1 | 3];
}

/** A file that is no image, or one that cannot be read, and why. */
export interface Unreadable {
  readonly why: string;
  /** What it begins as: then it is an image that is broken. */
  readonly format?: ImageFormat;
}

export const isUnreadable = (result: object): result is Unreadable => "why" in result;

/** What an image says of itself, or why it is none. */
export const readHeader = async (bytes: Uint8Array): Promise<ImageHeader | Unreadable> => {
  const format = formatOf(bytes);
  if (!format) return { why: whyNoImage(bytes) };
  const decoder = await openDecoder();
  try {
    const header = await decoder.header(bytes);
    const pixels = header.height * header.width;
    return pixels > mostPixels ? { why: tooLarge, format } : header;
  } catch (error) {
    return refused(format, error);
  }
};

/** The pixels of an image in channels of its own. */
export const decode = async (bytes: Uint8Array): Promise<DecodedImage | Unreadable> => {
  const plain = decodePlain(bytes);
  if (plain) return plain;
  const header = await readHeader(bytes);
  return isUnreadable(header) ? header : decodeBy(header, bytes);
};

/** Those of a small and plain image, at once. */
export const decodePlain = (bytes: Uint8Array): DecodedImage | undefined =>
  formatOf(bytes) === "png" ? readPlainPng(bytes) : undefined;

/** Those of an image that has said of itself what it is. */
export const decodeBy = async (header: ImageHeader, bytes: Uint8Array): Promise<DecodedImage | Unreadable> => {
  try {
    return imageOf(await (await openDecoder()).pixels(bytes, header));
  } catch (error) {
    return refused(formatOf(bytes), error);
  }
};

const tooLarge = `it has more than ${Math.floor(mostPixels / 1e6)} megapixels`;

const refused = (format: ImageFormat | undefined, error: unknown): Unreadable => {
  if (error instanceof ArchitectureError) throw error;
  const said = lineOf(error);
  const why = /pixel limit/i.test(said) ? tooLarge : `it cannot be decoded: ${said}`;
  return { why, ...(format ? { format } : {}) };
};

const imageOf = ({ data, height, width, channels }: RawPixels): DecodedImage => {
  if (channels === 4) return { data: rgbOfCmyk(data), shape: [height, width, 3] };
  if (channels === 1 || channels === 3) return { data, shape: [height, width, channels] };
  throw new Error(`its pixels have ${channels} channels`);
};

/** Inks take away light one after the other, (1 − c)(1 − k), as Pillow has it; profiles of a printer are left aside. */
const rgbOfCmyk = (inks: Uint8Array): Uint8Array => {
  const rgb = new Uint8Array((inks.length / 4) * 3);
  for (let pixel = 0, to = 0; pixel < inks.length; pixel += 4) {
    const light = 255 - inks[pixel + 3]!;
    for (let c = 0; c < 3; c++) rgb[to++] = Math.round(((255 - inks[pixel + c]!) * light) / 255);
  }
  return rgb;
};
