export type { Cell, ColumnData, ColumnType, NumberColumn, TextColumn } from "./column.ts";
export { type ColumnValues, table } from "./make-table.ts";
export type { Column, ColumnSchema, Row, Table } from "./table.ts";
