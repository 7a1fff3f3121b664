import { type ClassTable, readTable } from "./table.ts";

/** 178 wines of three growers: thirteen measurements in very different units. See README.md for its origin. */
export const wine = (): ClassTable => readTable(new URL("./wine/wine.csv", import.meta.url));
