/** What runs in a browser and in Node alike: rows in, a pipeline fitted, predictions out, and again from its file. */
import { seededRandom } from "@kaviar/base/random";
import { accuracy } from "@kaviar/nn";
import {
  boosting,
  crossValidate,
  encode,
  impute,
  load,
  type Model,
  pipeline,
  ridge,
  scale,
  table,
} from "@kaviar/tabular";
import { pipelineSearch } from "@kaviar/tabular/evolution";
import { createStudy } from "@kaviar/tune";

const random = seededRandom(11);

const rows = Array.from({ length: 300 }, () => {
  const age = 18 + Math.floor(60 * random());
  const plan = ["basic", "pro", "team"][Math.floor(3 * random())]!;
  const income = random() < 0.1 ? null : 20 + 80 * random();
  const churned = (age > 50 ? 1 : 0) + (plan === "basic" ? 1 : 0) + random() > 1.4 ? "yes" : "no";
  return { age, plan, income, churned };
});

export interface Worked {
  readonly labels: readonly unknown[];
  readonly loaded: readonly unknown[];
  /** By how much probabilities of the file differ from those in process, at most. */
  readonly apart: number;
  readonly accuracy: number;
}

const workWith = async (model: Model): Promise<Worked> => {
  const people = table(rows);
  const pipe = pipeline(impute(), encode(), scale(), model);
  const trained = await pipe.fit(people, { target: "churned", seed: 3 });
  const file = await load(await trained.toOnnx());
  const [here, there] = [await trained.probabilities(rows), await file.probabilities(rows)];
  const scores = await crossValidate(pipe, people, { target: "churned", folds: 3, metrics: [accuracy], seed: 3 });
  return {
    labels: Array.from(await trained.predict(rows.slice(0, 40))),
    loaded: Array.from(await file.predict(rows.slice(0, 40))),
    apart: here.values.reduce((most, value, i) => Math.max(most, Math.abs(value - there.values[i]!)), 0),
    accuracy: scores.mean.accuracy!,
  };
};

export const work = async (): Promise<readonly Worked[]> => [
  await workWith(ridge()),
  await workWith(boosting({ trees: 20 })),
];

/** Two generations of twelve pipelines: what each is, and what it scores. */
export const evolve = async (): Promise<readonly string[]> => {
  const search = pipelineSearch(table(rows), {
    target: "churned",
    folds: 3,
    seed: 5,
    preset: "quick",
    memory: 2 ** 26,
  });
  const breeding = search.evolution({ population: 12 }, search.known.slice(0, 8));
  const study = await createStudy({ storage: "memory", seed: 5, directions: search.directions, ...breeding });
  await study.optimize(search.space, search.score, { trials: 24 });
  return study.history.trials.map((trial) => {
    const { params, values } = trial!;
    const words = search.partsOf(params).map((part) => part.words);
    return `${words.join(" → ")}: ${values?.map((value) => value.toPrecision(9)).join(" ")}`;
  });
};
