import { withCard } from "@kaviar/base/card";
import { type OptionsOf, whole } from "@kaviar/base/check";
import { logLoss, rmse, type Scores } from "@kaviar/nn";
import { sharing } from "../contract/context.ts";
import { metric as metricLaw } from "../contract/metric.ts";
import { type Model, type ModelDefinition, modelOf } from "../contract/model.ts";
import { targetNumbers } from "../contract/target.ts";
import type { ChainStates } from "../fitting/chain-states.ts";
import { chainOf, type Member } from "../fitting/member.ts";
import { foldsOf, outputsOf } from "../fitting/out-of-fold.ts";
import { argument, options } from "../options.ts";
import {
  commonTasks,
  fitMembers,
  isSlow,
  memberList,
  membersOutOfFold,
  membersToOnnx,
  notesOfMembers,
  predictMembers,
} from "./contract/members.ts";
import { weightedMean, weightedMeanToOnnx } from "./contract/weighted-mean.ts";
import { selectInBags } from "./greedy-ensemble/select-in-bags.ts";

const read = options("greedyEnsemble", {
  /** How many members are chosen, each as often as it helps; of the rounds those up to the best are kept. */
  rounds: whole(1).default(50),
  /** So many selections, each among a half of the members drawn at random, are averaged; one is made among all. */
  bags: whole(1).default(1),
  /** What is to become best: log loss for classes and the root mean squared error for numbers, unless said. */
  metric: metricLaw.optional(),
  /** How many parts the rows are cut into, so that no member speaks of a row that it was fitted to. */
  folds: whole(2).default(5),
});

export type GreedyEnsembleOptions = OptionsOf<typeof read>;

type Options = ReturnType<typeof read> & { readonly members: readonly Member[] };

interface GreedyEnsemble {
  /** How much each member counts; they sum to 1. */
  readonly weights: Float64Array;
  /** Which members count at all, and what they learned from all rows. */
  readonly chosen: Int32Array;
  readonly members: readonly ChainStates[];
  readonly metric: string;
  /** What the metric says of the ensemble, and of each member alone, on rows held out. */
  readonly score: number;
  readonly scores: Float64Array;
}

const definition: ModelDefinition<Options, GreedyEnsemble> = {
  name: "greedyEnsemble",
  tasks: ["classes", "numbers"],
  fit: async (training, { members, rounds, bags, folds, metric: given }, context) => {
    const { target } = training;
    const metric = given ?? (target.task === "classes" ? logLoss : rmse);
    const splits = foldsOf("greedyEnsemble", training, folds, context.seed);
    const held = await membersOutOfFold(members, training, splits, context);
    const part = 1 / (splits.length + 1);
    const actual = targetNumbers("greedyEnsemble", target);
    const width = outputsOf(target);
    const scoreOf = (said: Float64Array): number => metric(asScores(said, width), actual, training.weights);
    const { weights, score } = await selectInBags(held, bags, { rounds, scoreOf, better: metric.better }, context);
    const chosen = Int32Array.from(weights.keys()).filter((i) => weights[i]! > 0);
    return {
      weights,
      chosen,
      members: await fitMembers(
        pick(members, chosen),
        training,
        sharing(context.within(members.length), 1 - part, part),
      ),
      metric: metric.name,
      score,
      scores: Float64Array.from(held, scoreOf),
    };
  },
  predict: async ({ members: states, chosen, weights }, table, { members }) =>
    weightedMean(await predictMembers(pick(members, chosen), states, table), pick(weights, chosen)),
  onnx: ({ members: states, chosen, weights }, wires, graph, { members }) =>
    weightedMeanToOnnx(membersToOnnx(pick(members, chosen), states, wires, graph), pick(weights, chosen), graph),
  notes: ({ weights, metric, score, scores, chosen, members: states }, { members }) => {
    const parts = members.map((each, i) => `${chainOf(each).model.name} ${shown(weights[i]!)} (${shown(scores[i]!)})`);
    return [
      `greedyEnsemble weighs its members ${parts.join(", ")}: ${metric} ${shown(score)} on rows held out.`,
      ...notesOfMembers(pick(members, chosen), states),
    ];
  },
};

/** As metrics take them: of two classes the second one's probability alone. */
const asScores = (said: Float64Array, width: number): Scores => {
  if (width > 2) return { data: said, shape: [said.length / width, width] };
  return width === 1 ? said : said.filter((_, at) => at % 2 === 1);
};

const shown = (value: number): string => String(Number(value.toPrecision(3)));

const pick = <T>(all: ArrayLike<T>, chosen: Int32Array): T[] => Array.from(chosen, (i) => all[i]!);

const checkMembers = argument("greedyEnsemble", "members", memberList);

/**
 * Several models, weighted by choosing again and again the one whose addition makes the mean of what they say of rows held
 * out best.
 *
 * ```ts
 * greedyEnsemble([boosting(), randomForest(), pipeline(scale(), svm())], { metric: rocAuc });
 * ```
 * With many members, or few rows, `bags: 20` keeps it from learning the noise of the scores. Members that are never chosen are neither fitted to all rows nor exported. The fitted pipeline's `notes` say the weights.
 */
export const greedyEnsemble = withCard(
  (members: readonly Member[], given?: GreedyEnsembleOptions): Model => {
    const options = { members: checkMembers(members), ...read(given) };
    const tasks = commonTasks("greedyEnsemble", members).filter((task) => definition.tasks.includes(task));
    return modelOf({ ...definition, tasks, slow: isSlow(members) }, options);
  },
  {
    about: {
      name: "Greedy ensemble selection",
      formula: "Sₜ₊₁ = Sₜ + argmaxₘ score(mean of Sₜ and m), with replacement; the best Sₜ is kept",
      use: "many models of a search: any metric becomes better, and most members drop out",
      pitfall: "with few rows it learns the noise of the held-out scores: more bags and folds, fewer rounds",
      reference: "Caruana, Niculescu-Mizil, Crew & Ksikes 2004",
      seeAlso: ["voting", "stacking"],
    },
  },
);
