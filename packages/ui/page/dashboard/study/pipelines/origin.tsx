import { addressWith } from "../../address.ts";
import { goTo } from "../parts.tsx";
import { originOf } from "./origins.ts";
import type { Pipeline } from "./pipeline.ts";

/** How a pipeline came about; its parents lead to their own lines of descent. */
export const Origin = ({ pipeline }: { readonly pipeline: Pick<Pipeline, "operator" | "parents"> }) => {
  const { says, of } = originOf(pipeline);
  return (
    <>
      {says}
      {of.map((parent, place) => (
        <>
          {place === 0 ? " " : place === of.length - 1 ? " and " : ", "}
          <a key={parent} href={addressWith({ line: parent })} onClick={() => goTo("lineage")}>
            {parent}
          </a>
        </>
      ))}
    </>
  );
};
