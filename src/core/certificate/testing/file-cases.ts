// Files in good form, whole or with items left out by their holder, and what each of them is answered.
import type { RegisterView } from "../register.ts";
import type { CertificateContent } from "../content.ts";
import { hideable } from "../file/claims.ts";
import type { Asked } from "../file/key-binding.ts";
import { prepareKeyBinding } from "../file/key-binding.ts";
import { showOnly } from "../file/present.ts";
import { kept, register, unavailable } from "./case.ts";
import type { FileCase } from "./file-case.ts";
import { fileTextOf, sha256 } from "./forge-file.ts";
import type { FileOptions } from "./forge-file.ts";
import { content, keys, now, qrTextOf, testKey } from "./world.ts";

export const holder = testKey(2001);

export const asked: Asked = {
  nonce: "q7Yt0Wc2m5",
  audience: "https://bank.example",
  now,
  longestAgeSeconds: 300,
  clockToleranceSeconds: 60,
};

/** Shown by the holder to this asker, at this moment. */
export function bound(presentation: string, over: Partial<Asked> = {}, key = holder): string {
  const prepared = prepareKeyBinding(presentation, { ...asked, ...over }, sha256);
  return prepared.finish(key.sign(prepared.toBeSigned));
}

export function shows(file: string, ...names: readonly string[]): string {
  const shown = showOnly(file, names, sha256);
  if (!shown.ok) throw new Error(`cannot show ${names.join()}: ${shown.reason}`);
  return shown.text;
}

interface Options extends FileOptions {
  readonly now?: string;
  readonly register?: RegisterView;
  readonly show?: readonly string[];
  readonly expected?: Partial<FileCase["expected"]>;
  readonly withCode?: true;
}

function file(name: string, rule: string, certificate: CertificateContent, options: Options = {}): FileCase {
  const { show, expected, withCode, now: at, register: view, ...made } = options;
  const whole = fileTextOf(certificate, made);
  return {
    name,
    rule,
    file: show === undefined ? whole : shows(whole, ...show),
    ...(withCode === true ? { qrText: qrTextOf(certificate, made.key ?? keys.sierraLeone) } : {}),
    now: at ?? now,
    register: view ?? register("open", {}, certificate),
    expected: {
      answer: "valid",
      check: null,
      reason: null,
      fault: null,
      shown: hideable.filter((name) => show?.some((one) => one.split(".")[0] === name) ?? true),
      ...expected,
    },
  };
}

const offline = { answer: "offline", check: "REGISTER", reason: "register-unavailable" } as const;
const nothing = { shown: null } as const;
const rows = Array.from({ length: 40 }, (_, index) => ({
  code: "7102.31" as const,
  carats: BigInt(index + 1),
  usd: BigInt(index + 1),
}));

export function goodFileCases(): readonly FileCase[] {
  const european: Partial<CertificateContent> = {
    participant: "EU",
    number: "EU00012345",
    authority: "EU-BE",
    exporter: { name: "Scheldt Rough NV", address: "Antwerpen", country: "BE" },
    importer: { name: "Surat Polishers Pvt Ltd", address: "Surat", country: "IN" },
  };
  const short = content({ issuedOn: "2026-09-26", expiresOn: "2026-11-24", validatedOn: "2026-09-27" });
  const withHolder = fileTextOf(content(), { holder: holder.publicKey });
  const wholeShown = { answer: "valid", check: null, reason: null, fault: null } as const;
  return [
    file("whole", "Everything shown, on the register, not yet used.", content()),
    file("whole-with-code", "The code of the paper beside it says the same.", content(), { withCode: true }),
    file("whole-offline", "Authentic; the register was not asked.", content(), {
      register: unavailable,
      expected: offline,
    }),
    file("carats-and-origin", "A holder shows two items; the importer is known to the register.", content(), {
      show: ["carats", "origin"],
    }),
    file(
      "carats-and-origin-offline",
      "What is not shown is not checked: the importer's standing stays open.",
      content(),
      { show: ["carats", "origin"], register: unavailable, expected: offline },
    ),
    file("nothing-shown", "Only what everybody sees: who issued which number, and until when.", content(), {
      show: [],
    }),
    file("exporter-name", "One item of a party, with the party it stands in.", content(), {
      show: ["exporter.name"],
    }),
    file("second-line", "One line of two: the others leave no trace.", content(), {
      show: ["lines.1", "value"],
    }),
    file("one-seal", "One seal of two.", content(), { show: ["containers.0"] }),
    file("shown-with-code", "A presentation and the code agree in what both say.", content(), {
      show: ["carats", "exporter.name", "containers"],
      withCode: true,
    }),
    file(
      "mixed-not-listed",
      "Mixed origin, not listed.",
      content({ ...european, origin: { kind: "MIXED", listed: [] } }),
      {
        key: keys.belgium,
      },
    ),
    file(
      "mixed-listed",
      "Mixed origin with its countries in order, and on the lines.",
      content({
        ...european,
        origin: { kind: "MIXED", listed: ["AO", "BW"] },
        lines: [
          { code: "7102.10", carats: 1_000n, usd: 5_000n, origin: "AO" },
          { code: "7102.31", carats: 2_000n, usd: 90_000n, origin: "BW" },
        ],
      }),
      { key: keys.belgium },
    ),
    file(
      "names-in-scripts",
      "Names with accents, in Arabic with a joiner, in Chinese: UTF-8, composed.",
      content({
        exporter: { name: "Société Générale d'Émeraude — Kénéma", address: "Kenema", country: "SL" },
        importer: { name: "شرکت الماس می\u200cخواهیم 上海钻石", address: "Dubai", country: "AE" },
      }),
    ),
    file(
      "largest",
      "9,999 parcels; twenty lines of 10^10 carats and 10^13 dollars: sums beyond 2^53.",
      content({
        parcels: 9_999,
        lines: rows
          .slice(0, 20)
          .map((row) => ({ ...row, carats: 1_000_000_000_000n, usd: 1_000_000_000_000_000n })),
      }),
    ),
    file("forty-lines", "Forty lines, filled up to sixty-four places.", content({ lines: rows })),
    file(
      "reference",
      "A container's reference, which the code does not have.",
      content({ containers: [{ seal: "SL-A-0012345", reference: "Box 1 of 1" }] }),
      { withCode: true },
    ),
    file("sealed-later", "The file was made days after the code, by the key of that day.", content(), {
      sealedAt: "2026-11-24T09:00:00.000Z",
    }),
    file("last-second", "Valid until the end of its last day.", short, {
      validatedAt: "2026-09-27T08:00:00.000Z",
      sealedAt: "2026-09-27T08:00:00.000Z",
      now: "2026-11-24T23:59:59.999Z",
      register: { ...register("open", {}, short), asOf: "2026-11-24T23:59:00.000Z" } as RegisterView,
    }),
    file("first-second-after", "At the very instant of expiry it is expired.", short, {
      validatedAt: "2026-09-27T08:00:00.000Z",
      sealedAt: "2026-09-27T08:00:00.000Z",
      now: "2026-11-25T00:00:00.000Z",
      register: unavailable,
      expected: { answer: "expired", check: "NOT_EXPIRED", reason: "expired", ...nothing },
    }),
    file("retired-key", "A key that ended without being compromised.", content(), { key: keys.retired }),
    file("used", "Receipt was confirmed: the file stays, its answer is that of the certificate.", content(), {
      register: register("used"),
      expected: { answer: "used", check: "REGISTER", reason: "used", ...nothing },
    }),
    file("replaced", "Replaced by another certificate; also by a kept list.", content(), {
      register: kept(register("replaced")),
      expected: { answer: "withdrawn", check: "REGISTER", reason: "replaced", ...nothing },
    }),
    {
      name: "key-bound",
      rule: "Shown by its holder, for this asker, this question and these claims.",
      file: bound(shows(withHolder, "carats")),
      asked,
      now,
      register: register("open"),
      expected: { ...wholeShown, shown: ["carats"] },
    },
    {
      name: "holder-key-not-asked",
      rule: "A file that names a holder's key can be shown without it where nobody asks.",
      file: shows(withHolder, "carats"),
      now,
      register: register("open"),
      expected: { ...wholeShown, shown: ["carats"] },
    },
  ];
}
