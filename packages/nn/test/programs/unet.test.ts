import { data, type Tensor } from "@kaviar/tensor";
import { expect, it } from "vitest";
import {
  adam,
  batchNorm,
  concatenate,
  conv2d,
  createRandom,
  define,
  fit,
  load,
  maxPool,
  relu,
  sequential,
  sigmoidCrossEntropy,
  upsample,
} from "../../src/index.ts";

const [size, rows] = [16, 240];

/** Discs and squares in noise: the mask is of the discs alone, so that a pixel's brightness does not tell. */
const shapes = () => {
  const random = createRandom(5);
  const image = new Float32Array(rows * size * size);
  const mask = new Float32Array(rows * size * size);
  for (let row = 0; row < rows; row++) {
    const place = () => 3 + 10 * random();
    const [a, b, c, d] = [place(), place(), place(), place()];
    for (let i = 0; i < size * size; i++) {
      const [x, y] = [i % size, Math.floor(i / size)];
      const inDisc = (x - a) ** 2 + (y - b) ** 2 < 9.5;
      const inSquare = Math.abs(x - c) < 2.4 && Math.abs(y - d) < 2.4;
      image[row * size * size + i] = (inDisc || inSquare ? 1 : 0) + 0.2 * (random() - 0.5);
      mask[row * size * size + i] = inDisc ? 1 : 0;
    }
  }
  const shape = [rows, 1, size, size];
  return { x: { data: image, shape }, y: { data: mask, shape } };
};

const block = (filters: number) => sequential(conv2d(filters, 3), batchNorm(), relu, conv2d(filters, 3), relu);

/** Down, and up again with what was seen on the way down beside. (Ronneberger et al. 2015) */
const unet = define(
  {
    first: block(8),
    second: block(16),
    bottom: block(24),
    pool: maxPool(2),
    up: upsample(2),
    join: concatenate(1),
    third: block(16),
    fourth: block(8),
    mask: conv2d(1, 1),
  },
  ({ first, second, bottom, pool, up, join, third, fourth, mask }, x: Tensor) => {
    const a = first(x);
    const b = second(pool(a));
    const c = bottom(pool(b));
    const d = third(join([up(c), b]));
    return mask(fourth(join([up(d), a])));
  },
);

it("a U-Net finds discs among squares, and says the same from its file", async () => {
  const { x, y } = shapes();
  const trained = await fit(
    unet,
    { x, y },
    {
      loss: sigmoidCrossEntropy,
      optimizer: adam({ rate: 5e-3 }),
      epochs: 12,
      batchSize: 16,
      validation: 0.2,
      seed: 3,
    },
  );
  const logits = await (await trained.predict(x)).data();
  let [both, either] = [0, 0];
  y.data.forEach((wanted, i) => {
    const said = logits[i]! > 0;
    if (said && wanted) both++;
    if (said || wanted) either++;
  });
  // The whole foreground, discs and squares, has an IoU of a half.
  expect(both / either).toBeGreaterThan(0.8);
  const again = await load(await trained.toOnnx());
  const few = { data: x.data.subarray(0, 2 * size * size), shape: [2, 1, size, size] };
  const [here, there] = await data([await trained.predict(few), await again.predict(few)]);
  expect(Array.from(there!)).toEqual(Array.from(here!));
}, 60_000);
