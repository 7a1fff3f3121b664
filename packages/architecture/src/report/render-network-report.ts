import type { NetworkReport } from "./network-report.ts";

/**
 * A report as one HTML file that needs nothing else: no network, no server. Write it, and open it in a browser.
 *
 * ```ts
 * await writeFile("report.html", await renderNetworkReport(report));
 * ```
 * It shows some rows, as pictures, texts or lines: share it as you would share those.
 */
export const renderNetworkReport = async (report: NetworkReport): Promise<string> => {
  const { render } = await import("#report-page");
  const heading = `Predicting ${report.title}`;
  return render({ title: `${heading} · kaviar fit`, heading, data: report });
};
