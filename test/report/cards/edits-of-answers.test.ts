import { describe, expect, test } from "vitest";
import { fitSegments } from "../../../src";
import { answersForm, editsOfAnswers } from "../../../src/report";

const habits = ["OPEN -> PAY", "OPEN -> PLAY -> PLAY", "=SUM(A1) -> QUIT", "CHAT -> CHAT -> LEAVE"];
const model = await fitSegments(
  habits.flatMap((path, i) => Array<string>(40 - 5 * i).fill(path)),
  { embedding: "ngrams", clustering: { method: "kmeans", k: 4 }, projection: false, seed: 3 },
);
const named = await model.edit({ rename: { s2: '=cmd|" /C calc"!A0', s4: "Ünïcode 顧客, and a comma" } });

/** The form with answers and names written into it, as a spreadsheet would save it. */
function answered(form: string, cells: Record<string, [answer: string, name: string]>): string {
  return form.replaceAll(/^(\w+),(.*),,,\r$/gm, (_, id, called) => {
    const [answer, name] = cells[id] ?? ["", ""];
    return `${id},${called},${answer},${name},what I would do\r`;
  });
}

describe("editsOfAnswers", () => {
  test("reads the form again: yes, no, another name, nothing", async () => {
    const form = answered(answersForm(named), { s1: ["yes", ""], s2: ["", "Players"], s3: ["NO", ""] });
    const read = editsOfAnswers(named, form);
    expect(read).toEqual({
      edits: { rename: { s2: "Players" } },
      yes: ["s1", "s2"],
      no: ["s3"],
      renamed: ["s2"],
      open: ["s4"],
    });
    expect(editsOfAnswers(named, new TextEncoder().encode(form))).toEqual(read);
    const edited = await named.edit(read.edits!);
    expect(edited.segments.map(({ name }) => name)).toEqual(
      named.segments.map(({ name }, i) => (i === 1 ? "Players" : name)),
    );
  });

  test("an untouched form changes nothing, and neither does the name that a segment has", () => {
    expect(editsOfAnswers(named, answersForm(named))).toEqual({
      edits: undefined,
      ...{ yes: [], no: [], renamed: [], open: ["s1", "s2", "s3", "s4"] },
    });
    const same = `id,answer,name\ns1,yes,"${named.segments[0]!.name}"`;
    expect(editsOfAnswers(named, same)).toMatchObject({ edits: undefined, yes: ["s1"], renamed: [] });
  });

  test("a no dissolves where it is asked for", async () => {
    const form = "name;ID;Answer;called;mood\nPayers;s1;yes;;\n;s3;no;;angry\n".replace("called;", "who;");
    const { edits } = editsOfAnswers(named, form, { no: "dissolve", leftOver: "none" });
    expect(edits).toEqual({ rename: { s1: "Payers" }, dissolve: ["s3"], leftOver: "none" });
    const edited = await named.edit(edits!);
    expect(edited.lineage.ids).not.toContain("s3");
    expect(edited.edits.at(-1)!.dissolved).toEqual([{ id: "s3", to: [] }]);
  });

  test("a name may go to a segment whose owner takes another, or is dissolved", () => {
    const [a, b] = [named.segments[0]!.name, named.segments[2]!.name];
    const swapped = editsOfAnswers(named, `id,answer,name\ns1,,"${b}"\ns3,,"${a}"`);
    expect(swapped.edits).toEqual({ rename: { s1: b, s3: a } });
    const freed = editsOfAnswers(named, `id,answer,name\ns1,,"${b}"\ns3,no,`, { no: "dissolve" });
    expect(freed.edits).toEqual({ rename: { s1: b }, dissolve: ["s3"], leftOver: undefined });
  });

  const head = "id,answer,name\n";
  test.each<[string, string]>([
    ["", '"answers" expected a first line that names the columns id, answer, name, got nothing'],
    [
      "id,answer,nmae\n",
      '"answers" expected a first line that names the columns id, answer, name, got "id,answer,nmae"; ' +
        'did you mean its column "nmae"?',
    ],
    ["id,answer,name,name\n", '"answers" expected one column name, got 2'],
    [`${head}s9,yes,`, '"answers" expected an id of the model (s1, s2, s3, s4), got "s9" in line 2'],
    [`${head}s1,yes,\ns1,no,`, '"answers" expected each id once (line 2), got "s1" in line 3'],
    [`${head}s1,maybe,`, '"answers" expected yes, no or nothing as an answer, got "maybe" in line 2'],
    [`${head}s1,yes`, '"answers" expected 3 fields as in the first line, got 2 in line 2'],
    [`${head}s1,,"a\nb"`, '"answers" expected a name of 1 to 120 characters in one line, got "a\\nb" in line 2'],
    [
      `${head}s1,,Whales\ns2,,Whales`,
      '"answers" expected a name for each of s1 and s2, which are one if you merge them, got "Whales" in line 3',
    ],
    [
      `${head}s1,,"Ünïcode 顧客, and a comma"`,
      '"answers" expected a name that s4 does not bear, got "Ünïcode 顧客, and a comma" in line 2',
    ],
    [`${head}__proto__,yes,`, '"answers" expected an id of the model (s1, s2, s3, s4), got "__proto__" in line 2'],
    [`${head}s1,"yes,`, '"answers" expected CSV, got broken quotes in line 2'],
  ])("%j is refused", (text, message) => {
    expect(() => editsOfAnswers(named, text)).toThrow(new RangeError(message));
  });

  test("refuses cards of another model, other bytes, a name for what goes, and the end of all", () => {
    const other = `id,called,answer,name\ns1,Somebody,yes,\n`;
    expect(() => editsOfAnswers(named, other)).toThrow(
      `"answers" expected ${JSON.stringify(named.segments[0]!.name)} to be what s1 is called, got "Somebody" in line 2: ` +
        "these are answers to cards of another model, or from before an edit",
    );
    expect(() => editsOfAnswers(named, Uint8Array.from([...new TextEncoder().encode(`${head}s1,,`), 0xe4]))).toThrow(
      '"answers" expected text in UTF-8 (in a spreadsheet, save as "CSV UTF-8"), got other bytes in line 2',
    );
    expect(() => editsOfAnswers(named, `${head}s1,no,Whales`, { no: "dissolve" })).toThrow(
      '"answers" expected no name for a segment that is answered no, got "Whales" in line 2',
    );
    expect(() => editsOfAnswers(named, `${head}s1,no,\ns2,no,\ns3,no,\ns4,no,`, { no: "dissolve" })).toThrow(
      '"answers" expected to leave a segment, got no to all 4',
    );
    expect(() => editsOfAnswers(named, head, { leftOver: "none" })).toThrow(
      '"leftOver" expected nothing without no: "dissolve", got "none"',
    );
    expect(() => editsOfAnswers(named, 7 as never)).toThrow('"answers" expected a text or bytes of CSV, got 7');
  });

  test("says what became of a segment that was merged", async () => {
    const merged = await named.edit({ merge: [["s1", "s2"]] });
    expect(() => editsOfAnswers(merged, `${head}s2,yes,`)).toThrow(
      '"answers" expected an id of the model (s2 became s1), got "s2" in line 2',
    );
  });
});
