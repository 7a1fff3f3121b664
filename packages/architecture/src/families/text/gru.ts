import {
  bidirectional,
  dense,
  dropout,
  embedding,
  globalAveragePool,
  globalMaxPool,
  gru as recurrent,
  sequential,
  spatialDropout,
} from "@kaviar/nn";
import { choice, float, int } from "@kaviar/tune";
import { defineFamily } from "../../contract/define-family.ts";
import { wider } from "../larger.ts";
import { prepareTokens, tokenSpace, usualTokens } from "./tokens.ts";

/** Texts read word by word, from both ends. */
export const gru = defineFamily<"text">()({
  about: {
    name: "Recurrent units over words",
    formula: "logits = W [last, mean or max of GRU(x₁…x_T), GRU(x_T…x₁)] + b",
    use: "where order matters over some distance: who did what to whom, not … but",
    pitfall: "slow, since one step waits for the other: cut long texts",
    reference: "Cho et al. 2014; Schuster & Paliwal 1997",
    seeAlso: ["conv1d", "transformer"],
  },
  space: (facts) => ({
    ...tokenSpace(facts),
    width: int(16, 128, { log: true, tag: "model" }),
    units: int(16, 96, { log: true, tag: "model" }),
    pool: choice(["last", "mean", "max"], { tag: "model" }),
    embeddingDropout: float(0, 0.4, { tag: "model" }),
    dropout: float(0, 0.5, { tag: "model" }),
  }),
  recipes: (facts) => {
    const { length, ...tokens } = usualTokens(facts);
    // Steps come one after the other: a long text costs more than what its end says.
    const usual = {
      ...tokens,
      length: Math.min(length, 96),
      width: 48,
      units: 32,
      embeddingDropout: 0.1,
      dropout: 0.2,
    };
    return [{ ...usual, pool: "max" }] as const;
  },
  grows: { units: wider },
  network: ({ width, units, pool, embeddingDropout, dropout: share }, { outputs }, { vocabulary }) =>
    sequential(
      embedding(vocabulary!, width, { maskZero: true }),
      ...(embeddingDropout > 0 ? [spatialDropout(embeddingDropout)] : []),
      bidirectional(recurrent(units, { sequence: pool !== "last" })),
      ...(pool === "last" ? [] : [pool === "mean" ? globalAveragePool() : globalMaxPool()]),
      ...(share > 0 ? [dropout(share)] : []),
      dense(outputs),
    ),
  prepare: (values, _facts, texts) => prepareTokens(values, texts),
});
