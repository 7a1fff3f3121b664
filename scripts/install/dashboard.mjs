/** Opens the dashboard of the studies in kaviar.db as a user's program would, and looks at it. */
import { openDashboard } from "@kaviar/ui";

const dashboard = await openDashboard({ storage: "sqlite:kaviar.db", port: 0 });
const entered = await fetch(dashboard.url, { redirect: "manual" });
const headers = { cookie: entered.headers.get("set-cookie").split(";")[0] };
const sizeOf = async (path) => (await (await fetch(new URL(path, dashboard.url), { headers })).text()).length;
const [script, styles] = [await sizeOf("/dashboard.js"), await sizeOf("/dashboard.css")];
console.log(
  `${dashboard.studies.length} study, its page has ${script > 50_000 ? "a script" : "none"} and ${styles > 5_000 ? "styles" : "none"}`,
);
await dashboard.close();
