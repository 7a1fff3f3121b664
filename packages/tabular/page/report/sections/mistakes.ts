import { formatShare, h, list, section, shortName } from "@kaviar/page";
import type { FitReport } from "../../../src/report/fit-report.ts";

const longest = innerWidth < 560 ? 14 : 24;

/** The rows that the model is most wrong about. */
export const mistakes = ({ mistakes: found, judged, columns }: FitReport): HTMLElement | undefined => {
  if (!found || found.rows.length === 0) return undefined;
  const isClasses = judged?.task === "classes";
  const rows = found.rows.map(({ actual, said, probability, residual = 0, values }) => [
    h("th", { scope: "row", title: actual }, shortName(actual, longest)),
    h("td", { class: isClasses && said !== actual ? "mistaken" : undefined, title: said }, shortName(said, longest)),
    h(
      "td",
      {},
      isClasses ? formatShare(probability!) : `${residual > 0 ? "+" : "−"}${Number(Math.abs(residual).toPrecision(4))}`,
    ),
    ...values.map((value) =>
      h(
        "td",
        value === "" ? { class: "missing" } : { title: value },
        value === "" ? "missing" : shortName(value, longest),
      ),
    ),
  ]);
  const some =
    found.columns.length < columns - 1 ? ` Of the columns, the ${found.columns.length} that matter most.` : "";
  return section(
    "Most wrong about",
    `${isClasses ? "The rows whose class the model thought least likely" : "The rows that the model is furthest off"}: a slip in the data, a case unlike the others, or something no column says.${some}`,
    list(
      ["is", "said", isClasses ? "gave it" : "off by", ...found.columns.map((name) => shortName(name, longest))],
      rows,
    ),
  );
};
