import { describePage } from "../../../../scripts/documentation.ts";

describePage("docs/learning.md", "packages/kaviar/test/docs");
