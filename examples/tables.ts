/**
 * Which penguins are female? A table with missing values and categories, three models compared by cross-validation, and the
 * best of them as one ONNX file with types around it.
 */
import { fileURLToPath } from "node:url";
import { accuracy, rocAuc } from "@kaviar/nn";
import {
  boosting,
  crossValidate,
  dummy,
  encode,
  impute,
  load,
  logisticRegression,
  pipeline,
  readTable,
  scale,
  split,
} from "@kaviar/tabular";

const penguins = await readTable(fileURLToPath(new URL("data/penguins/penguins.csv", import.meta.url)));
const { train, test } = split(
  penguins.filter((row) => row.sex !== null),
  { target: "sex", test: 0.25, seed: 1 },
);

const candidates = [dummy(), logisticRegression(), boosting({ minLeaf: 5 })];
for (const model of candidates) {
  const { mean, std } = await crossValidate(pipeline(impute(), encode(), scale(), model), train, {
    target: "sex",
    metrics: [rocAuc],
    seed: 1,
  });
  console.log(`${model.name.padEnd(20)} auc ${mean.rocAuc!.toFixed(3)} ± ${std.rocAuc!.toFixed(3)}`);
}

const model = await pipeline(impute(), encode(), scale(), logisticRegression()).fit(train, { target: "sex", seed: 1 });
const { rocAuc: auc, accuracy: right } = await model.evaluate(test, { metrics: [rocAuc, accuracy] });
console.log(`on ${test.rows} rows never looked at: auc ${auc!.toFixed(3)}, ${Math.round(100 * right!)} % right`);

await model.save("penguins.onnx");
await model.saveTypes("penguins.ts");
const loaded = await load("penguins.onnx");
console.log("from the file:", await loaded.predict(test.head(5)));
await loaded.release();
