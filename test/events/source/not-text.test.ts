import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { readEvents } from "../../../src/events/read-events";
import { notText } from "../../../src/events/source/not-text";
import { readSequences } from "../../../src/sequences";

/** One byte a character. */
const bytes = (text: string) => Uint8Array.from(text, (char) => char.charCodeAt(0));
const zip = (name: string) => bytes(`PK\x03\x04\x14\0\0\0\x08\0${"\x07".repeat(16)}\x13\0\0\0${name}rest`);

test.each([
  ["a ZIP archive", zip("log.csv")],
  ["an Excel workbook (XLSX)", zip("xl/workbook.xml")],
  ["an Office document", zip("[Content_Types].xml")],
  ["an OpenDocument spreadsheet", zip("mimetypeapplication/vnd.oasis.opendocument.spreadsheet")],
  ["a Parquet file", bytes("PAR1\x15\x04\x15\x40")],
  ["an Arrow file", bytes("ARROW1\0\0\xff\xff\xff\xff")],
  ["an Arrow stream", bytes("\xff\xff\xff\xff\xf8\0\0\0")],
  ["an ORC file", bytes("ORC\x0a\x03\x00")],
  ["an Avro file", bytes("Obj\x01\x04\x14avro.codec")],
  ["an SQLite database", bytes("SQLite format 3\0\x10\0")],
  ["a DuckDB database", bytes("\x01\x02\x03\x04\x05\x06\x07\x08DUCK\x40\0")],
  ["gzip data", gzipSync("user,action,time")],
  ["a zstd file", bytes("\x28\xb5\x2f\xfd\x04\x68")],
  ["an xz file", bytes("\xfd7zXZ\0\0\x04")],
  ["a bzip2 file", bytes("BZh91AY&SY\x01\x02")],
  ["a tar archive", bytes(`log.csv${"\0".repeat(250)}ustar\x0000`)],
  ["an HDF5 file", bytes("\x89HDF\r\n\x1a\n")],
  ["a Python pickle", bytes("\x80\x04\x95\x10\0")],
  ["an old Excel workbook (XLS)", bytes("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0")],
  ["a PNG image", bytes("\x89PNG\r\n\x1a\n\0")],
  ["a JPEG image", bytes("\xff\xd8\xff\xe0\0\x10JFIF")],
  ["a GIF image", bytes("GIF89a\x01\0\x01\0")],
  ["a PDF document", bytes("%PDF-1.7\n%\xe2\xe3\n")],
  ["an RTF document", bytes("{\\rtf1\\ansi")],
  ["an XML document, such as XES", bytes('\xef\xbb\xbf<?xml version="1.0"?>\n<log>')],
  ["an XML document, such as XES", bytes('<log xes.version="1.0">')],
  ["an HTML page", bytes("<!DOCTYPE html>\n<html>")],
  ["a model saved by seqment", bytes("seqment\x01\x10\0\0")],
  ["binary data", bytes("user,\0action")],
])("%s", async (is, head) => {
  expect(notText(head)?.is).toBe(is);
  if (is === "gzip data") return; // that is unpacked
  const message = `"source" is ${is}: ${notText(head)!.advice}`;
  const reading = readEvents(gzipSync(head), { user: "u", action: "a", time: "t" });
  await expect(reading).rejects.toThrow(is.includes("XES") ? /^the XES is not well-formed XML/ : message);
  await expect(readSequences([head])).rejects.toThrow(message);
});

test.each([
  "",
  "PARENT,action,time\n",
  "seqment_id,action\n",
  "ORC -> ELF\n",
  "BZhang,GIF8,RDX\n",
  "PK,time\n",
  "us\x1b[31mer,action\n",
  "<start> <login>\n",
  "{\\",
  "ü,é\n",
])("%j may be text", (text) => {
  expect(notText(new TextEncoder().encode(text))).toBeUndefined();
});

test("gzip within gzip is named, and so is a file by its name", async () => {
  const twice = gzipSync(gzipSync("user,action,time\n"));
  await expect(readSequences(twice)).rejects.toThrow(
    '"source" is gzip data: unpack it and read the file inside, or the folder if there are several',
  );
});
