const UNPACK = "unpack it and read the file inside, or the folder if there are several";
const UNPACK_ZSTD = "unpack it, or read it with Node 22.15 or newer";
const TO_CSV = "export it as CSV or NDJSON";

/**
 * Kinds of files that are recognized by their first bytes (each character stands for one byte), and what to do about them. Where
 * these are letters, some control character has to follow: a column may be called "PARENT".
 */
const KINDS: readonly (FileKind & { readonly begins: string; readonly at?: number })[] = [
  { begins: "PAR1", is: "a Parquet file", advice: TO_CSV },
  { begins: "PARE", is: "an encrypted Parquet file", advice: TO_CSV },
  { begins: "ARROW1", is: "an Arrow file", advice: TO_CSV },
  { begins: "\xff\xff\xff\xff", is: "an Arrow stream", advice: TO_CSV },
  { begins: "FEA1", is: "a Feather file", advice: TO_CSV },
  { begins: "ORC", is: "an ORC file", advice: TO_CSV },
  { begins: "Obj\x01", is: "an Avro file", advice: TO_CSV },
  { begins: "SQLite format 3\0", is: "an SQLite database", advice: "export the table as CSV" },
  { begins: "DUCK", at: 8, is: "a DuckDB database", advice: "export the table as CSV" },
  { begins: "\x89HDF\r\n", is: "an HDF5 file", advice: TO_CSV },
  { begins: "\x93NUMPY", is: "a NumPy array", advice: TO_CSV },
  { begins: "\x80\x04\x95", is: "a Python pickle", advice: TO_CSV },
  { begins: "\x80\x05\x95", is: "a Python pickle", advice: TO_CSV },
  { begins: "RDX", is: "an R data file", advice: TO_CSV },
  { begins: "X\n\0\0\0", is: "an R data file", advice: TO_CSV },
  { begins: "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", is: "an old Excel workbook (XLS)", advice: "save the sheet as CSV" },
  { begins: "\x1f\x8b", is: "gzip data", advice: UNPACK },
  { begins: "\x28\xb5\x2f\xfd", is: "a zstd file", advice: UNPACK_ZSTD },
  { begins: "\xfd7zXZ\0", is: "an xz file", advice: UNPACK },
  { begins: "BZh", is: "a bzip2 file", advice: UNPACK },
  { begins: "\x04\x22\x4d\x18", is: "an LZ4 file", advice: UNPACK },
  { begins: "7z\xbc\xaf\x27\x1c", is: "a 7z archive", advice: UNPACK },
  { begins: "Rar!\x1a\x07", is: "a RAR archive", advice: UNPACK },
  { begins: "ustar", at: 257, is: "a tar archive", advice: UNPACK },
  { begins: "\x89PNG", is: "a PNG image", advice: "read the data it was made from" },
  { begins: "\xff\xd8\xff", is: "a JPEG image", advice: "read the data it was made from" },
  { begins: "GIF8", is: "a GIF image", advice: "read the data it was made from" },
  { begins: "seqment", is: "a model saved by seqment", advice: "load it with loadSegments" },
];

/** What the parts of a ZIP file are called in kinds of documents. */
const ZIPPED = [
  { holds: "xl/", is: "an Excel workbook (XLSX)", advice: "save the sheet as CSV" },
  { holds: "[Content_Types].xml", is: "an Office document", advice: "save it as CSV" },
  { holds: "opendocument.spreadsheet", is: "an OpenDocument spreadsheet", advice: "save the sheet as CSV" },
];

/** Beginnings of documents that are text, and hold no rows. */
const DOCUMENTS = [
  { begins: /^%pdf-/, is: "a PDF document", advice: "read the data it was made from" },
  { begins: /^<\?xml|^<log[\s>]/, is: "an XML document, such as XES", advice: "convert it to CSV" },
  { begins: /^\{\\rtf/, is: "an RTF document", advice: "save it as plain text" },
  { begins: /^<!doctype html|^<html/, is: "an HTML page", advice: "download the data themselves" },
];

/** Bytes in which control characters are looked for. */
const LOOKED_AT = 4096;
const TAB = 9;
const CR = 13;
const BLANK = 32;

/** What bytes are, `a ZIP archive`, and what to do about it. */
export interface FileKind {
  readonly is: string;
  readonly advice: string;
}

/**
 * The kind of file that bytes begin and that cannot be read as rows of text; undefined when it is none of those known.
 *
 * @param head the first bytes, the more the better.
 */
export function kindOf(head: Uint8Array): FileKind | undefined {
  const controls = hasControls(head);
  return (
    (begins(head, "PK\x03\x04") ? zipKind(head) : undefined) ??
    KINDS.find((kind) => begins(head, kind.begins, kind.at) && (controls || /[^ -~]/.test(kind.begins))) ??
    documentKind(head)
  );
}

/** The same, and bytes that hold a NUL and are no UTF-16 text. */
export function notText(head: Uint8Array): FileKind | undefined {
  const found = kindOf(head);
  if (found || utf16(head)) return found;
  return head.subarray(0, LOOKED_AT).includes(0) ? { is: "binary data", advice: TO_CSV } : undefined;
}

function begins(head: Uint8Array, text: string, at = 0): boolean {
  for (let i = 0; i < text.length; i++) if (head[at + i] !== text.charCodeAt(i)) return false;
  return true;
}

function zipKind(head: Uint8Array): FileKind {
  const text = latin1(head.subarray(0, LOOKED_AT));
  return ZIPPED.find(({ holds }) => text.includes(holds)) ?? { is: "a ZIP archive", advice: UNPACK };
}

/** Whether bytes begin an XML document. */
export function isXml(head: Uint8Array): boolean {
  return documentKind(head)?.is.startsWith("an XML") ?? false;
}

function documentKind(head: Uint8Array): FileKind | undefined {
  const text = latin1(head.subarray(0, 64))
    .replace(/^\xef\xbb\xbf/, "")
    .trimStart()
    .toLowerCase();
  return DOCUMENTS.find((document) => document.begins.test(text));
}

/** Two bytes a character: recognized by its mark, or by a NUL beside each ASCII character; undefined for other text. */
export function utf16(head: Uint8Array): "utf-16le" | "utf-16be" | undefined {
  if (head[0] === 0xff && head[1] === 0xfe) return "utf-16le";
  if (head[0] === 0xfe && head[1] === 0xff) return "utf-16be";
  const [be, le] = [0, 1].map((side) => [0, 2, 4].every((i) => head[i + side] === 0 && (head[i + 1 - side] ?? 0) > 0));
  if (be === le) return undefined;
  return le ? "utf-16le" : "utf-16be";
}

/** Whether bytes begin a Parquet file. */
export function isParquet(head: Uint8Array): boolean {
  return begins(head, "PAR1") && hasControls(head);
}

function hasControls(head: Uint8Array): boolean {
  return head.subarray(0, LOOKED_AT).some((byte) => byte < TAB || (byte > CR && byte < BLANK));
}

function latin1(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes);
}
