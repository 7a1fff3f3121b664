import { h, list, section } from "@kaviar/page";
import type { NetworkReport } from "../../src/report/network-report.ts";

/** What failed and why. */
export const failures = ({ failures: all, counts }: NetworkReport): HTMLElement | undefined =>
  all.length === 0
    ? undefined
    : section(
        "Failures",
        `${counts.failed} of ${counts.scored + counts.stopped + counts.failed} networks failed. None of them is in the result; a reason that comes often may be worth a look.`,
        list(
          ["times", "what went wrong", "for example"],
          all.map(({ reason, times, words }) => [
            h("td", {}, String(times)),
            h("td", { class: "wrap" }, reason),
            h("td", { class: "wrap" }, words),
          ]),
        ),
      );
