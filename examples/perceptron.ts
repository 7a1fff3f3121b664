/**
 * The oldest network: one unit that fires or does not. It learns AND and OR, and never XOR, because no straight line parts
 * the classes of XOR: the reason why networks have hidden layers.
 */
import { perceptron } from "@kaviar/nn";

const x = [
  [0, 0],
  [0, 1],
  [1, 0],
  [1, 1],
];

for (const [name, y] of Object.entries({ AND: [0, 0, 0, 1], OR: [0, 1, 1, 1], XOR: [0, 1, 1, 0] })) {
  const { model, mistakes, verdict } = await perceptron({ x, y }, { epochs: 20, seed: 1 });
  const said = await (await model.predict(x)).data();
  console.log(
    `${name}: ${x.map(([a, b], i) => `${a} ${b} → ${said[i]}${said[i] === y[i] ? "" : " (wrong)"}`).join("   ")}`,
  );
  console.log(`  mistakes in each pass: ${mistakes.join(" ")}`);
  console.log(`  ${verdict}\n`);
}
