import { readdirSync } from "node:fs";
import { describePage } from "../../../../scripts/documentation.ts";

const shapes = "packages/architecture/test/docs/shapes";

describePage(
  "packages/architecture/README.md",
  "packages/architecture/test/docs",
  readdirSync(new URL("shapes", import.meta.url)).map((name) => `${shapes}/${name}`),
);
describePage("docs/networks.md", "packages/architecture/test/docs");
