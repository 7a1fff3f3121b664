import { bagOfNgrams } from "./bag-of-n-grams.ts";
import { conv1d } from "./conv-1d.ts";
import { embeddingPooling } from "./embedding-pooling.ts";
import { gru } from "./gru.ts";
import { transformer } from "./transformer.ts";

/** The families of networks for texts. */
export const textFamilies = { bagOfNgrams, conv1d, embeddingPooling, gru, transformer } as const;
