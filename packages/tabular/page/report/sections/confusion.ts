import { confusionTable, mostConfused, section } from "@kaviar/page";
import type { FitReport } from "../../../src/report/fit-report.ts";

/** Which classes are taken for which. */
export const confusion = ({ judged }: FitReport): HTMLElement | undefined =>
  judged?.task === "classes"
    ? section(
        "Confusion",
        `Rows by what they are (down) and what they are taken for (across), with the share of the line. ${mostConfused(judged.confusion)}`,
        confusionTable(judged.confusion),
      )
    : undefined;
