// Images to classify, for the convolutional nets; images.py makes the same bits.
import { uniform } from "./task.mjs";

export const shapes = {
  digits: { rows: 1280, channels: 1, size: 8, classes: 10, batch: 64, widths: [16, 32] },
  images: { rows: 640, channels: 3, size: 32, classes: 10, batch: 64, widths: [32, 64, 128] },
};

/** Uniform noise over a pattern of the image's class. */
export function images({ rows, channels, size, classes }) {
  const features = channels * size * size;
  const noise = uniform(1, rows * features);
  const patterns = uniform(2, classes * features);
  const y = Int32Array.from({ length: rows }, (_, row) => row % classes);
  const x = Float32Array.from(noise, (u, i) => u + patterns[y[Math.floor(i / features)] * features + (i % features)]);
  return { x, y };
}
