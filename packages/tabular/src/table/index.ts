export type { Cell, ColumnData, ColumnType, NumberColumn, TextColumn } from "./column.ts";
export { type ColumnValues, table } from "./make-table.ts";
export { type Column, type ColumnSchema, type Row, type Table, tableOf } from "./table.ts";
