import { isTensor, type Tensor } from "@kaviar/tensor";
import { join, type Parameters } from "../../parameters/parameters.ts";

/** The parameters at these paths, in the same places. */
export const select = (parameters: Parameters, has: (path: string) => boolean, at = ""): Parameters =>
  Object.fromEntries(
    Object.entries(parameters).flatMap(([name, part]): [string, Tensor | Parameters][] => {
      const path = join(at, name);
      if (isTensor(part)) return has(path) ? [[name, part as Tensor]] : [];
      const inside = select(part, has, path);
      return Object.keys(inside).length > 0 ? [[name, inside]] : [];
    }),
  );
