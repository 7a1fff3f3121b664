import { readdirSync } from "node:fs";
import { describePages } from "../../../../scripts/documentation.ts";

const shapes = "packages/architecture/test/docs/shapes";

describePages(
  "packages/architecture/test/docs",
  ["packages/architecture/README.md", "docs/networks.md"],
  readdirSync(new URL("shapes", import.meta.url)).map((name) => `${shapes}/${name}`),
);
