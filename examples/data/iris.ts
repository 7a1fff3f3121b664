import { type ClassTable, readTable } from "./table.ts";

/** 150 iris flowers: four lengths in cm, and the species (0 setosa, 1 versicolor, 2 virginica). See README.md for its origin. */
export const iris = (): ClassTable => readTable(new URL("./iris/iris.csv", import.meta.url));
