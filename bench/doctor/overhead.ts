/**
 * What the doctor costs: the same run with it and without it, in turn, and the ratio of the times of a step. The first
 * epochs are left out: there graphs are compiled, and looks are closer together.
 *
 *   npx tsx bench/doctor/overhead.ts [ROUNDS]
 */
import {
  adam,
  conv2d,
  dense,
  flatten,
  lstm,
  maxPool,
  meanSquaredError,
  relu,
  sequential,
  sparseSoftmaxCrossEntropy,
  type TrainOptions,
  train,
} from "@kaviar/nn";
import { digits, waves } from "../../packages/nn/test/doctor/hospital/data.ts";

const rounds = Number(process.argv[2] ?? 5);
const classes: TrainOptions = { loss: sparseSoftmaxCrossEntropy, optimizer: adam(), epochs: 48 };

const races = {
  "small MLP": {
    model: sequential(dense(64), relu, dense(64), relu, dense(10)),
    data: digits(1797, true),
    options: classes,
  },
  "digits CNN": {
    model: sequential(conv2d(16, 3), relu, maxPool(2), conv2d(32, 3), relu, maxPool(2), flatten, dense(10)),
    data: digits(),
    options: classes,
  },
  LSTM: {
    model: sequential(lstm(32), dense(1)),
    data: waves(1600, 30),
    options: { loss: meanSquaredError, optimizer: adam(), epochs: 48 } as TrainOptions,
  },
};

const median = (numbers: readonly number[]): number => numbers.toSorted((a, b) => a - b)[numbers.length >> 1]!;

for (const [name, { model, data, options }] of Object.entries(races)) {
  const secondsOf = async (doctor: "off" | "light"): Promise<number> => {
    let [began, steps] = [0, 0];
    for await (const epoch of train(model, data, { ...options, doctor })) {
      if (epoch.number === 4) [began, steps] = [performance.now(), epoch.steps];
      if (epoch.number === epoch.epochs) return (performance.now() - began) / 1000 / (epoch.steps - steps);
    }
    throw new Error("a run without a last epoch");
  };
  const ratios: number[] = [];
  let usual = 0;
  for (let round = 0; round < rounds; round++) {
    const without = await secondsOf("off");
    const withDoctor = await secondsOf("light");
    ratios.push(withDoctor / without);
    usual = without;
  }
  const [least, most] = [Math.min(...ratios), Math.max(...ratios)];
  console.log(
    `${name.padEnd(10)}  ${(1e6 * usual).toFixed(0)} µs a step   with the doctor ${median(ratios).toFixed(3)} times (${least.toFixed(3)} to ${most.toFixed(3)})`,
  );
}
