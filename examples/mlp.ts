/**
 * Two half moons that no straight line can part, and a network with one hidden layer that parts them. The picture is what
 * it says of every point of the plane.
 */
import { accuracy, adam, dense, fit, sequential, sigmoidCrossEntropy, tanh } from "@kaviar/nn";
import { twoMoons } from "./data/generated.ts";
import { drawPlane } from "./drawing/plane.ts";

const { x, y } = twoMoons({ rows: 400, noise: 0.15, seed: 3 });
const options = {
  loss: sigmoidCrossEntropy,
  validation: 0.25,
  metrics: [accuracy],
  epochs: 60,
  seed: 1,
  progress: false,
};

const line = await fit(sequential(dense(1)), { x, y }, { ...options, optimizer: adam({ rate: 0.05 }) });
const net = await fit(sequential(dense(16), tanh, dense(1)), { x, y }, { ...options, optimizer: adam({ rate: 0.05 }) });

for (const [name, { history }] of Object.entries({ "no hidden layer": line, "16 hidden units": net })) {
  const { loss, metrics } = history.at(-1)!.validation!;
  console.log(
    `${name}: ${(100 * metrics.accuracy!).toFixed(0)} % right on rows it has not seen, loss ${loss.toFixed(3)}`,
  );
}

const area = { left: -1.5, right: 2.5, bottom: -1, top: 1.5 };
console.log(`\n${await drawPlane(async (points) => (await net.predict(points)).sigmoid().data(), area)}`);
console.log("\nlight: class 0, dark: class 1, and the shades between them where it is not sure");
