import { drawPage, h } from "@kaviar/page";
import type { Profile } from "../src/profile/profile.ts";
import { columns } from "./sections/columns.ts";
import { correlations } from "./sections/correlations.ts";
import { distributions } from "./sections/distributions.ts";
import { findings } from "./sections/findings.ts";
import { headline } from "./sections/headline.ts";

drawPage((profile: Profile) => [
  ...headline(profile),
  findings(profile),
  columns(profile),
  distributions(profile),
  correlations(profile),
  h("footer", {}, "Drawn with Apache ECharts; all of it is in this file."),
]);
