import { logLoss, rmse } from "@kaviar/nn";
import { createStudy, float, random } from "@kaviar/tune";
import type { AutofitResult, Candidate } from "../../src/autofit/result.ts";
import { crossValidate, split } from "../../src/evaluation/index.ts";
import { boosting, dummy, logisticRegression, ridge } from "../../src/models/index.ts";
import { evaluationTarget } from "../../src/pipeline/evaluation-target.ts";
import { type Pipeline, pipeline } from "../../src/pipeline/index.ts";
import { encode, impute, scale } from "../../src/steps/index.ts";
import type { Table } from "../../src/table/index.ts";

interface Wishes {
  readonly target: string;
  readonly task: "classes" | "numbers";
  readonly holdout?: boolean;
}

/** What a search might have found: three pipelines, the last one a child of the second; without the search. */
export const foundOn = async (table: Table, { target, task, holdout = true }: Wishes): Promise<AutofitResult> => {
  const metric = task === "classes" ? logLoss : rmse;
  const { train, test } = split(table, { target, seed: 1 });
  const searched = holdout ? train : table;
  const options = { target, task, seed: 1, threads: 1 };
  const linear = task === "classes" ? logisticRegression() : ridge();
  const tried: readonly (readonly [Pipeline, string, readonly number[]])[] = [
    [pipeline(dummy()), "dummy", []],
    [pipeline(impute(), encode(), scale(), linear), `impute → encode → scale → ${linear.name}`, []],
    [pipeline(impute(), encode(), boosting({ trees: 15, minLeaf: 3 })), "impute → encode → boosting(trees 15)", [1]],
  ];
  const study = await createStudy({ storage: "memory", seed: 1, sampler: random() });
  await study.optimize({ x: float(0, 1) }, ({ x }) => x, { trials: tried.length });
  const validations = await Promise.all(
    tried.map(([each]) => crossValidate(each, searched, { ...options, folds: 3, metrics: [metric] })),
  );
  const candidates = tried.map(
    ([own, words, parents], trial): Candidate => ({
      trial,
      words,
      pipeline: own,
      score: validations[trial]!.mean[metric.name]!,
      std: validations[trial]!.std[metric.name]!,
      scores: validations[trial]!.folds.map((scores) => scores[metric.name]!),
      complexity: words.split(" → ").length,
      work: 10 ** trial,
      fitSeconds: 0.01,
      thousandRowsSeconds: 0.01,
      origin: { operator: parents.length > 0 ? "replace" : "portfolio", parents },
    }),
  );
  const leaderboard = [...candidates].sort((a, b) => a.score - b.score);
  const single = leaderboard[0]!;
  const models = await Promise.all(tried.map(([each]) => each.fit(searched, options)));
  const scoreOf = async (trial: number) => (await models[trial]!.evaluate(test, { metrics: [metric] }))[metric.name]!;
  const model = models[single.trial]!;
  const actual = evaluationTarget(test, model);
  return {
    model: await single.pipeline.fit(table, options),
    chosen: "single",
    single,
    ensemble: undefined,
    searched: undefined,
    front: leaderboard,
    leaderboard,
    failures: [
      { trial: 7, words: "svm(c 3)", error: "took more than 3 s" },
      { trial: 9, words: "svm(c 4)", error: "took more than 5 s" },
      { trial: 8, words: "network", error: "no memory" },
    ],
    stopped: 2,
    folds: 3,
    repeats: 1,
    study,
    holdout: holdout
      ? {
          rows: test.rows,
          score: await scoreOf(single.trial),
          compared: [
            { name: "dummy", score: await scoreOf(0) },
            { name: "linear", score: await scoreOf(1) },
            { name: "single", score: await scoreOf(single.trial) },
          ],
          actual: actual.task === "classes" ? actual.codes : actual.task === "numbers" ? actual.values : [],
          predicted:
            task === "classes"
              ? (await model.probabilities(test)).values
              : ((await model.predict(test)) as Float64Array),
          table: test,
          model,
        }
      : undefined,
    adjusted: undefined,
    outOfFold: validations[single.trial]!.outOfFold,
    metric: metric.name,
    better: metric.better,
    task,
    classes: model.classes,
    notes: ["`id` is left out: it is an id."],
    ended: "the trials are used up",
    seconds: 12,
  };
};
