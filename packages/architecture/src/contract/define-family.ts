import type { Space } from "@kaviar/tune";
import type { Kind } from "./facts.ts";
import type { Family } from "./family.ts";

/** A family as it is, its recipes and its network typed by its space: `defineFamily<"image">()({ … })`. */
export const defineFamily =
  <K extends Kind>() =>
  <S extends Space>(family: Family<K, S>): Family<K, S> =>
    family;
