import { shown } from "@kaviar/base/error";
import { ModelError } from "../../error.ts";

export const strangeToken = (token: number, vocabulary: number): never => {
  throw new ModelError("data", `Tokens are whole numbers in [0, ${vocabulary}): got ${shown(token)}.`, {
    remedy: "Decode with the tokenizer that has encoded.",
  });
};
