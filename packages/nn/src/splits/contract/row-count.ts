import { whole } from "@kaviar/base/check";
import { argument } from "../../options.ts";

/** The first argument of a split that looks at no labels: how many rows there are. */
export const rowCountOf = (owner: string) =>
  argument(owner, "n", whole(1).remedy(`Give the number of rows, options behind it: ${owner}(150, …).`));
