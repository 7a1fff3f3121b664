import { type OptionsOf, whole } from "@kaviar/base/check";
import { options } from "../options.ts";
import { baseTokens } from "./byte-pairs/bytes.ts";
import { learnMerges } from "./byte-pairs/learn-merges.ts";
import { mergePiece, ranksOf } from "./byte-pairs/merge-piece.ts";
import { piecesIn } from "./byte-pairs/pieces-in.ts";
import { createTokenTable } from "./byte-pairs/token-table.ts";
import { checkTexts } from "./contract/check-texts.ts";
import { strangeToken } from "./contract/strange-token.ts";
import { padded } from "./padded.ts";
import type { BytePairTokenizerJson, Tokenizer } from "./tokenizer.ts";
import { wellFormed } from "./well-formed.ts";

const read = options("bytePairTokenizer", {
  /** Numbers of tokens at most: nothing, the 256 bytes, and what they are merged to. */
  vocabulary: whole(baseTokens).default(8000),
  /** Pairs that come less often are not merged. */
  minCount: whole(1).default(2),
});

export type BytePairTokenizerOptions = OptionsOf<typeof read>;

/**
 * Learns which bytes stand together most often: words that are frequent become one token, others a few, and nothing is
 * unknown. (Sennrich et al. 2016; of bytes: Radford et al. 2019)
 *
 * ```ts
 * const tokenizer = bytePairTokenizer(texts, { vocabulary: 4000 });
 * const x = tokenizer.encode(texts, { length: 200 });
 * tokenizer.decode(x.data.subarray(0, 200)); // the first text, or the beginning of it
 * ```
 * Texts come back as they were; only halves of letters (lone surrogates) are U+FFFD. Capitals are other tokens than small
 * letters.
 */
export const bytePairTokenizer = (
  texts: readonly string[],
  given: BytePairTokenizerOptions = {},
): Tokenizer<BytePairTokenizerJson> => {
  const { vocabulary, minCount } = read(given);
  checkTexts("bytePairTokenizer", texts);
  const counts = new Map<string, number>();
  for (const text of texts)
    for (const piece of piecesIn(wellFormed(text))) counts.set(piece, (counts.get(piece) ?? 0) + 1);
  return bytePairTokenizerFrom({ kind: "bytePairs", merges: learnMerges(counts, vocabulary, minCount) });
};

export const bytePairTokenizerFrom = (json: BytePairTokenizerJson): Tokenizer<BytePairTokenizerJson> => {
  const { texts: bytes, add } = createTokenTable();
  const ranks = ranksOf(
    json.merges,
    json.merges.map(([left, right]) => add(left, right)),
  );
  const vocabulary = bytes.length;
  return {
    vocabulary,
    encode: (texts, options) => {
      checkTexts("encode", texts);
      const known = new Map<string, Int32Array>();
      const tokensOf = (piece: string): Int32Array => {
        const tokens = known.get(piece) ?? mergePiece(piece, ranks);
        known.set(piece, tokens);
        return tokens;
      };
      const rows = texts.map((text) => {
        const tokens: number[] = [];
        for (const piece of piecesIn(wellFormed(text))) for (const token of tokensOf(piece)) tokens.push(token);
        return tokens;
      });
      return padded("bytePairTokenizer", rows, options);
    },
    decode: (tokens) => {
      const parts = Array.from(tokens, (token) => bytes[token] ?? strangeToken(token, vocabulary));
      return new TextDecoder("utf-8", { ignoreBOM: true }).decode(
        Uint8Array.from(parts.join(""), (byte) => byte.charCodeAt(0)),
      );
    },
    toJson: () => json,
  };
};
