import type { StudyView } from "../study/study.ts";
import { reportData } from "./report-data.ts";

/**
 * A study as one HTML file that needs nothing else: no network, no server. Write it, and open it in a browser.
 *
 * ```ts
 * await writeFile("digits.html", await renderReport(study));
 * ```
 * It shows the study as of its last refresh, with all names, values and errors in it: share it as you would share those.
 */
export const renderReport = async (study: StudyView): Promise<string> => {
  const { render } = await import("#report-page");
  return render({ title: `${study.name} · kaviar study`, heading: study.name, data: await reportData(study) });
};
