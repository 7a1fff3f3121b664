import { type Inputs, type TfIdfJson, type TokenizerJson, tfIdfFrom, tokenizerFrom } from "@kaviar/nn";
import type { Preparation } from "../../contract/family.ts";
import { ArchitectureError } from "../../error.ts";

/** How texts become what a network takes, as a file has it. */
export type TextEncoding =
  /** Tokens in their order, [N, length]. */
  | { readonly kind: "tokens"; readonly length: number; readonly tokenizer: TokenizerJson }
  /** Which terms a text has, [N, length], without an order. */
  | { readonly kind: "terms"; readonly terms: TfIdfJson }
  /** Those, and what each counts. */
  | { readonly kind: "bag"; readonly terms: TfIdfJson };

/**
 * Texts to what a network takes, from what a search has stored beside it.
 *
 * ```ts
 * const { encode } = textEncoderFrom(JSON.parse(text));
 * await model.predict(encode(["a text"]));
 * ```
 * It encodes as in training, whatever was learned since.
 */
export const textEncoderFrom = (json: TextEncoding): Preparation<"text"> => ({
  ...encoderOf(json),
  json: json as never,
});

const encoderOf = (json: TextEncoding): Omit<Preparation<"text">, "json"> => {
  switch (json?.kind) {
    case "tokens": {
      const { length } = json;
      const tokenizer = tokenizerFrom(json.tokenizer);
      return {
        encode: (texts) => tokenizer.encode(texts, { length }),
        prepared: { vocabulary: tokenizer.vocabulary, length },
      };
    }
    case "terms":
    case "bag": {
      const { kind } = json;
      const bag = tfIdfFrom(json.terms);
      return {
        encode: (texts): Inputs => (kind === "bag" ? bag.encode(texts) : bag.encode(texts).terms),
        prepared: { vocabulary: bag.vocabulary, length: json.terms.length },
      };
    }
    default:
      throw new ArchitectureError(
        "read",
        'Texts are encoded as "tokens", "terms" or a "bag": this says none of them.',
        {
          remedy: "Give what a search has stored beside the network, as it was.",
        },
      );
  }
};
