/** A part of a canvas in its own pixels. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Marks of one colour, by their places in pixels of the box. */
export interface Marks {
  readonly count: number;
  /** NaN where there is none. */
  x(at: number): number;
  y(at: number): number;
  /** Red, green, blue from 0 to 255. */
  readonly colour: readonly [number, number, number];
}

/** The pixels of a disc around the one in its middle, by how far they are to the right and below. */
const disc = (radius: number): { readonly right: Int32Array; readonly below: Int32Array; readonly reach: number } => {
  const [right, below]: [number[], number[]] = [[], []];
  const reach = Math.floor(radius);
  for (let dy = -reach; dy <= reach; dy++)
    for (let dx = -reach; dx <= reach; dx++) {
      if (dx * dx + dy * dy > radius * radius) continue;
      right.push(dx);
      below.push(dy);
    }
  return { right: Int32Array.from(right), below: Int32Array.from(below), reach };
};

/** The more marks there are, the smaller each: in pixels of the screen. */
export const radiusFor = (count: number): number =>
  count <= 200 ? 3.5 : count <= 2_000 ? 2.5 : count <= 20_000 ? 1.5 : 1;

/**
 * Draws marks by counting how many fall on each pixel, and colouring it the stronger the more there are: a hundred thousand
 * take as long as the pixels do, and where they lie dense it still shows how dense.
 */
export const drawCounts = (context: CanvasRenderingContext2D, box: Box, marks: Marks, radius: number): void => {
  const [width, height] = [Math.round(box.width), Math.round(box.height)];
  if (width < 1 || height < 1 || marks.count === 0) return;
  const counts = new Uint32Array(width * height);
  const { right, below, reach } = disc(radius);
  const offsets = right.map((dx, pixel) => below[pixel]! * width + dx);
  let most = 0;
  for (let at = 0; at < marks.count; at++) {
    const x = Math.round(marks.x(at));
    const y = Math.round(marks.y(at));
    if (!(x >= 0 && x < width && y >= 0 && y < height)) continue;
    const middle = y * width + x;
    const isWhole = x >= reach && x < width - reach && y >= reach && y < height - reach;
    for (let pixel = 0; pixel < offsets.length; pixel++) {
      if (!isWhole && !isInside(x + right[pixel]!, y + below[pixel]!, width, height)) continue;
      const place = middle + offsets[pixel]!;
      const count = counts[place]! + 1;
      counts[place] = count;
      if (count > most) most = count;
    }
  }
  if (most === 0) return;
  paint(context, box, counts, strengths(most), marks.colour, width, height);
};

const isInside = (x: number, y: number, width: number, height: number): boolean =>
  x >= 0 && x < width && y >= 0 && y < height;

/** How strong a pixel with so many marks is: one is seen, and each doubling counts the same. */
const strengths = (most: number): Uint8ClampedArray => {
  const least = 0.5;
  return Uint8ClampedArray.from({ length: Math.min(most, 4096) + 1 }, (_, count) =>
    count === 0 ? 0 : 255 * (most === 1 ? 0.8 : least + ((1 - least) * Math.log(count)) / Math.log(most)),
  );
};

interface Layer {
  readonly canvas: OffscreenCanvas;
  readonly onCanvas: OffscreenCanvasRenderingContext2D;
  readonly image: ImageData;
  /** A pixel each: alpha, blue, green, red from the high byte on. */
  readonly words: Uint32Array;
}

let kept: Layer | undefined;

/** Kept while the size stays: a chart is drawn anew with each change, and megabytes are not made each time. */
const layerOf = (width: number, height: number): Layer => {
  if (kept?.canvas.width === width && kept.canvas.height === height) return kept;
  const canvas = new OffscreenCanvas(width, height);
  const onCanvas = canvas.getContext("2d")!;
  const image = onCanvas.createImageData(width, height);
  kept = { canvas, onCanvas, image, words: new Uint32Array(image.data.buffer) };
  return kept;
};

const paint = (
  context: CanvasRenderingContext2D,
  { left, top }: Box,
  counts: Uint32Array,
  strength: Uint8ClampedArray,
  [red, green, blue]: Marks["colour"],
  width: number,
  height: number,
): void => {
  const { canvas, onCanvas, image, words } = layerOf(width, height);
  const ground = (blue << 16) | (green << 8) | red;
  for (let at = 0; at < counts.length; at++) {
    const count = counts[at]!;
    words[at] = count === 0 ? 0 : (strength[Math.min(count, strength.length - 1)]! << 24) | ground;
  }
  onCanvas.putImageData(image, 0, 0);
  // Over what is there, which `putImageData` on the chart itself would wipe out.
  context.drawImage(canvas, Math.round(left), Math.round(top));
};
