/**
 * A layer, a loss and a metric of one's own: bumps that move to where they are needed, and a shop that loses four times as
 * much by ordering too little as by ordering too much.
 */
import {
  adam,
  createMetric,
  createRandom,
  dense,
  fit,
  type Layer,
  meanSquaredError,
  sequential,
  valuesOf,
} from "@kaviar/nn";
import { type Tensor, uniform, zeros } from "@kaviar/tensor";
import { drawLines } from "./drawing/lines.ts";

/** Radial basis functions of one number: exp(−(x − c)²e^{2s}), centres c and sharpness s learned. */
const bumps = (count: number): Layer => ({
  kind: "bumps",
  init: (key) => ({
    params: { center: uniform(key, [count]), sharpness: zeros([count]).add(2) },
    state: {},
    outputShape: [count],
  }),
  apply: ({ center, sharpness }, state, x) => {
    const distance = x.sub(center as Tensor).mul((sharpness as Tensor).exp());
    return { y: distance.square().neg().exp(), state };
  },
});

/** One number for each row; that is all there is to a loss. */
const orderingLoss = (ordered: Tensor, sold: Tensor): Tensor => {
  const left = ordered.sub(sold);
  return left.maximum(left.mul(-4));
};

const random = createRandom(1);
const hours = Float32Array.from({ length: 500 }, () => random());
const demand = (hour: number) => 3 + 2 * Math.sin(6 * hour) + 1.5 * Math.exp(-((hour - 0.8) ** 2) / 0.005);
const sold = Float32Array.from(hours, (hour) => demand(hour) + 2 * (random() - 0.5));
const data = { x: { data: hours, shape: [500, 1] }, y: sold };

const model = sequential(bumps(12), dense(1));
const options = { optimizer: adam({ rate: 0.02 }), epochs: 100, seed: 1 };
const byMean = await fit(model, data, { ...options, loss: meanSquaredError });
const byCost = await fit(model, data, { ...options, loss: orderingLoss });

const everyHour = { data: Float32Array.from({ length: 64 }, (_, i) => i / 63), shape: [64, 1] };
const curve = async (trained: typeof byMean) => Array.from(await (await trained.predict(everyHour)).data());
console.log(drawLines({ "ordered by cost": await curve(byCost), "by squared error": await curve(byMean) }));

const about = {
  name: "Sold out",
  formula: "mean(ŷ < y)",
  use: "how often the shop has nothing left",
  pitfall: "ordering everything there is makes it 0",
  reference: "this example",
};
const soldOut = createMetric("soldOut", "lower", about, (ordered, sold) => {
  const [has, wants] = [valuesOf(ordered).data, valuesOf(sold).data];
  return has.filter((amount, row) => amount < wants[row]!).length / has.length;
});
for (const [name, trained] of Object.entries({ "by squared error": byMean, "by cost": byCost })) {
  const { loss, metrics } = await trained.evaluate(data, { loss: orderingLoss, metrics: [soldOut] });
  console.log(
    `${name.padEnd(17)} cost ${loss.toFixed(2)}, sold out ${(100 * metrics.soldOut!).toFixed(0)} % of the time`,
  );
}
