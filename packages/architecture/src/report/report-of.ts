import { bootstrap } from "@kaviar/base/numerics";
import { plural } from "@kaviar/base/text";
import { calibration, logLoss, mae, rmse, summaryOf } from "@kaviar/nn";
import type { ColumnCounts, Kind, TableFacts } from "../contract/facts.ts";
import { outputsOf, rowsOfTargets, type Targets, takeTargets } from "../data/targets.ts";
import { scoreOf } from "../evaluation/score.ts";
import type { SearchResult } from "../search/result.ts";
import type { Scored } from "../search/scored.ts";
import { confusionOf } from "./confusion.ts";
import { examplesOf } from "./examples.ts";
import type { Contender, Judged, NetworkReport, TrialShown } from "./network-report.ts";
import { picturesOf } from "./pictures-of.ts";

/** What is known of the rows beside their numbers. */
export interface Told {
  readonly title: string;
  readonly source?: string | undefined;
  readonly command?: string | undefined;
  readonly notes?: readonly string[] | undefined;
  readonly usage: NetworkReport["usage"];
  /** Names of the rows that were given, in their order. */
  readonly names?: readonly string[] | undefined;
  readonly bytes?: number | undefined;
}

/** A search as the data of its report. */
export const reportOf = async (result: SearchResult, told: Told): Promise<NetworkReport> => {
  const { winner, recipe, metric, better, classes, judged, holdout, leaderboard, failures } = result;
  const paused = leaderboard.filter(({ cycles }) => cycles < 3);
  const names = told.names && judged.numbers && Array.from(judged.numbers, (row) => told.names![row]!);
  return {
    title: told.title,
    ...(told.source !== undefined && { source: told.source }),
    ...(told.command !== undefined && { command: told.command }),
    madeAt: Date.now(),
    kind: result.task,
    task: judged.targets.kind,
    classes: classes ?? [],
    rows: result.rows,
    input: `${inputWords[result.task](result.facts as never)}${besideWords(result)}`,
    metric: { title: titleOf(metric), better },
    seconds: result.seconds,
    counts: { scored: leaderboard.length - paused.length, stopped: paused.length, failed: failures.length },
    score: {
      value: holdout?.score ?? result.validation,
      rows: rowsOfTargets(judged.targets),
      on: judged.on,
      ...intervalOf(result),
    },
    bought: contendersOf(result),
    winner: {
      trial: winner.trial,
      family: winner.candidate.kind,
      values: Object.entries({ ...winner.candidate.model, ...winner.candidate.training }).map(
        ([name, value]) => [name, value as string | number | boolean] as const,
      ),
      parameters: winner.parameters,
      millisecondsPerRow: winner.latency,
      multiplyAdds: layersOf(result).reduce((sum, { multiplyAdds }) => sum + multiplyAdds, 0),
      ...(told.bytes !== undefined && { bytes: told.bytes }),
      members: result.members.length,
      layers: layersOf(result),
      training: winner.losses.map((loss, i) => ({ epoch: i + 1, loss })),
    },
    trials: trialsOf(result),
    judged: judge(judged.targets, judged.said, judged.on),
    examples: examplesOf({ ...judged, names }),
    pictures: result.task === "image" ? await picturesOf(result.members[0]!.model, judged.rows) : [],
    failures: failuresOf(failures),
    notes: [
      ...result.notes,
      ...(told.notes ?? []),
      ...(winner.trial === recipe.trial ? ["The search has bought nothing: what it began with is the best."] : []),
    ],
    usage: told.usage,
    omitted: [],
  };
};

const titleOf = (metric: string): string => (metric === "r2" ? "R²" : metric[0]!.toUpperCase() + metric.slice(1));

const besideWords = ({ task, facts }: SearchResult): string => {
  const { columns } = facts as { readonly columns?: ColumnCounts };
  return task === "table" || columns === undefined ? "" : `, with ${inputWords.table(facts as never)}`;
};

const inputWords: { readonly [K in Kind]: (facts: never) => string } = {
  image: ({ shape: [channels, height, width] }: { shape: readonly number[] }) =>
    `${width} × ${height} pixels, ${channels === 1 ? "grey" : channels === 3 ? "in colour" : `${channels} channels`}`,
  sequence: ({ shape: [steps, channels], unequal }: { shape: readonly number[]; unequal: boolean }) =>
    `${unequal ? "up to " : ""}${steps} steps of ${channels} channel${channels === 1 ? "" : "s"}`,
  text: ({ words: { median } }: { words: { median: number } }) => `texts of ${median} words in the median`,
  table: ({ columns: { numbers, texts } }: TableFacts) => `${plural(numbers, "column")} of numbers, ${texts} of texts`,
};

/** Where the score would be on other rows of the same kind. */
const intervalOf = ({
  metric,
  holdout,
  validation,
  judged,
}: SearchResult): Pick<NetworkReport["score"], "interval"> => {
  const { targets, said } = judged;
  const rows = rowsOfTargets(targets);
  if (metric === "accuracy") return { interval: wilson(holdout?.score ?? validation, rows) };
  const outputs = outputsOf(targets);
  const scored = (drawn: Int32Array): number => {
    const own = Float32Array.from(
      { length: drawn.length * outputs },
      (_, i) => said[drawn[Math.floor(i / outputs)]! * outputs + (i % outputs)]!,
    );
    return scoreOf(own, takeTargets(targets, drawn), metric).score;
  };
  const interval = bootstrap(rows, scored, 0);
  return interval ? { interval } : {};
};

/** Where a share of rows would be on others, 19 times out of 20. (Wilson 1927) */
const wilson = (share: number, rows: number) => {
  const z = 1.96;
  const middle = (share + z ** 2 / (2 * rows)) / (1 + z ** 2 / rows);
  const half = (z / (1 + z ** 2 / rows)) * Math.sqrt((share * (1 - share)) / rows + z ** 2 / (4 * rows ** 2));
  return { low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
};

const contendersOf = (result: SearchResult): Contender[] => {
  const { winner, recipe, members, holdout, validation, judged, metric, views } = result;
  const isTogether = new Set(members.map(({ member }) => member.trial)).size > 1;
  const constant = scoreOf(constantSaid(judged.targets), judged.targets, metric).score;
  const honest = (value: number | undefined) => (value === undefined ? {} : { honest: value });
  return [
    {
      name: "constant",
      words: judged.targets.kind === "classes" ? "the commonest class" : "the mean",
      isChosen: false,
      ...(holdout ? honest(constant) : { validation: constant }),
    },
    { name: "recipe", words: recipe.words, isChosen: false, validation: recipe.score, ...honest(holdout?.recipe) },
    {
      name: "network",
      words: winner.words,
      isChosen: !isTogether && views === undefined,
      validation: winner.score,
      ...honest(holdout?.best),
    },
    ...(isTogether || views !== undefined
      ? [
          {
            name: views === undefined ? ("ensemble" as const) : ("augmented" as const),
            words: [
              ...(isTogether ? [`${members.length} networks, the mean of what they say`] : []),
              ...(views === undefined ? [] : [`the mean over ${views}`]),
            ].join("; "),
            isChosen: true,
            validation,
            ...honest(holdout?.score),
          },
        ]
      : []),
  ];
};

/** What is said without looking: shares of the classes, or the mean. */
const constantSaid = (targets: Targets): Float32Array => {
  const rows = rowsOfTargets(targets);
  if (targets.kind === "numbers") {
    const mean = targets.values.reduce((sum, value) => sum + value, 0) / rows;
    return new Float32Array(rows).fill(mean);
  }
  const counts = new Float32Array(outputsOf(targets));
  for (const code of targets.codes) counts[code]! += 1 / rows;
  return Float32Array.from({ length: rows * counts.length }, (_, i) => counts[i % counts.length]!);
};

const shapeWords = (shape: unknown): string =>
  Array.isArray(shape) && shape.every((n) => typeof n === "number") ? shape.join(" × ") : JSON.stringify(shape);

const layersOf = ({ network, members }: SearchResult) =>
  summaryOf(network, members[0]!.model.inputShape).map(
    ({ path, kind, depth, outputShape, parameters, multiplyAdds }) => ({
      ...{ path, kind, depth, parameters, multiplyAdds },
      output: shapeWords(outputShape),
    }),
  );

const trialsOf = ({ leaderboard, failures, began }: SearchResult): TrialShown[] => {
  const shown = (each: Scored): TrialShown => ({
    trial: each.trial,
    family: each.candidate.kind,
    words: each.words,
    state: each.cycles < 3 ? "stopped" : "scored",
    score: each.score,
    at: Math.max(0, (each.finishedAt - began) / 1000),
    seconds: each.seconds,
    epochs: each.epochs,
    parameters: each.parameters,
    millisecondsPerRow: each.latency,
    origin: each.isRecipe ? "recipe" : each.from !== undefined ? { trial: each.from } : "sampled",
  });
  const failed = failures.map(
    ({ trial, words, kind }): TrialShown => ({
      trial,
      family: kind,
      words,
      state: "failed",
      at: 0,
      seconds: 0,
      origin: "sampled",
    }),
  );
  return [...leaderboard.map(shown), ...failed].sort((a, b) => a.trial - b.trial);
};

const failuresOf = (failures: SearchResult["failures"]): NetworkReport["failures"] => {
  const byReason = new Map<string, { times: number; words: string }>();
  for (const { error, words } of failures) {
    const reason = error.split("\n")[0]!;
    byReason.set(reason, { times: (byReason.get(reason)?.times ?? 0) + 1, words });
  }
  return [...byReason].map(([reason, counted]) => ({ reason, ...counted }));
};

const judge = (targets: Targets, said: Float32Array, on: "holdout" | "validation"): Judged => {
  const rows = rowsOfTargets(targets);
  const constant = constantSaid(targets);
  if (targets.kind === "numbers") {
    const { values } = targets;
    const off = Float64Array.from(values, (value, i) => Math.abs(value - said[i]!)).sort();
    const every = Math.max(1, Math.ceil(rows / 1000));
    return {
      ...{ on, rows, task: "numbers" },
      scores: [
        { title: "RMSE", value: rmse(said, values), constant: rmse(constant, values) },
        { title: "MAE", value: mae(said, values), constant: mae(constant, values) },
      ],
      points: Array.from(values, (value, i) => [value, said[i]!] as const).filter((_, i) => i % every === 0),
      half: off[Math.floor(rows / 2)]!,
      nineOfTen: off[Math.floor(0.9 * rows)]!,
    };
  }
  const shaped = (data: Float32Array) => ({ data, shape: [rows, outputsOf(targets)] });
  const score = (data: Float32Array) => scoreOf(data, targets, "accuracy").score;
  const { bins, expectedCalibrationError: error } = calibration(shaped(said), targets.codes);
  return {
    ...{ on, rows, task: "classes" },
    accuracy: score(said),
    scores: [
      { title: "Accuracy", value: score(said), constant: score(constant) },
      {
        title: "Log loss",
        value: logLoss(shaped(said), targets.codes),
        constant: logLoss(shaped(constant), targets.codes),
      },
    ],
    confusion: confusionOf(said, targets.codes, targets.classes),
    calibration: {
      error,
      bins: bins
        .filter(({ count }) => count > 0)
        .map(({ count, confidence, frequency }) => ({ rows: count, said: confidence, true: frequency })),
    },
  };
};
