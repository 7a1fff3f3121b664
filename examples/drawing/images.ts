import { shades } from "./shades.ts";

/** Grey images [height × width] side by side, two characters a pixel, each with a line of text below. */
export const drawImages = (
  images: readonly ArrayLike<number>[],
  captions: readonly string[],
  { height, width }: { readonly height: number; readonly width: number },
): string => {
  const largest = Math.max(...images.flatMap((image) => Array.from(image)), 1e-9);
  const rows = Array.from({ length: height }, (_, y) =>
    images
      .map((image) =>
        Array.from({ length: width }, (_, x) => {
          const shade = shades[Math.round((Math.max(0, image[y * width + x]!) / largest) * (shades.length - 1))]!;
          return shade.repeat(2);
        }).join(""),
      )
      .join("  "),
  );
  return [...rows, captions.map((caption) => caption.padEnd(2 * width)).join("  ")].join("\n");
};
