import { percent } from "../../doctor/rules/contract/wording.ts";
import { call, codeOf, type Expression } from "../expression.ts";
import type { Problem } from "../problem.ts";
import type { Choice } from "../recommendation.ts";
import { isOrdered } from "./layers.ts";
import { mostZeros } from "./normalization.ts";

/** The usual rate of Adam and RMSprop; nets of few weights bear more. */
const usualRate = 0.001;
const rateOfSmall = 0.003;
const small = 5_000;
/** Of an embedding each number is used seldom; weights of columns are used in every row that is not 0 there. */
const rateOfTokens = 0.05;
const rateOfSparse = 0.01;

const withRate = (name: "adam" | "adagrad" | "rmsprop", rate: number): Expression => call(name, { fields: { rate } });

export const optimizer = (problem: Problem, size: number): Choice & { readonly optimizer: Expression } => {
  const { optimizer, ...rest } = chosen(problem, size);
  return { optimizer, choice: codeOf(optimizer), ...rest };
};

type Chosen = Omit<Choice, "choice"> & { readonly optimizer: Expression };

const chosen = (problem: Problem, size: number): Chosen => {
  const { kind, zeros } = problem.x;
  const adam = { choice: "adam()", when: "it is slow to begin, or its steps end too soon" };
  if (kind === "sequences" || isOrdered(problem))
    return {
      optimizer: call("chain", call("clipByGlobalNorm", 1), withRate("rmsprop", usualRate)),
      why: "Recurrent nets: RMSprop forgets old gradients, as losses over many steps need it; and gradients are clipped, since they may explode from step to step.",
      instead: [{ choice: "adam()", when: "sequences are short" }],
      topic: "rmsprop",
    };
  if (kind === "tokens")
    return {
      optimizer: withRate("adagrad", rateOfTokens),
      why: "Each row uses few of the learned numbers: Adagrad keeps large steps for those of rare tokens.",
      instead: [adam],
      topic: "adagrad",
    };
  if (kind === "table" && zeros > mostZeros)
    return {
      optimizer: withRate("adagrad", rateOfSparse),
      why: `Sparse inputs, ${percent(zeros)} of them 0: Adagrad keeps large steps for the weights of rare ones.`,
      instead: [adam],
      topic: "adagrad",
    };
  // Counts are made by an exponential: a step there multiplies.
  const rate = size < small && problem.task !== "counts" ? rateOfSmall : usualRate;
  return {
    optimizer: withRate("adam", rate),
    why: `Adam does well without tuning on nearly everything; ${rate === usualRate ? "0.001 is its usual rate" : `so small a net, ${size} weights, bears three times its usual rate of 0.001`}.`,
    instead: [
      {
        choice: "momentum({ rate: cosine({ peak: 0.05 }) })",
        when: "there is time to tune it: often a little better in the end",
      },
      { choice: "adamw()", when: "weights are to decay" },
      { choice: "rateRange(…)", when: "you want to see which rates would do" },
    ],
    topic: "adam",
  };
};
