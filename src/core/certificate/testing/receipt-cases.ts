// Receipts in good form and with one fault each, and the answer that every reader must give to code and receipt together.
import { party } from "#core/log/testing/parties.ts";
import { ed25519Type } from "#core/log/note.ts";
import { toHex } from "#core/encoding/bytes.ts";
import type { OnRecord } from "../receipt/verify.ts";
import type { Case } from "./case.ts";
import { receiptOf, sealedCode } from "./receipts.ts";
import type { Making } from "./receipts.ts";
import { content, keys, now, qrTextOf } from "./world.ts";

export interface ReceiptCase {
  readonly name: string;
  /** The rule that is shown. */
  readonly rule: string;
  readonly qrText: string;
  /** Hexadecimal: a file; its code is "KPR1:" and the base45 of the same bytes. */
  readonly receipt: string;
  readonly now: string;
  readonly expected: Case["expected"] & {
    readonly witnesses: readonly OnRecord["witnesses"][number]["name"][] | null;
  };
}

export function receiptCases(): readonly ReceiptCase[] {
  const whole = receiptOf();
  return [
    good("three-witnesses", "A genuine seal, on the record, seen by all three pillars", {}, [0, 1, 2]),
    good("two-witnesses", "Two of three pillars are the quorum", { seenBy: [2, 0] }, [0, 2]),
    good("large-log", "Eleven hashes lead from the leaf to the root", { size: 2_000 }, [0, 1, 2]),
    bad("one-witness", "One pillar alone is no quorum", { seenBy: [1] }, "too-few-witnesses"),
    bad("no-witness", "The log's own signature is not enough", { seenBy: [] }, "too-few-witnesses"),
    bad(
      "other-certificate",
      "The act seals another code",
      { qrText: qrTextOf(content({ number: "SL 004913" }), keys.sierraLeone) },
      "receipt-of-another",
    ),
    bad(
      "other-act",
      "The issue of a certificate is not its sealing",
      { type: "certificate.issued" },
      "receipt-of-another",
    ),
    bad(
      "other-authority",
      "The act is of another authority",
      { organisation: "EU-BE" },
      "receipt-of-another",
    ),
    bad(
      "desk-key",
      "A desk's key seals codes and signs no acts",
      { signer: keys.sierraLeone },
      "act-not-of-the-authority",
    ),
    bad(
      "stranger",
      "The key that signed the act is on no list",
      { signer: keys.stranger },
      "act-not-of-the-authority",
    ),
    bad("other-log", "A log that the policy does not name", { origin: "kp.example/log2" }, "other-log"),
    bad(
      "log-forged",
      "The log's name, another key",
      { log: party("kp.example/log", 77, ed25519Type) },
      "log-signature-wrong",
    ),
    damaged("cut-off", "The last byte is missing", whole.slice(0, -1), "receipt-malformed"),
    damaged("longer", "A byte after the end", Uint8Array.of(...whole, 0), "receipt-malformed"),
    damaged("other-version", "A version that there is not", whole.with(1, 2), "receipt-malformed"),
    {
      ...bad("clock", "The witnesses saw it after now", { seenAt: Date.parse(now) / 1000 + 3_700 }, ""),
      expected: { answer: "clock", check: "CLOCK", reason: "before-the-witnesses", witnesses: null },
    },
  ];
}

const names = ["government", "industry", "civil-society"];

function good(name: string, rule: string, making: Making, witnesses: readonly number[]): ReceiptCase {
  return {
    ...given(name, rule, receiptOf(making)),
    expected: {
      answer: "offline",
      check: "REGISTER",
      reason: "register-unavailable",
      witnesses: witnesses.map((number) => names[number] ?? ""),
    },
  };
}

function bad(name: string, rule: string, making: Making, reason: string): ReceiptCase {
  return damaged(name, rule, receiptOf(making), reason);
}

function damaged(name: string, rule: string, receipt: Uint8Array, reason: string): ReceiptCase {
  return {
    ...given(name, rule, receipt),
    expected: { answer: "not-on-record", check: "RECORD", reason, witnesses: null },
  };
}

function given(name: string, rule: string, receipt: Uint8Array) {
  return { name, rule, qrText: sealedCode, receipt: toHex(receipt), now };
}
