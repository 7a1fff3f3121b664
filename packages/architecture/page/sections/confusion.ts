import { plural } from "@kaviar/base/text";
import { confusionTable, formatShare, h, list, mostConfused, section, shortName } from "@kaviar/page";
import type { NetworkReport } from "../../src/report/network-report.ts";

/** Which classes are taken for which. */
export const confusion = ({ judged }: NetworkReport): HTMLElement | undefined => {
  if (judged?.task !== "classes") return undefined;
  const { confusion: found } = judged;
  if ("counts" in found)
    return section(
      "Confusion",
      `Rows by what they are (down) and what they are taken for (across), with the share of the line. ${mostConfused(found)}`,
      confusionTable(found),
    );
  if (found.pairs.length === 0) return undefined;
  return section(
    "Confusion",
    `The classes that are taken for each other most often, of ${plural(found.mistakes, "mistake")} in all.`,
    list(
      ["is", "taken for", "rows", "of its rows"],
      found.pairs.map(({ actual, said, rows, of }) => [
        h("th", { scope: "row", title: actual }, shortName(actual, 30)),
        h("td", { class: "mistaken", title: said }, shortName(said, 30)),
        h("td", {}, String(rows)),
        h("td", {}, `${formatShare(rows / of)} of ${of}`),
      ]),
    ),
  );
};
