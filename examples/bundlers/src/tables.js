import { encode, load, pipeline, ridge, table } from "@kaviar/tabular";
import { createStudy, log } from "@kaviar/tune";

const rows = Array.from({ length: 70 }, (_, i) => ({
  hours: i % 7,
  plan: i % 2 === 0 ? "pro" : "basic",
  stays: i % 7 > 2 ? "yes" : "no",
}));

/** How many rows a model of so much regularization has wrong, by its ONNX file. */
const wrong = async ({ alpha }) => {
  const fitted = await pipeline(encode(), ridge({ alpha })).fit(table(rows), { target: "stays" });
  const file = await load(await fitted.toOnnx());
  const labels = await file.predict(rows);
  return rows.filter(({ stays }, i) => stays !== labels[i]).length;
};

const tune = async () => {
  const study = await createStudy({ storage: "memory", seed: 1 });
  await study.optimize({ alpha: log(0.01, 100) }, wrong, { trials: 5 });
  return `${study.best.value} of ${rows.length} wrong`;
};

tune().then((line) => console.log(line));
