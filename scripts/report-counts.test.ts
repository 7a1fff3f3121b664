import { expect, it } from "vitest";
import { countsLine, countsOf, type Report } from "./report-counts.ts";

const empty: Report = { numPassedTests: 0, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0, testResults: [] };
const line = (report: Partial<Report> | undefined, exitCode = 0) =>
  countsLine(countsOf(report && { ...empty, ...report }, exitCode));

it("counts passed, failed and skipped tests", () => {
  expect(line({ numPassedTests: 3 })).toBe("3 passed, 0 failed");
  const failing = { status: "failed", assertionResults: [{ status: "failed" }, { status: "failed" }] };
  expect(line({ numPassedTests: 3, numFailedTests: 2, testResults: [failing] }, 1)).toBe("3 passed, 2 failed");
  expect(line({ numPassedTests: 3, numPendingTests: 1, numTodoTests: 1 })).toBe("3 passed, 0 failed, 2 skipped");
});

it("counts a file that breaks before its first test as a failure", () => {
  const broken = { status: "failed", assertionResults: [] };
  expect(line({ numPassedTests: 3, testResults: [broken, broken] }, 1)).toBe("3 passed, 2 failed");
});

it("never says 0 failed after a run that failed or ran nothing", () => {
  expect(line({ numPassedTests: 3 }, 1)).toBe("3 passed, 1 failed");
  expect(line({})).toBe("0 passed, 1 failed");
  expect(line(undefined, 0)).toBe("0 passed, 1 failed");
});
