/**
 * Prints the runner's own count as `N passed, N failed[, N skipped]`.
 *
 *     tsx scripts/report-counts.ts <vitest's JSON report> <vitest's exit code>
 *
 * A file that breaks before its first test, and a failure outside any test (a type error in the sources, an unhandled
 * rejection), count as one failure: the line never says "0 failed" after a run that failed. No tests at all is one too.
 */
import { existsSync, readFileSync } from "node:fs";
import { argv } from "node:process";
import { fileURLToPath } from "node:url";

export interface Report {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  testResults: readonly { status: string; assertionResults: readonly { status: string }[] }[];
}

export function countsOf(report: Report | undefined, exitCode: number) {
  const brokenFiles = (report?.testResults ?? []).filter(
    ({ status, assertionResults }) =>
      status === "failed" && !assertionResults.some((assertion) => assertion.status === "failed"),
  ).length;
  const passed = report?.numPassedTests ?? 0;
  const failed = (report?.numFailedTests ?? 0) + brokenFiles;
  const skipped = (report?.numPendingTests ?? 0) + (report?.numTodoTests ?? 0);
  return { passed, failed: failed === 0 && (exitCode !== 0 || passed === 0) ? 1 : failed, skipped };
}

export const countsLine = ({ passed, failed, skipped }: ReturnType<typeof countsOf>) =>
  `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;

if (argv[1] === fileURLToPath(import.meta.url)) {
  const [, , path = "", exitCode = "1"] = argv;
  const report: Report | undefined = existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : undefined;
  const counts = countsOf(report, Number(exitCode));
  console.log(countsLine(counts));
  process.exitCode = counts.failed === 0 ? 0 : 1;
}
