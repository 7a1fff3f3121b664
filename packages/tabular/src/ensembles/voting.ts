import { withCard } from "@kaviar/base/card";
import { listOf, notNegative, type OptionsOf, oneOf } from "@kaviar/base/check";
import { type Model, type ModelDefinition, modelOf } from "../contract/model.ts";
import { TableError } from "../error.ts";
import { type ChainStates, statesOf, withStates } from "../fitting/chain-states.ts";
import { chainInParts } from "../fitting/in-parts.ts";
import { chainOf, type Member } from "../fitting/member.ts";
import { outputsOf } from "../fitting/out-of-fold.ts";
import type { GraphBuilder } from "../onnx/graph-builder.ts";
import { argument, options } from "../options.ts";
import {
  commonTasks,
  fitAsAlone,
  isSlow,
  memberList,
  membersToOnnx,
  notesOfMembers,
  predictMembers,
} from "./contract/members.ts";
import { shares, weightedMean, weightedMeanToOnnx } from "./contract/weighted-mean.ts";

const read = options("voting", {
  /** Of classes: "soft" takes the mean of probabilities, "hard" the share of members whose most probable class it is. */
  vote: oneOf("soft", "hard").default("soft"),
  /** How much each member counts; all alike unless said. */
  weights: listOf(notNegative).optional(),
});

export type VotingOptions = OptionsOf<typeof read>;

type Options = ReturnType<typeof read> & { readonly members: readonly Member[] };

interface Voting {
  readonly members: readonly ChainStates[];
  readonly width: number;
  readonly isHard: boolean;
}

const definition: ModelDefinition<Options, Voting> = {
  name: "voting",
  handsOn: true,
  tasks: ["classes", "numbers", "anomalies"],
  fit: async (training, { members, vote }, context) => ({
    members: await fitAsAlone(members, training, context),
    width: outputsOf(training.target),
    isHard: training.target.task === "classes" && vote === "hard",
  }),
  predict: async ({ members: states, width, isHard }, table, { members, weights }) => {
    const said = await predictMembers(members, states, table);
    return weightedMean(isHard ? said.map((own) => votesOf(own, width)) : said, sharesOf(members, weights));
  },
  inParts: ({ members: states, ...rest }, { members }) => {
    const each = members.map((member, i) => chainInParts(withStates(chainOf(member), states[i]!)));
    if (each.every((own) => own === undefined)) return undefined;
    return {
      stays: each.flatMap((own, i) => own?.stays ?? [chainOf(members[i]!).model.name]),
      fit: async (parts, context) => {
        const learned: ChainStates[] = [];
        for (const [i, own] of each.entries())
          learned.push(own ? statesOf(await own.fit(parts, context.within(i))) : states[i]!);
        return { ...rest, members: learned };
      },
    };
  },
  notes: ({ members: states }, { members }) => notesOfMembers(members, states),
  onnx: ({ members: states, width, isHard }, wires, graph, { members, weights }) => {
    const said = membersToOnnx(members, states, wires, graph);
    const votes = isHard ? said.map((own) => votesToOnnx(own, width, graph)) : said;
    return weightedMeanToOnnx(votes, sharesOf(members, weights), graph);
  },
};

const sharesOf = (members: readonly Member[], weights: readonly number[] | undefined): Float64Array =>
  shares(weights ?? members.map(() => 1));

/** 1 for the most probable class of each row, of equally probable ones the first; 0 for the others. */
const votesOf = (said: Float64Array, width: number): Float64Array => {
  const votes = new Float64Array(said.length);
  for (let at = 0; at < said.length; at += width) {
    let best = 0;
    for (let c = 1; c < width; c++) if (said[at + c]! > said[at + best]!) best = c;
    votes[at + best] = 1;
  }
  return votes;
};

const votesToOnnx = (said: string, width: number, graph: GraphBuilder): string => {
  const best = graph.node("ArgMax", [said], { attributes: { axis: 1, keepdims: 1 } });
  const classes = graph.integers(
    Array.from({ length: width }, (_, c) => c),
    [1, width],
  );
  return graph.node("Cast", [graph.node("Equal", [best, classes])], { attributes: { to: 11 } });
};

const checkMembers = argument("voting", "members", memberList);

/**
 * Several models that vote: the weighted mean of what they say.
 *
 * ```ts
 * voting([boosting(), randomForest(), pipeline(scale(), logisticRegression())], { weights: [2, 1, 1] });
 * ```
 * In a pipeline of its own each member says what it would say alone. A mean of probabilities is the default, where scikit-learn counts votes: it loses less.
 */
export const voting = withCard(
  (members: readonly Member[], given?: VotingOptions): Model => {
    const options = { members: checkMembers(members), ...read(given) };
    const { weights } = options;
    if (weights && (weights.length !== members.length || !weights.some((weight) => weight > 0))) {
      throw new TableError(
        "options",
        `\`weights\` of voting has a number for each of ${members.length} members, not all 0: got [${weights.join(", ")}].`,
      );
    }
    return modelOf({ ...definition, tasks: commonTasks("voting", members), slow: isSlow(members) }, options);
  },
  {
    about: {
      name: "Voting",
      formula: "ŷ = Σ wₘ fₘ(x) / Σ wₘ",
      use: "a few good models of different kinds: their mean is seldom worse than the best of them",
      pitfall: "a bad member counts as much as a good one: weigh them, or let greedyEnsemble do it",
      reference: "Kittler, Hatef, Duin & Matas 1998",
      seeAlso: ["stacking", "greedyEnsemble"],
    },
  },
);
