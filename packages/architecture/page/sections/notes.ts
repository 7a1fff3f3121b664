import { foldedList, section } from "@kaviar/page";
import type { NetworkReport } from "../../src/report/network-report.ts";

/** What was decided on the way, and what is not shown: that first. */
export const notes = ({ notes: decided, omitted }: NetworkReport): HTMLElement | undefined =>
  decided.length + omitted.length === 0
    ? undefined
    : section(
        "Notes",
        "What was decided on the way, and what is not shown here.",
        ...foldedList([...omitted, ...decided]),
      );
