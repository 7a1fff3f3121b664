import type { FitReport } from "./fit-report.ts";

/**
 * A report as one HTML file that needs nothing else: no network, no server. Write it, and open it in a browser.
 *
 * ```ts
 * await writeFile("report.html", await renderFitReport(await reportData(found, churn)));
 * ```
 * It shows names of columns, and some rows: share it as you would share those.
 */
export const renderFitReport = async (report: FitReport): Promise<string> => {
  const { render } = await import("#report-page");
  const heading = `Predicting ${report.target}`;
  return render({ title: `${heading} · kaviar fit`, heading, data: report });
};
