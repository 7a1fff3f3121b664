import { describePage } from "../../../../scripts/documentation.ts";

describePage("packages/base/README.md", "packages/base/test/docs");
