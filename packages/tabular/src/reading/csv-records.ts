/**
 * The records at the beginning of a CSV text, as RFC 4180 has them: a field in double quotes may hold the delimiter, line
 * ends, and a quote written twice. The last one is left out unless the text is `whole`: it may have been cut.
 */
export const csvRecords = (text: string, delimiter: string, most: number, whole: boolean): readonly string[][] => {
  const records: string[][] = [];
  let record: string[] = [];
  let field = "";
  let quoted = false;
  let at = 0;
  const endRecord = () => {
    record.push(field);
    field = "";
    // A line with nothing on it is no record.
    if (record.length > 1 || record[0] !== "") records.push(record);
    record = [];
  };
  for (; at < text.length && records.length < most; at++) {
    const mark = text[at]!;
    if (quoted) {
      if (mark !== '"') field += mark;
      else if (text[at + 1] === '"') {
        field += mark;
        at++;
      } else quoted = false;
    } else if (mark === '"' && field === "") quoted = true;
    else if (mark === delimiter) {
      record.push(field);
      field = "";
    } else if (mark === "\n" || mark === "\r") {
      if (mark === "\r" && text[at + 1] === "\n") at++;
      endRecord();
    } else field += mark;
  }
  if (whole && records.length < most && (field !== "" || record.length > 0)) endRecord();
  return records;
};
