/**
 * Two networks against each other (Goodfellow et al. 2014): one makes points out of noise, the other tells them from real
 * ones, which lie around eight places on a ring. A training step of one's own, with two updates in turn.
 */
import {
  adam,
  averageWeights,
  chain,
  createRandom,
  createTrainer,
  dense,
  relu,
  sequential,
  softplus,
} from "@kaviar/nn";
import { grad, key, normal, type Tensor } from "@kaviar/tensor";
import { drawPlane } from "./drawing/plane.ts";

const random = createRandom(1);
const x = Array.from({ length: 4096 }, (_, i) => {
  const angle = (2 * Math.PI * (i % 8)) / 8;
  return [Math.cos(angle), Math.sin(angle)].map((at) => 2 * at + 0.15 * (random() + random() - 1));
});

const gan = createTrainer({
  networks: {
    generator: sequential(dense(64), relu, dense(64), relu, dense(2)),
    critic: sequential(dense(64), relu, dense(64), relu, dense(1)),
  },
  optimizers: {
    // What is kept of the generator is an average over its last steps: it goes round and round less than they do.
    generator: chain(adam({ rate: 1e-3, beta1: 0.5 }), averageWeights({ decay: 0.995 })),
    critic: adam({ rate: 1e-3, beta1: 0.5 }),
  },
  step: ({ generator, critic }, { x }: { x: Tensor }, { update, key }) => {
    const noise = normal(key(), [x.shape[0]!, 8]);
    const fake = generator(noise);
    // What is computed before an update is a constant to it: the generator learns nothing here …
    const told = update("critic", () => {
      // A critic that is steep at real points drives the generator from one place to the next. (R₁, Mescheder et al. 2018)
      const slope = grad((at: Tensor) => critic(at).sum())(x);
      const steepness = slope.square().sum(1).mean();
      return softplus(critic(fake))
        .mean()
        .add(softplus(critic(x).neg()).mean())
        .add(steepness.mul(0.5));
    });
    // … and here it is asked again, of a critic that has learned already.
    const fooled = update("generator", () => softplus(critic(generator(noise)).neg()).mean());
    return { told, fooled };
  },
});

let last: { readonly generator: { predict(x: Tensor): Promise<Tensor> } } | undefined;
for await (const { number, summary, models } of gan.train({ x }, { epochs: 150, batchSize: 256, seed: 2 })) {
  if (number % 50 === 0) console.log(summary);
  last = models;
}

const points = await (await last!.generator.predict(normal(key(5), [2000, 8]))).data();
const [width, height] = [56, 24];
const counts = new Float32Array(width * height);
let near = 0;
const places = new Set<number>();
for (let i = 0; i < points.length; i += 2) {
  const [a, b] = [points[i]!, points[i + 1]!];
  const [column, row] = [Math.floor(((a + 3) / 6) * width), Math.floor(((3 - b) / 6) * height)];
  if (column >= 0 && column < width && row >= 0 && row < height) counts[row * width + column]! += 1;
  const place = Math.round((8 * Math.atan2(b, a)) / (2 * Math.PI) + 8) % 8;
  const angle = (2 * Math.PI * place) / 8;
  if (Math.hypot(a - 2 * Math.cos(angle), b - 2 * Math.sin(angle)) > 0.5) continue;
  near++;
  places.add(place);
}
const area = { left: -3, right: 3, bottom: -3, top: 3 };
console.log(await drawPlane(async () => counts.map((count) => Math.min(0.99, count / 12)), area, { width, height }));
console.log(`${places.size} of 8 places found, ${Math.round(near / 20)} % of the points at one`);
