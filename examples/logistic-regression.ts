/**
 * Softmax regression: one dense layer and the cross-entropy. It tells three kinds of iris apart by four lengths; with two
 * classes it is logistic regression, number by number.
 */
import {
  accuracy,
  confusionMatrix,
  dense,
  fit,
  gradientDescent,
  holdout,
  normalize,
  sequential,
  sigmoidCrossEntropy,
  sparseSoftmaxCrossEntropy,
  zeroInitializer,
} from "@kaviar/nn";
import { tensor } from "@kaviar/tensor";
import { iris } from "./data/iris.ts";

const { x, y } = iris();
const flowers = tensor(x.data, { shape: x.shape });
const species = tensor(y);
const take = (rows: Int32Array) => ({ x: flowers.gather(tensor(rows)), y: species.gather(tensor(rows)) });

// Every class gives a fifth of its rows to the test. `normalize` scales each column, as the training rows have it.
const { training, validation } = holdout(y.length, 0.2, { stratify: y, seed: 1 });
const trained = await fit(sequential(normalize(), dense(3)), take(training), {
  loss: sparseSoftmaxCrossEntropy,
  optimizer: gradientDescent({ rate: 0.5 }),
  batchSize: "all",
  epochs: 200,
  metrics: [accuracy],
});
const test = await trained.evaluate(take(validation));
console.log(
  `three species, ${validation.length} flowers it has never seen: ${(100 * test.metrics.accuracy!).toFixed(1)} % right`,
);
const scores = await trained.predict(take(validation).x);
console.log("rows are the truth, columns what it says:");
const names = ["setosa", "versicolor", "virginica"];
const labels = Array.from(validation, (row) => y[row]!);
confusionMatrix((await scores.softmax(1).array()) as number[][], labels).forEach((row, i) => {
  console.log(`  ${names[i]!.padEnd(11)} ${Array.from(row, (count) => String(count).padStart(3)).join("")}`);
});

// Two classes: the difference of the two softmax scores moves twice as fast as the one score of logistic regression.
const two = Int32Array.from(y.keys()).filter((row) => y[row]! > 0);
const data = { x: flowers.gather(tensor(two)), y: species.gather(tensor(two)).sub(1) };
const options = { batchSize: "all", epochs: 100, progress: false } as const;
const softmax = await fit(sequential(normalize(), dense(2, { initializer: zeroInitializer() })), data, {
  ...options,
  loss: sparseSoftmaxCrossEntropy,
  optimizer: gradientDescent({ rate: 0.5 }),
});
const logistic = await fit(sequential(normalize(), dense(1, { initializer: zeroInitializer() })), data, {
  ...options,
  loss: sigmoidCrossEntropy,
  optimizer: gradientDescent({ rate: 1 }),
});
const bySoftmax = (await softmax.predict(data.x)).softmax(1).slice(null, 1);
const byLogistic = (await logistic.predict(data.x)).sigmoid().squeeze(-1);
const apart = await bySoftmax.sub(byLogistic).abs().max().item();
console.log(
  `\nversicolor or virginica: probabilities of softmax and logistic regression differ by at most ${apart.toExponential(0)}`,
);
