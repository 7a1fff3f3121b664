import { type Frame, xOf, yOf } from "./parallel-frame.ts";

interface Look {
  /** Of the pixel that most lines pass: from 0 to 1. */
  readonly strength: number;
  /** The colour of a share from 0, the best, to 1. */
  shade(share: number): readonly [number, number, number];
  readonly shares: Float32Array | undefined;
}

/** Into so many heights an axis is parted: lines between the same two are drawn as one. */
const heights = 128;

/**
 * Draws lines by counting how many pass each pixel, in the mean of their colours: a hundred thousand take as long as the
 * pixels do.
 */
export const countLines = (
  context: CanvasRenderingContext2D,
  frame: Frame,
  numbers: readonly number[],
  { strength, shade, shares }: Look,
): void => {
  const ratio = devicePixelRatio;
  const width = Math.ceil((frame.apart * (frame.axes.length - 1) + 1) * ratio);
  const [top, bottom] = [frame.top, Math.max(frame.absent + 1, frame.bottom + 1)];
  const height = Math.ceil((bottom - top) * ratio);
  const [counts, sums] = [new Float32Array(width * height), new Float32Array(width * height)];
  const perHeight = (bottom - top) / heights;
  const [pairs, pairSums] = [new Float32Array(heights * heights), new Float32Array(heights * heights)];
  const heightOf = (axis: number, number: number) =>
    Math.min(Math.floor((yOf(frame, axis, number) - top) / perHeight), heights - 1);
  for (let axis = 0; axis + 1 < frame.axes.length; axis++) {
    pairs.fill(0);
    pairSums.fill(0);
    for (const number of numbers) {
      const pair = heightOf(axis, number) * heights + heightOf(axis + 1, number);
      pairs[pair]!++;
      pairSums[pair]! += shares?.[number] ?? 0;
    }
    const [from, to] = [axis, axis + 1].map((each) => Math.round((xOf(frame, each) - frame.left) * ratio)) as [
      number,
      number,
    ];
    for (let pair = 0; pair < pairs.length; pair++) {
      const [count, sum] = [pairs[pair]!, pairSums[pair]!];
      if (count === 0) continue;
      // Each a little higher or lower within its height: on an even grid crossing lines make patterns that mean nothing.
      const within = (0.754_877_666 * Math.floor(pair / heights) + 0.569_840_291 * (pair % heights)) % 1;
      let y = (Math.floor(pair / heights) + within) * perHeight * ratio;
      const step = (((pair % heights) + within) * perHeight * ratio - y) / (to - from);
      for (let x = from; x < to; x++) {
        const at = Math.min(Math.round(y), height - 1) * width + x;
        counts[at]! += count;
        sums[at]! += sum;
        y += step;
      }
    }
  }
  paint(context, frame, { counts, sums, width, height }, strength, shade);
};

interface Counted {
  readonly counts: Float32Array;
  readonly sums: Float32Array;
  readonly width: number;
  readonly height: number;
}

const shades = 64;

const paint = (
  context: CanvasRenderingContext2D,
  { left, top }: Frame,
  { counts, sums, width, height }: Counted,
  strength: number,
  shade: Look["shade"],
): void => {
  const colours = Array.from({ length: shades }, (_, at) => shade(at / (shades - 1)));
  const most = Math.log1p(counts.reduce((most, count) => Math.max(most, count), 1));
  const image = new ImageData(width, height);
  for (let at = 0; at < counts.length; at++) {
    const count = counts[at]!;
    if (count === 0) continue;
    const own = colours[Math.round((sums[at]! / count) * (shades - 1))]!;
    image.data.set(own, 4 * at);
    // Each doubling counts the same, and one is seen.
    image.data[4 * at + 3] = 255 * strength * (0.12 + 0.88 * (Math.log1p(count) / most));
  }
  const canvas = new OffscreenCanvas(width, height);
  canvas.getContext("2d")!.putImageData(image, 0, 0);
  context.drawImage(canvas, left, top, width / devicePixelRatio, height / devicePixelRatio);
};
