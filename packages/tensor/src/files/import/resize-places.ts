/** One axis that is resized: the runtime computes places as float32, and so do we. */
interface Line {
  readonly from: number;
  readonly to: number;
  readonly scale: number;
  readonly part: readonly [start: number, end: number] | undefined;
}

const { fround } = Math;

/** Where in the original the place i of the result lies. */
export const coordinates: Readonly<Record<string, (i: number, line: Line) => number>> = {
  align_corners: (i, { from, to }) => (to === 1 ? 0 : fround(fround(i * (from - 1)) / (to - 1))),
  asymmetric: (i, { scale }) => fround(i / scale),
  half_pixel: (i, { scale }) => fround(fround((i + 0.5) / scale) - 0.5),
  half_pixel_symmetric: (i, { from, to, scale }) => {
    const offset = (from / 2) * (1 - to / fround(scale * from));
    return fround(offset + fround((i + 0.5) / scale) - 0.5);
  },
  pytorch_half_pixel: (i, { to, scale }) => (to > 1 ? fround(fround((i + 0.5) / scale) - 0.5) : 0),
  tf_crop_and_resize: (i, { from, to, part }) => {
    const [start, end] = part!;
    return to > 1 ? start * (from - 1) + (i * (end - start) * (from - 1)) / (to - 1) : ((start + end) / 2) * (from - 1);
  },
  tf_half_pixel_for_nn: (i, { scale }) => fround((i + 0.5) / scale),
};

export const roundings: Readonly<Record<string, (place: number) => number>> = {
  ceil: Math.ceil,
  floor: Math.floor,
  round_prefer_ceil: (place) => Math.floor(place + 0.5),
  round_prefer_floor: (place) => Math.ceil(place - 0.5),
};
