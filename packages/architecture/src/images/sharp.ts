import type { Sharp } from "sharp";
import { ArchitectureError } from "../error.ts";

/** What an image says of itself before its pixels are read. */
export interface ImageHeader {
  /** As it is to be looked at: a photo that lies on its side is stood up first. */
  readonly height: number;
  readonly width: number;
  readonly colours: "grey" | "rgb" | "cmyk";
}

/** Pixels row by row, the channels of one beside each other: one of grey, three of rgb, four of cmyk. */
export interface RawPixels {
  readonly data: Uint8Array;
  readonly height: number;
  readonly width: number;
  readonly channels: number;
}

/** The decoder, for bytes: nothing else here knows which library it is. Both refuse with what the library says. */
export interface Decoder {
  readonly header: (bytes: Uint8Array) => Promise<ImageHeader>;
  readonly pixels: (bytes: Uint8Array, header: ImageHeader) => Promise<RawPixels>;
}

let opened: Promise<Decoder> | undefined;

/** Loads the decoder with the first image, not with the import. */
export const openDecoder = (): Promise<Decoder> => {
  opened ??= load();
  return opened;
};

/** How many pixels one image may have: a file of a few bytes can say that it has billions of them. */
export const mostPixels = 2 ** 28;

const load = async (): Promise<Decoder> => {
  const { default: sharp } = await import("sharp").catch((cause: unknown) => {
    throw new ArchitectureError("file", `Images are decoded by sharp, which is not there: ${lineOf(cause)}`, {
      remedy: "npm install sharp",
      cause,
    });
  });
  // Profiles of colours are left aside, as they are by Pillow and OpenCV: who uses the model elsewhere has the same pixels.
  const open = (bytes: Uint8Array): Sharp =>
    sharp(bytes, { failOn: "error", ignoreIcc: true, limitInputPixels: mostPixels });
  return {
    header: async (bytes) => {
      const { autoOrient, space, depth } = await open(bytes).metadata();
      if (depth !== "uchar" && depth !== "ushort") throw new Error(`its pixels are numbers of the kind ${depth}`);
      return { ...autoOrient, colours: colours[space] ?? "rgb" };
    },
    pixels: async (bytes, header) => {
      const { data, info } = await pipelines[header.colours](open(bytes).autoOrient())
        .raw()
        .toBuffer({ resolveWithObject: true });
      const { height, width, channels } = info;
      return { data: new Uint8Array(data.buffer, data.byteOffset, data.length), height, width, channels };
    },
  };
};

const colours: Readonly<Record<string, ImageHeader["colours"]>> = { "b-w": "grey", grey16: "grey", cmyk: "cmyk" };

const onWhite = (image: Sharp): Sharp => image.flatten({ background: "#ffffff" });

const pipelines: { readonly [C in ImageHeader["colours"]]: (image: Sharp) => Sharp } = {
  grey: (image) => onWhite(image).extractChannel(0),
  rgb: onWhite,
  // Converted by a profile otherwise, and back by another.
  cmyk: (image) => image.pipelineColourspace("cmyk").toColourspace("cmyk"),
};

/** The first line of what was thrown. */
export const lineOf = (thrown: unknown): string =>
  (thrown instanceof Error ? thrown.message : String(thrown)).split("\n")[0]!.trim();
