import { bool, choice, ordinal } from "@kaviar/tune";
import { encode } from "../../steps/encode.ts";
import { impute } from "../../steps/impute.ts";
import { encodedColumns } from "../encoded-columns.ts";
import { grammarPart } from "../grammar.ts";
import { fewest } from "../idle-values.ts";

/** What fills gaps and makes numbers of texts: the first of each is what is put in where a pipeline needs one. */
export const preparing = {
  impute: grammarPart({
    role: "imputer",
    takes: "anything",
    ranges: { strategy: choice(["mean", "median"]), indicator: bool() },
    columns: ({ columns, missing, infinite }, { indicator }) => columns + (indicator ? missing + infinite : 0),
    make: (values, { infinite }) => impute({ ...values, ...(infinite > 0 && { infinite: true }) }),
  }),
  encode: grammarPart({
    role: "encoder",
    takes: "anything",
    ranges: {
      few: choice(["oneHot", "ordinal", "targetEncode"]),
      many: choice(["targetEncode", "ordinal"]),
      maxLevels: ordinal(fewest),
    },
    columns: encodedColumns,
    make: encode,
  }),
};
