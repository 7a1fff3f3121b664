import { describePage } from "../../../../scripts/documentation.ts";

describePage("docs/tables.md", "packages/tabular/test/docs", ["examples/data/penguins/penguins.csv"]);
describePage("packages/tabular/README.md", "packages/tabular/test/docs", ["examples/data/penguins/penguins.csv"]);
