// A lot of numbered security paper arrives in an office. No two lots of an authority share a number: a sheet that was
// spoiled or used can never come back as a new one.
import { isDate } from "#core/kp/dates.ts";
import { Problem, refuseUnless } from "#platform/http/problem.ts";
import type { FieldProblem } from "#platform/http/problem.ts";
import { inTransaction, record } from "#modules/record/index.ts";
import type { Ctx } from "#modules/record/index.ts";
import { officesOf } from "#modules/scheme/index.ts";
import { mayKeepSheets } from "../policy.ts";
import { sheetsReceived } from "../sheets/acts.ts";
import { readSheetNumber, sheetText } from "../sheets/number.ts";
import * as sheets from "../sheets/store.ts";

export interface SheetsInput {
  readonly office: string;
  /** As they stand on the paper: "A 000001". */
  readonly first: string;
  readonly last: string;
  readonly receivedOn: string;
  readonly note?: string;
}

const largestLot = 100_000n;
const longestNote = 200;

export async function receiveSheets(ctx: Ctx, input: SheetsInput): Promise<{ sheets: number }> {
  const authority = ctx.actor.organisation ?? "";
  refuseUnless(mayKeepSheets(ctx.actor, authority), "not-allowed");
  const offices = await officesOf(ctx, authority);
  const [first, last] = [readSheetNumber(input.first), readSheetNumber(input.last)];
  const note = input.note ?? "";
  const wrong = (field: string, is: boolean, code: string, values = {}): readonly FieldProblem[] =>
    is ? [{ field, code, values }] : [];
  const today = new Date(ctx.clock()).toISOString().slice(0, 10);
  refuse([
    ...wrong("office", !offices.some(({ code }) => code === input.office), "OFFICE_UNKNOWN"),
    ...wrong("first", first === undefined, "SHEET_NUMBER"),
    ...wrong("last", last === undefined, "SHEET_NUMBER"),
    ...wrong("receivedOn", !isDate(input.receivedOn), "not-a-date"),
    ...wrong("receivedOn", isDate(input.receivedOn) && input.receivedOn > today, "in-the-future"),
    ...wrong("note", note.length > longestNote, "too-long"),
  ]);
  if (first === undefined || last === undefined) throw new Problem("bad-input");
  refuse([
    ...wrong("last", first.prefix !== last.prefix || first.digits !== last.digits, "SHEETS_DIFFER"),
    ...wrong("last", last.number < first.number, "SHEETS_REVERSED"),
    ...wrong("last", last.number - first.number >= largestLot, "SHEETS_TOO_MANY", {
      most: Number(largestLot),
    }),
  ]);
  return inTransaction(ctx, async (tx) => {
    await sheets.lockStock(tx, authority);
    const lot = { prefix: first.prefix, digits: first.digits, first: first.number, last: last.number };
    const known = await sheets.findOverlap(tx, authority, lot);
    if (known !== undefined)
      refuse(
        wrong("first", true, "SHEETS_OVERLAP", {
          office: known.office,
          first: sheetText({ ...known, number: known.first }),
          last: sheetText({ ...known, number: known.last }),
        }),
      );
    await record(tx, sheetsReceived, {
      subject: `sheets:${tx.newId()}`,
      previous: null,
      public: {},
      private: {
        office: input.office,
        ...lot,
        receivedOn: input.receivedOn,
        ...(note === "" ? {} : { note }),
      },
    });
    return { sheets: Number(last.number - first.number) + 1 };
  });
}

function refuse(fields: readonly FieldProblem[]): void {
  if (fields.length > 0) throw new Problem("bad-input", {}, { fields });
}
