import { shades } from "./shades.ts";

export interface Area {
  readonly left: number;
  readonly right: number;
  readonly bottom: number;
  readonly top: number;
}

/** What a function in [0, 1] says of every point of an area, as lines of shaded text. */
export const drawPlane = async (
  f: (points: { readonly data: Float32Array; readonly shape: readonly [number, 2] }) => Promise<ArrayLike<number>>,
  { left, right, bottom, top }: Area,
  { width = 64, height = 20 }: { readonly width?: number; readonly height?: number } = {},
): Promise<string> => {
  const data = new Float32Array(2 * width * height);
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const at = 2 * (row * width + column);
      data[at] = left + ((column + 0.5) / width) * (right - left);
      data[at + 1] = top - ((row + 0.5) / height) * (top - bottom);
    }
  }
  const values = await f({ data, shape: [width * height, 2] });
  const shade = (value: number) => shades[Math.min(shades.length - 1, Math.floor(value * shades.length))]!;
  return Array.from({ length: height }, (_, row) =>
    Array.from({ length: width }, (_, column) => shade(values[row * width + column]!)).join(""),
  ).join("\n");
};
