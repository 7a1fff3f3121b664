import type { Profile } from "./profile.ts";

/**
 * A profile as one HTML file that needs nothing else: no network, no server. Write it, and open it in a browser.
 *
 * ```ts
 * await writeFile("churn.html", await profilePage(await profile("churn.csv")));
 * ```
 * It shows names of columns and their commonest values: share it as you would share those.
 */
export const profilePage = async (profile: Profile): Promise<string> => {
  const { render } = await import("#profile-page");
  const name = profile.source ?? "A table";
  return render({ title: `${name} · kaviar profile`, heading: name, data: profile });
};
