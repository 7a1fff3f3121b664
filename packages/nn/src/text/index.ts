export { type BytePairTokenizerOptions, bytePairTokenizer } from "./byte-pair-tokenizer.ts";
export type { EncodeOptions, TokenRows } from "./padded.ts";
export { type TermRows, type TfIdf, type TfIdfJson, type TfIdfOptions, tfIdf, tfIdfFrom } from "./tf-idf.ts";
export type { BytePairTokenizerJson, Tokenizer, TokenizerJson, WordTokenizerJson } from "./tokenizer.ts";
export { tokenizerFrom } from "./tokenizer-from.ts";
export { type WordTokenizerOptions, wordTokenizer } from "./word-tokenizer.ts";
