/** What a file is by how it begins; what it is called says nothing. */
export type ImageFormat = "png" | "jpeg" | "webp" | "gif" | "avif" | "tiff";

/** How files of each kind begin, in hexadecimal; a dot is any half of a byte. */
const beginnings: readonly (readonly [format: ImageFormat, pattern: RegExp])[] = [
  ["png", /^89504e470d0a1a0a/],
  ["jpeg", /^ffd8ff/],
  // RIFF, a length, WEBP.
  ["webp", /^52494646.{8}57454250/],
  // GIF87a, GIF89a.
  ["gif", /^4749463[89]/],
  // A length, ftyp, avif or avis.
  ["avif", /^.{8}6674797061766966|^.{8}6674797061766973/],
  // II or MM, and 42 or 43.
  ["tiff", /^4949(2a|2b)00|^4d4d00(2a|2b)/],
];

/** Images too, which the decoder does not read. */
const others: readonly (readonly [name: string, pattern: RegExp])[] = [
  ["a BMP image", /^424d.{8}00000000/],
  // ftyp with he.., mif1 or msf1.
  ["a HEIC image", /^.{8}66747970(6865|6d696631|6d736631)/],
  ["a JPEG XL image", /^(ff0a|0000000c4a584c20)/],
  ["a JPEG 2000 image", /^(ff4fff51|0000000c6a502020)/],
  ["an icon", /^00000100/],
  ["a Photoshop file", /^38425053/],
  ["a drawing (SVG)", /^3c737667/],
];

/** So many bytes of a file say what it is. */
export const headLength = 16;

const headOf = (bytes: Uint8Array): string =>
  Array.from(bytes.subarray(0, headLength), (byte) => byte.toString(16).padStart(2, "0")).join("");

export const formatOf = (bytes: Uint8Array): ImageFormat | undefined => {
  const head = headOf(bytes);
  return beginnings.find(([, pattern]) => pattern.test(head))?.[0];
};

/** Why the bytes are no image that is read, for people. */
export const whyNoImage = (bytes: Uint8Array): string => {
  if (bytes.length === 0) return "it is empty";
  const head = headOf(bytes);
  const other = others.find(([, pattern]) => pattern.test(head))?.[0];
  if (other) return `it is ${other}, which is not read`;
  return `it is no image: it begins with ${JSON.stringify(utf8.decode(bytes.subarray(0, headLength)))}`;
};

const utf8 = new TextDecoder();

const names = /\.(png|apng|jpe?g|jpe|jfif|webp|gif|avif|tiff?|bmp|heic|heif|jxl|jp2)$/i;

/** Whether a name says that the file is an image: one that is none is then a broken one. */
export const isNamedImage = (file: string): boolean => names.test(file);
