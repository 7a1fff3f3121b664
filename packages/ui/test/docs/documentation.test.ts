import { describePages } from "../../../../scripts/documentation.ts";

describePages("packages/ui/test/docs", ["packages/ui/README.md", "docs/dashboard.md"]);
