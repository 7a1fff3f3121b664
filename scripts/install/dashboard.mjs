/** Opens the dashboard of the studies in kaviar.db, and the laboratory, as a user's program would, and looks at them. */
import { openDashboard, openLab } from "@kaviar/ui";

const dashboard = await openDashboard({ storage: "sqlite:kaviar.db", port: 0 });
const entered = await fetch(dashboard.url, { redirect: "manual" });
const headers = { cookie: entered.headers.get("set-cookie").split(";")[0] };
const sizeOf = async (path) => (await (await fetch(new URL(path, dashboard.url), { headers })).text()).length;
const [script, styles] = [await sizeOf("/scripts/main.js"), await sizeOf("/dashboard.css")];
console.log(
  `${dashboard.studies.length} study, its page has ${script > 1_000 ? "a script" : "none"} and ${styles > 5_000 ? "styles" : "none"}`,
);
const importance = await fetch(
  new URL(`/api/studies/${dashboard.studies[0].id}/importance?objective=0`, dashboard.url),
  { headers },
);
const { fanova } = await importance.json();
console.log(`by a thread the importance of ${fanova.map(({ name }) => name)}`);
await dashboard.close();
const lab = await openLab({ port: 0 });
const parts = ["", "lab.js", "worker.js", "cards.json", "ort-wasm-simd-threaded.wasm"];
const there = await Promise.all(parts.map(async (part) => (await fetch(lab.url + part)).status));
console.log(`laboratory ${there.join(" ")}`);
await lab.close();
