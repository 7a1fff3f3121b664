import type { TrialRecord } from "@kaviar/tune";

/** Why a trial failed, as a person says it: the study keeps the name of the error before an own one's words. */
export const whyFailed = ({ error = "" }: Pick<TrialRecord, "error">): string => error.replace(/^TableError: /, "");
