import { bytePairTokenizer, wordTokenizer } from "@kaviar/nn";
import { choice, int, type ValuesOf } from "@kaviar/tune";
import type { TextFacts } from "../../contract/facts.ts";
import type { Preparation } from "../../contract/family.ts";
import { textEncoderFrom } from "./text-encoding.ts";

const clamped = (n: number, low: number, high: number): number => Math.round(Math.min(Math.max(n, low), high));

/** Marks are tokens too: a text has about a fifth more of them than words. */
const longest = ({ words }: TextFacts): number => clamped(1.3 * words.most, 8, 512);

/** So many tokens hold most of most texts: what is longer costs every text. */
const usualLength = (facts: TextFacts): number => clamped(Math.min(3 * facts.words.median, 256), 8, longest(facts));

const mostTokens = ({ vocabulary }: TextFacts): number => clamped(vocabulary, 1000, 30_000);

/** What is searched about tokens: words or pairs of bytes, how many, and how many of a text. */
export const tokenSpace = (facts: TextFacts) => ({
  tokens: choice(["words", "bytePairs"], { tag: "model" }),
  vocabulary: int(400, mostTokens(facts), { log: true, tag: "model" }),
  length: int(Math.min(32, longest(facts)), longest(facts), { log: true, tag: "model" }),
});

export type TokenValues = ValuesOf<ReturnType<typeof tokenSpace>>;

/** Words, as many as there are up to a usual number; length enough for most texts. */
export const usualTokens = (facts: TextFacts): TokenValues => ({
  tokens: "words",
  vocabulary: Math.min(20_000, mostTokens(facts)),
  length: Math.max(Math.min(32, longest(facts)), usualLength(facts)),
});

/** Of many texts, words that come once teach nothing that another text could use. */
const manyTexts = 1000;

/** Tokens of texts in their order. */
export const prepareTokens = (
  { tokens, vocabulary, length }: TokenValues,
  texts: readonly string[],
): Preparation<"text"> => {
  const tokenizer =
    tokens === "words"
      ? wordTokenizer(texts, { vocabulary, minCount: texts.length > manyTexts ? 2 : 1 })
      : bytePairTokenizer(texts, { vocabulary });
  return textEncoderFrom({ kind: "tokens", length, tokenizer: tokenizer.toJson() });
};
